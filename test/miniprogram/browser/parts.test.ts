/** The built-in components, as somebody taps and fills them, and the ways between pages. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchBrowser, type TestBrowser } from '../../support/browser.ts'
import { serveFixture } from './fixture-server.ts'
import { openPhone, type TestPhone } from './phone.ts'

let browser: TestBrowser
let server: Awaited<ReturnType<typeof serveFixture>>
let phone: TestPhone
let screen: Locator
const said = () => screen.getByRole('status', { name: '说了什么' })
const told = (type: string, detail: object) =>
  expect.poll(() => said().innerText()).toBe(`${type} ${JSON.stringify(detail)}`)
/** How something looks. Run in the page, so written without its types. */
const of = (selector: string, property: string, { page } = phone) =>
  page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`)

beforeAll(async () => {
  server = await serveFixture()
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await server.close()
})
beforeEach(async () => {
  phone = await openPhone(browser, server.url)
  screen = phone.screen
  phone.page.setDefaultTimeout(10_000)
  return async () => {
    expect(phone.complaints).toEqual([])
    await phone.page.context().close()
  }
})

describe('what is tapped', () => {
  it('tells the page, by finger and by keyboard, and not where it is disabled', async () => {
    await screen.getByRole('button', { name: '能按', exact: true }).tap()
    await expect.poll(() => said().innerText()).toContain('tap ')
    await screen.getByRole('button', { name: '重来' }).tap()
    await told('reset', {})
    await screen.getByRole('button', { name: '不能按' }).tap({ force: true })
    await told('reset', {})
    expect(await screen.getByRole('button', { name: '不能按' }).isDisabled()).toBe(true)
    await screen.getByRole('button', { name: '能按', exact: true }).press('Enter')
    await expect.poll(() => said().innerText()).toContain('tap ')
  })

  it('has the classes of its hover while a finger is on it', async () => {
    const button = screen.getByRole('button', { name: '大字' })
    await button.dispatchEvent('touchstart', { touches: [], changedTouches: [] })
    expect(await button.getAttribute('class')).toMatch(/one two/)
    await button.dispatchEvent('touchend', { touches: [], changedTouches: [] })
    expect(await button.getAttribute('class')).not.toMatch(/one|two/)
  })

  it('of a component is its own event, and its styles and the page’s do not meet', async () => {
    await screen.getByRole('button', { name: '芯片里面' }).tap()
    await told('pressed', { words: '芯片' })
    const colour = (selector: string) => of(selector, 'color')
    expect(await colour('wx-chip wx-button')).toBe('rgb(10, 20, 30)')
    expect(await of('wx-chip', 'display')).toBe('block')
    // The page's own rule stands behind the imported one.
    expect(await colour('.imported')).toBe('rgb(200, 0, 0)')
  })
})

describe('what is filled', () => {
  it('takes no more than it may, and says each letter and the end', async () => {
    const field = screen.getByRole('textbox', { name: '单行' })
    await field.pressSequentially('房子漏雨了吗')
    await told('input', { value: '房子漏雨了', cursor: 5, keyCode: 0 })
    await field.press('Enter')
    await told('confirm', { value: '房子漏雨了' })
    const long = '很长'.repeat(200)
    await screen.getByRole('textbox', { name: '多行' }).fill(long)
    await told('input', { value: long, cursor: 400, keyCode: 0 })
    const { height } = (await screen.getByRole('textbox', { name: '多行' }).boundingBox()) ?? { height: 0 }
    expect(height).toBeGreaterThan(200)
    expect(await screen.getByLabel('密码').getAttribute('type')).toBe('password')
  })

  it('is switched and ticked', async () => {
    await screen.getByRole('switch', { name: '开关' }).tap()
    await told('change', { value: true })
    await screen.getByRole('checkbox', { name: '选甲' }).tap()
    await told('change', { value: ['a', 'b'] })
    // The words beside the box tick it, too.
    await screen.getByText('乙', { exact: true }).tap()
    await told('change', { value: ['a'] })
    await screen.getByRole('radio', { name: '选丑' }).tap()
    await told('change', { value: 'y' })
    expect(await screen.getByRole('radio', { name: '选子' }).isChecked()).toBe(false)
  })

  it('is chosen from below', async () => {
    const { page } = phone
    await screen.getByRole('button', { name: '挑人' }).tap()
    await page.getByRole('dialog', { name: '选一个' }).getByRole('button', { name: '丙' }).tap()
    await told('change', { value: 2 })
    await screen.getByRole('button', { name: '挑人' }).tap()
    await page.getByRole('button', { name: '取消' }).tap()
    await told('cancel', {})
    await screen.getByRole('button', { name: '挑日子' }).tap()
    await page.getByLabel('日期').fill('2026-11-28')
    await page.getByRole('button', { name: '确定' }).tap()
    await told('change', { value: '2026-11-28' })
  })

  it('is gathered by a form, and cleared', async () => {
    await screen.getByRole('textbox', { name: '谁' }).fill('老李')
    await screen.getByRole('button', { name: '交上去' }).tap()
    await told('submit', { value: { who: '老李', yes: true } })
    await screen.getByRole('button', { name: '重来' }).tap()
    await screen.getByRole('button', { name: '交上去' }).tap()
    await told('submit', { value: { who: '', yes: false } })
  })
})

describe('what is looked at', () => {
  it('is drawn from the mini-program’s folder', async () => {
    const picture = screen.getByRole('img', { name: '一个点' })
    expect(await picture.getAttribute('src')).toBe('files/icons/dot.svg')
    expect(await phone.page.evaluate(`document.querySelector('wx-image > img').naturalWidth`)).toBe(8)
  })

  it('has the size of type that the page wants, and lengths of the page’s area', async () => {
    const size = () => phone.page.evaluate('getComputedStyle(document.documentElement).fontSize')
    expect(await size()).toBe('16px')
    await screen.getByRole('button', { name: '大字' }).tap()
    await expect.poll(size).toBe('24px')
    const { width, height } = (await screen.getByText('高的').boundingBox()) ?? { width: 0, height: 0 }
    // 740 less both bars, halved; 375 of 750 rpx.
    expect([width, height]).toEqual([187.5, (740 - 44 - 51) / 2])
  })

  it('is scrolled to, and tells its end', async () => {
    await screen.getByRole('button', { name: '滚到第四十行' }).tap()
    const { page } = phone
    const rows = `document.querySelector('wx-scroll-view')`
    await expect.poll(() => page.evaluate(`${rows}.scrollTop`)).toBeGreaterThan(500)
    // The tap brought the page to its end, and that is told as well.
    await page.evaluate(`document.querySelector('.mp-screen:not([hidden]) .mp-scroll').scrollTo(0, 0)`)
    await page.evaluate(`${rows}.scrollTo(0, 99999)`)
    await told('scrolltolower', { direction: 'bottom' })
    await page.evaluate(`document.querySelector('wx-swiper').scrollTo({ left: innerWidth })`)
    await told('change', { current: 1, source: 'touch' })
  })

  it('follows the dark', async () => {
    const dark = await openPhone(browser, server.url, '', { colorScheme: 'dark' })
    expect(await of('.mp-nav', 'backgroundColor', dark)).toBe('rgb(0, 0, 0)')
    expect(await of('.mp-nav', 'backgroundColor')).toBe('rgb(255, 255, 255)')
    // And at once: nobody opens the page anew because it is evening.
    await dark.page.emulateMedia({ colorScheme: 'light' })
    expect(await of('.mp-nav', 'backgroundColor', dark)).toBe('rgb(255, 255, 255)')
    await dark.page.context().close()
  })
})

describe('the ways between pages', () => {
  const title = (name: string) => screen.getByRole('heading', { name }).waitFor()

  it('go on, back, and aside, and each page stays as it was left', async () => {
    await screen.getByRole('textbox', { name: '单行' }).fill('没说完')
    await screen.getByRole('link', { name: '去第三页' }).tap()
    await title('third')
    await screen.getByText('{"a":"1"}').waitFor()
    await screen.getByRole('button', { name: '返回' }).tap()
    await title('零件')
    expect(await screen.getByRole('textbox', { name: '单行' }).inputValue()).toBe('没说完')
    await screen.getByRole('tab', { name: '另一页' }).tap()
    await title('other')
    expect(await screen.getByRole('tab', { name: '另一页' }).getAttribute('aria-selected')).toBe('true')
    await screen.getByRole('tab', { name: '零件' }).tap()
    expect(await screen.getByRole('textbox', { name: '单行' }).inputValue()).toBe('没说完')
    await screen.getByRole('link', { name: '去另一页' }).tap()
    await title('other')
  })

  it('are refused where WeChat refuses them', async () => {
    const way = (call: string) => phone.page.evaluate(`wx.${call}.then(() => 'ok', ({ errMsg }) => errMsg)`)
    expect(await way(`navigateTo({ url: '/pages/other/other' })`)).toMatch(
      /navigateTo:fail can not navigateTo a tabbar/,
    )
    expect(await way(`switchTab({ url: '/pages/third/third' })`)).toMatch(/switchTab:fail/)
    expect(await way(`redirectTo({ url: '/pages/other/other' })`)).toMatch(/redirectTo:fail/)
    expect(await way(`navigateTo({ url: '/pages/none/none' })`)).toMatch(/page "pages\/none\/none" is not found/)
    expect(await way('navigateBack()')).toMatch(/navigateBack:fail/)
    for (let depth = 2; depth <= 10; depth++) expect(await way(`navigateTo({ url: '/pages/third/third' })`)).toBe('ok')
    expect(await way(`navigateTo({ url: '/pages/third/third' })`)).toMatch(/page limit/)
    expect(await phone.page.evaluate('getCurrentPages().length')).toBe(10)
    expect(await way(`reLaunch({ url: '/pages/third/third?b=2' })`)).toBe('ok')
    expect(await phone.page.evaluate('getCurrentPages().map(({ route }) => route)')).toEqual(['pages/third/third'])
  })

  it('leave a page behind, and what it hears later is drawn nowhere', async () => {
    await phone.page.evaluate(`(async () => {
      const [gone] = getCurrentPages()
      await wx.reLaunch({ url: '/pages/third/third' })
      gone.setData({ long: [...gone.data.long, '晚到的'] })
    })()`)
    await title('third')
    expect(await phone.page.getByText('晚到的').count()).toBe(0)
  })

  it('end at the bottom and at the top', async () => {
    await phone.page.evaluate('wx.pageScrollTo({ scrollTop: 99999 })')
    await expect.poll(() => said().innerText()).toBe('bottom')
    await phone.page.evaluate('wx.startPullDownRefresh()')
    await expect.poll(() => said().innerText()).toBe('pulled')
  })

  it('lead to others', async () => {
    await screen.getByRole('button', { name: '分享' }).tap()
    await phone.page.getByRole('alertdialog').getByText('一张明白卡').waitFor()
  })
})
