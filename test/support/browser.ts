/** A real Chromium out of npm packages alone, with a Chinese font, for tests of pages. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
} from 'playwright-core'
import { inject } from 'vitest'

/** Its own default arguments are for a cloud function; these are what a container needs. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-zygote',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  // Nobody looks at the letters' edges.
  '--font-render-hinting=none',
]

export interface TestBrowser {
  open(url: string, look?: BrowserContextOptions): Promise<TestPage>
  close(): Promise<void>
}
export interface TestPage {
  page: Page
  /** Whatever the page complained about: exceptions, errors in the console, violations of the CSP. */
  complaints: string[]
  /** Written only when SCREENSHOTS names a folder. */
  screenshot(name: string): Promise<void>
}

/** One for all files of a worker process, which come one after another. It ends with the process: playwright sees to that. */
let running: Promise<Browser> | undefined

async function sharedBrowser(): Promise<Browser> {
  const before = await running
  if (before?.isConnected()) return before
  const { executablePath, fonts } = inject('browserAndDemo')
  const env = { ...process.env, FONTCONFIG_FILE: fonts }
  running = playwright.launch({ executablePath, headless: true, args: ARGS, env })
  return running
}

/** For one test file, whose pages are gone when it is closed. */
export async function launchBrowser(): Promise<TestBrowser> {
  const browser = await sharedBrowser()
  const contexts: BrowserContext[] = []
  return {
    async open(url, look = {}) {
      const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...look })
      contexts.push(context)
      return openPage(context, url)
    },
    close: async () => void (await Promise.all(contexts.map((context) => context.close()))),
  }
}

async function openPage(context: BrowserContext, url: string): Promise<TestPage> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  // A server that has just been started is still filling its invented ledgers, and another may be starting beside it.
  await page.goto(url, { timeout: 60_000 })
  return { page, complaints, screenshot: (name) => screenshot(page, name) }
}

async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.evaluate('document.fonts.ready')
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}
