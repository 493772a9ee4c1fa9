import { startServer } from '../browser/running-server.ts'
import { unpackBrowser } from './browser.ts'
import { migratedData } from './data-folder.ts'

/** What the tests of pages share: the browser's program, and a demo server, on which each file has people of its own. */
export interface BrowserAndDemo {
  executablePath: string
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
  const serving = migratedData().then(async ({ dataDir }) => ({ dataDir, server: await startServer({ dataDir }) }))
  const [browser, { dataDir, server }] = await Promise.all([unpackBrowser(), serving])
  project.provide('browserAndDemo', {
    executablePath: browser.executablePath,
    demo: server.url,
    desk: `${server.url}/desk`,
    dataDir,
  })
  return async () => {
    await server.stop()
    await browser.remove()
  }
}
