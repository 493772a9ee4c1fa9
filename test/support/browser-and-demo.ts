import { startServer } from '../browser/running-server.ts'
import { unpackBrowser } from './browser.ts'

/** What the tests of pages share: the browser's program, and a demo server, on which each file has people of its own. */
export interface BrowserAndDemo {
  executablePath: string
  demo: string
}

declare module 'vitest' {
  interface ProvidedContext {
    browserAndDemo: BrowserAndDemo
  }
}

/** vitest's globalSetup: unpacking and starting take longer than most tests, so once per run. */
export default async function setup(project: { provide(key: 'browserAndDemo', value: BrowserAndDemo): void }) {
  const [browser, server] = await Promise.all([unpackBrowser(), startServer()])
  project.provide('browserAndDemo', { executablePath: browser.executablePath, demo: server.url })
  return async () => {
    await server.stop()
    await browser.remove()
  }
}
