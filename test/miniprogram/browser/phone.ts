import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { TestBrowser, TestPage } from '../../support/browser.ts'

export const PHONE: BrowserContextOptions = {
  viewport: { width: 375, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
}

export interface TestPhone extends TestPage {
  /** What is on the screen: pages under the one that is shown stay in the document. */
  screen: Locator
}

/** @param address such as `?page=pages/me/me`. */
export async function openPhone(
  browser: TestBrowser,
  server: string,
  address = '',
  look: BrowserContextOptions = {},
): Promise<TestPhone> {
  const opened = await browser.open(`${server}/phone/${address}`, { ...PHONE, ...look })
  return { ...opened, screen: screenOf(opened.page) }
}

export function screenOf(page: Page): Locator {
  return page.locator('.mp-screen:not([hidden])')
}
