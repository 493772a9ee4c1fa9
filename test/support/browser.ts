/** A real Chromium out of npm packages alone, with a Chinese font, for tests of pages. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import chromium from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
  type Route,
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
]
const FONT_CSS = createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/index.css')
const FONT_PATH = '/test-font/'

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

/** Once per run: see browser-and-demo.ts. */
export async function unpackBrowser(): Promise<{ executablePath: string; remove(): Promise<void> }> {
  // The package unpacks the browser into TMPDIR; a folder of ours, so that no half-unpacked one of a killed run is used.
  const home = await mkdtemp(join(tmpdir(), 'mingbai-browser-'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = home
  const executablePath = await chromium.executablePath()
  if (before === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = before
  return { executablePath, remove: () => rm(home, { recursive: true, force: true }) }
}

export async function launchBrowser(): Promise<TestBrowser> {
  const { executablePath } = inject('browserAndDemo')
  const browser = await playwright.launch({ executablePath, headless: true, args: ARGS })
  return { open: (url, look) => openPage(browser, url, look), close: () => browser.close() }
}

async function openPage(browser: Browser, url: string, look: BrowserContextOptions = {}): Promise<TestPage> {
  const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...look })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  for (const style of ['demo', 'cards', 'phone']) await page.route(`**/${style}/style.css`, withChinese)
  await page.route(`**${FONT_PATH}*`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(FONT_PATH.length)
    await route.fulfill({ path: join(dirname(FONT_CSS), 'files', name), contentType: 'font/woff2' })
  })
  // A server that has just been started is still filling its invented ledgers, and another may be starting beside it.
  await page.goto(url, { timeout: 60_000 })
  return { page, complaints, screenshot: (name) => screenshot(page, name) }
}

/** Only the test's copy of the style sheet brings a font: phones have one, this browser has none with Chinese characters. */
async function withChinese(route: Route): Promise<void> {
  const faces = (await readFile(FONT_CSS, 'utf8')).replaceAll('url(./files/', `url(${FONT_PATH}`)
  const style = await (await route.fetch()).text()
  await route.fulfill({
    body: `${faces}\n${style}\nbody { font-family: 'Noto Sans SC Variable', sans-serif; }`,
    contentType: 'text/css; charset=utf-8',
  })
}

async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  await mkdir(folder, { recursive: true })
  await page.evaluate('document.fonts.ready')
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}
