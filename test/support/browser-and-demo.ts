import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningServer, startServer } from '../browser/running-server.ts'
import { migratedData } from './data-folder.ts'
import { startServer as startPostgres } from './postgres-server.ts'
import { type UnpackedBrowser, unpackBrowser } from './unpack-browser.ts'

/** What the tests of pages share: the browser's program, and a demo server, on which each file has people of its own. */
export interface BrowserAndDemo extends UnpackedBrowser {
  demo: string
  /** The desk of that server, beside its chat. */
  desk: string
  /** A migrated data folder, to be copied. */
  dataDir: string
}

declare module 'vitest' {
  interface ProvidedContext {
    browserAndDemo: BrowserAndDemo
  }
}

/** vitest's globalSetup: unpacking and starting take longer than most tests, so once per run. */
export default async function setup(project: { provide(key: 'browserAndDemo', value: BrowserAndDemo): void }) {
  const { dataDir } = await migratedData()
  const [browser, demo] = await Promise.all([unpackBrowser(), startDemo()])
  project.provide('browserAndDemo', {
    executablePath: browser.executablePath,
    fonts: browser.fonts,
    demo: demo.url,
    desk: `${demo.url}/desk`,
    dataDir,
  })
  return async () => {
    await demo.stop()
    await browser.remove()
  }
}

/**
 * On a PostgreSQL server: all files' pages ask this one, and the embedded database would need most of a core for their answers.
 * The files that start a server of their own have it on the embedded one.
 */
async function startDemo(): Promise<RunningServer> {
  // Named as what postgres-server.ts sweeps away when a run was killed.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `mingbai-test-pg-${process.pid}-`))
  const postgres = await startPostgres(folder)
  const end = async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  if ('missing' in postgres.server) {
    await end()
    throw new Error(`no PostgreSQL server for the tests:\n${postgres.server.missing}`)
  }
  const { prefix, suffix, template } = postgres.server
  const demo = await startServer({ data: { url: `${prefix}${template}${suffix}` } })
  return { url: demo.url, stop: () => demo.stop().finally(end) }
}
