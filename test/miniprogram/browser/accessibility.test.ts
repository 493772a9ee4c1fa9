/** Every page of a resident, as it looks in every size and light. A cadre's pages: cadre-looks.test.ts, notice.test.ts. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchBrowser, type TestBrowser } from '../../support/browser.ts'
import { pageShown, wrongInAnyLook } from './looks.ts'
import { openPhone } from './phone.ts'
import { PICTURE, report, say } from './resident.ts'

const { demo } = inject('browserAndDemo')
const VILLAGE = '440229106203'
let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(() => browser?.close())

describe('every page of a resident keeps nobody out', { timeout: 300_000 }, () => {
  it('in every size and light', async () => {
    const phone = await openPhone(browser, demo, `?scene=${VILLAGE}`)
    const { page, screen, complaints } = phone
    const seen = new Set<string>()
    const keepsOut = async (what: string) => {
      seen.add(await pageShown(phone))
      expect(await wrongInAnyLook(phone, `a11y-${what}`)).toEqual([])
    }
    const goes = (url: string) => page.evaluate(`wx.navigateTo({ url: '/pages/${url}' })`)
    const back = () => screen.getByRole('button', { name: '返回' }).tap()
    const turns = (name: string) => screen.getByRole('tab', { name, exact: true }).tap()

    await screen.locator('.theirs').first().waitFor()
    await keepsOut('greeting')
    await report(screen, '钟例光')
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
    await screen.getByRole('textbox', { name: '想问什么' }).fill('医保怎么交')
    await screen.getByRole('button', { name: '找一找' }).tap()
    await screen.getByRole('region', { name: '找到的' }).waitFor()
    await keepsOut('found')

    await turns('我的申报')
    await screen.getByRole('link', { name: /住房不安全/ }).waitFor()
    await keepsOut('reports')
    await screen.getByRole('link', { name: /住房不安全/ }).tap()
    await screen.getByRole('button', { name: '补充几句话或照片' }).waitFor()
    await keepsOut('report')
    await screen.getByRole('button', { name: '补充几句话或照片' }).tap()
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      screen.getByRole('button', { name: '加照片' }).tap(),
    ])
    await chooser.setFiles(PICTURE)
    await screen.getByRole('button', { name: '不要这张' }).waitFor()
    await keepsOut('more for a report')
    await back()

    await turns('我')
    await screen.getByRole('switch', { name: '办理消息' }).and(screen.locator(':checked')).waitFor()
    await keepsOut('me')
    await goes('privacy/privacy')
    await screen.getByText('只给管这件事的干部看').waitFor()
    await keepsOut('privacy')
    await back()

    await page.context().setOffline(true)
    await turns('说困难')
    await screen.getByText('没有网络').waitFor()
    await keepsOut('offline')
    await page.context().setOffline(false)
    await screen.getByText('没有网络').waitFor({ state: 'detached' })

    await turns('我')
    await goes('stored/stored')
    await screen.getByRole('button', { name: '删掉我的资料' }).waitFor()
    await keepsOut('stored')
    await screen.getByRole('button', { name: '存成文件' }).tap()
    await page.getByText('我的资料.txt').waitFor()
    await keepsOut('export')
    await page.getByRole('button', { name: '取消', exact: true }).tap()
    await screen.getByRole('button', { name: '删掉我的资料' }).tap()
    await page.getByRole('button', { name: '删掉', exact: true }).waitFor()
    await keepsOut('asks before it deletes')
    await page.getByRole('button', { name: '删掉', exact: true }).tap()
    await screen.getByText(/一起撤回了：A\d+/).waitFor()
    await keepsOut('erased')

    const { pages } = JSON.parse(await readFile('miniprogram/app.json', 'utf8')) as { pages: string[] }
    expect(pages.filter((each) => !seen.has(each))).toEqual([])
    expect(complaints.filter((words) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(words))).toEqual([])
    await page.context().close()
  })
})
