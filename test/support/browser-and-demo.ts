import pg from 'pg'
import { startServer } from '../browser/running-server.ts'
import startPostgres, { type TestServer } from './postgres-server.ts'
import { type UnpackedBrowser, unpackBrowser } from './unpack-browser.ts'

/** What the tests of pages share: the browser's program, and a demo server, on which each file has people of its own. */
export interface BrowserAndDemo extends UnpackedBrowser {
  demo: string
  /** The desk of that server, beside its chat. */
  desk: string
}

declare module 'vitest' {
  interface ProvidedContext {
    browserAndDemo: BrowserAndDemo
  }
}

interface Project {
  provide(key: 'browserAndDemo', value: BrowserAndDemo): void
  provide(key: 'postgres', value: TestServer): void
}

/**
 * vitest's globalSetup: unpacking and starting take longer than most tests, so once per run. The demo has its data on a PostgreSQL
 * server, because all pages ask this one, and the embedded database would need most of a core for its answers. On that one a
 * county has its way from the first cadre's invitation on: real-county.test.ts.
 */
export default async function setup(project: Project) {
  const provided: TestServer[] = []
  const stopPostgres = await startPostgres({
    provide(key, value) {
      provided.push(value)
      project.provide(key, value)
    },
  })
  const serving = demoDatabase(provided[0]?.server).then((url) => startServer({ data: { url } }))
  const [{ remove, ...browser }, demo] = await Promise.all([unpackBrowser(), serving])
  project.provide('browserAndDemo', { ...browser, demo: demo.url, desk: `${demo.url}/desk` })
  return async () => {
    await demo.stop()
    await stopPostgres()
    await remove()
  }
}

async function demoDatabase(server: TestServer['server'] | undefined): Promise<string> {
  if (!server || 'missing' in server) throw new Error(`no PostgreSQL server for the tests:\n${server?.missing}`)
  const client = new pg.Client(`${server.prefix}postgres${server.suffix}`)
  await client.connect()
  await client.query(`create database demo template ${server.template}`)
  await client.end()
  return `${server.prefix}demo${server.suffix}`
}
