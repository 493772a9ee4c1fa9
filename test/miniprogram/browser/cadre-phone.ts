/** A cadre's phone, as a test speaks of it. */
import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { TestBrowser } from '../../support/browser.ts'
import { openPhone } from './phone.ts'

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)
/** Somewhere in the invented county. */
export const HERE = { latitude: 24.35, longitude: 114.13, accuracy: 12 }

export class CadrePhone {
  readonly page: Page
  readonly screen: Locator
  readonly complaints: string[]
  readonly screenshot: (name: string) => Promise<void>

  private constructor(opened: Awaited<ReturnType<typeof openPhone>>) {
    this.page = opened.page
    this.screen = opened.screen
    this.complaints = opened.complaints
    this.screenshot = opened.screenshot
  }

  static async open(
    browser: TestBrowser,
    server: string,
    { look = {}, page = 'queue/queue', font = 16 }: { look?: BrowserContextOptions; page?: string; font?: number } = {},
  ): Promise<CadrePhone> {
    const geo: BrowserContextOptions = { geolocation: HERE, permissions: ['geolocation'] }
    const address = `?as=cadre&font=${font}&page=packages/cadre/${page}`
    return new CadrePhone(await openPhone(browser, server, address, { ...geo, ...look }))
  }

  /** As the invented cadre whom these words find. */
  async logsInAs(words: string): Promise<void> {
    await this.screen.getByRole('textbox', { name: '找人' }).fill(words)
    await this.screen.getByRole('list', { name: '虚构的干部' }).getByRole('button').first().tap()
    await this.sees('待办')
  }

  async sees(title: string): Promise<void> {
    await this.screen.getByRole('heading', { name: title, exact: true }).waitFor()
  }

  async presses(name: string): Promise<void> {
    await this.screen.getByRole('button', { name, exact: true }).tap()
  }

  async goes(name: string): Promise<void> {
    await this.screen.getByRole('navigation').getByRole('link', { name }).tap()
  }

  async writes(name: string, words: string): Promise<void> {
    await this.screen.getByRole('textbox', { name }).fill(words)
  }

  async picks(name: string): Promise<void> {
    await this.screen.getByRole('radio', { name, exact: true }).tap()
  }

  /** From below: a picker's choices, or those of a sheet. */
  async chooses(name: string): Promise<void> {
    await this.page.locator('.mp-sheet').getByText(name, { exact: true }).tap()
  }

  async takesPhoto(): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.presses('拍照或选照片')])
    await chooser.setFiles({ name: 'roof.png', mimeType: 'image/png', buffer: PICTURE })
    await this.screen.getByRole('button', { name: '删掉第1张' }).waitFor()
  }

  async back(): Promise<void> {
    await this.screen.getByRole('button', { name: '返回' }).tap()
  }

  async line(up: boolean): Promise<void> {
    await this.page.context().setOffline(!up)
  }
}
