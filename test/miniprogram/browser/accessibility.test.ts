/** Every page of a resident, in the light and in the dark, as axe-core judges it. A cadre's pages: cadre-looks.test.ts, notice.test.ts. */
import type { BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { flaws } from '../../browser/looks.ts'
import { launchBrowser, type TestBrowser } from '../../support/browser.ts'
import { barriers } from './accessibility.ts'
import { openPhone } from './phone.ts'
import { report, say } from './resident.ts'

const { demo } = inject('browserAndDemo')
const VILLAGE = '440229106203'
let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(() => browser?.close())

describe('every page of a resident keeps nobody out', { timeout: 120_000 }, () => {
  it.each<[string, string, BrowserContextOptions]>([
    ['light', '钟例光', {}],
    ['dark', '钟例夜', { colorScheme: 'dark' }],
  ])('in the %s', async (side, head, look) => {
    const { page, screen, complaints, screenshot } = await openPhone(browser, demo, `?scene=${VILLAGE}`, look)
    const keepsOut = async (what: string) => {
      await screenshot(`a11y-${what}-${side}`)
      expect(await barriers(page), what).toEqual([])
      // What a field hints at, too: that is none of axe's matters.
      expect(
        (await flaws(page)).filter((each) => each.startsWith('contrast')),
        what,
      ).toEqual([])
    }
    const goes = (url: string) => page.evaluate(`wx.navigateTo({ url: '/pages/${url}' })`)
    const back = () => screen.getByRole('button', { name: '返回' }).tap()
    const turns = (name: string) => screen.getByRole('tab', { name, exact: true }).tap()

    await screen.locator('.theirs').first().waitFor()
    await keepsOut('greeting')
    await report(screen, head)
    await keepsOut('receipt')
    await say(screen, '医保怎么交')
    await screen.getByRole('link', { name: '看这张明白卡' }).first().waitFor()
    await screen.getByRole('button', { name: '说话', exact: true }).tap()
    await keepsOut('card in the chat')

    await turns('明白卡')
    await screen.getByRole('button', { name: /您有什么权利/ }).tap()
    await keepsOut('cards')
    await screen.getByRole('list', { name: '您有什么权利' }).getByRole('link').first().tap()
    await screen.getByRole('button', { name: '存成图片' }).waitFor()
    await keepsOut('card')
    await back()

    await turns('我的申报')
    await screen.getByRole('link', { name: /住房不安全/ }).waitFor()
    await keepsOut('reports')
    await screen.getByRole('link', { name: /住房不安全/ }).tap()
    await screen.getByRole('button', { name: '补充几句话或照片' }).tap()
    await screen.getByRole('textbox', { name: '要补充的话' }).waitFor()
    await keepsOut('report')
    await back()

    await turns('我')
    await screen.getByRole('switch', { name: '办理消息' }).and(screen.locator(':checked')).waitFor()
    await keepsOut('me')
    await goes('stored/stored')
    await screen.getByRole('button', { name: '删掉我的资料' }).waitFor()
    await keepsOut('stored')
    await back()
    await goes('privacy/privacy')
    await screen.getByText('只给管这件事的干部看').waitFor()
    await keepsOut('privacy')
    await back()

    await page.context().setOffline(true)
    await turns('说困难')
    await screen.getByText('没有网络').waitFor()
    await keepsOut('offline')
    expect(complaints.filter((words) => !words.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
    await page.context().close()
  })
})
