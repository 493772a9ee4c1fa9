import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchBrowser, type TestBrowser } from '../../support/browser.ts'
import { CadrePhone } from './cadre-phone.ts'
import { openPhone } from './phone.ts'
import { say } from './resident.ts'

const { demo } = inject('browserAndDemo')
/** Nobody else's test speaks with its cadre. */
const VILLAGE = { code: '440229111202', name: '周陂镇高一村' }
let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(() => browser?.close())

describe('who asks for a person', { timeout: 120_000 }, () => {
  it('is seen on the cadre’s phone, answered there, and reads it in the chat', async () => {
    const resident = await openPhone(browser, demo, `?as=asks-a-person&scene=${VILLAGE.code}`)
    await resident.screen.getByText('家里有难处').first().waitFor()
    await say(resident.screen, '种粮有没有补贴')
    await resident.screen.getByText(/我把您问的转给了/).waitFor()
    const cadre = await CadrePhone.open(browser, demo)
    await cadre.logsInAs(VILLAGE.name)
    await cadre.screen.getByRole('link', { name: '1 个问题没人答' }).waitFor()

    await say(resident.screen, '找干部')
    await resident.screen.getByText(/来跟您说/).waitFor()
    // Without a touch: he has the queue open.
    await cadre.screen.getByRole('link', { name: '1 个人等您回话' }).tap()
    await cadre.screenshot('asking')
    await cadre.screen.getByRole('list', { name: '要跟干部说话的人' }).getByRole('link').tap()
    await cadre.screen.getByText('找干部', { exact: true }).waitFor()
    await cadre.writes('回话', '我在，您说')
    await cadre.line(false)
    await cadre.presses('发送')
    await cadre.screen.getByText('网络不通，请稍后再试。').waitFor()
    await cadre.line(true)
    await cadre.presses('发送')
    await resident.screen.getByText('我在，您说').waitFor()
    await say(resident.screen, '想问问修路的事')
    await cadre.screen.getByText('想问问修路的事').waitFor()
    await cadre.screenshot('talk')
    expect(await cadre.screen.getByText('我在，您说').count()).toBe(1)
    await cadre.presses('说完了')
    await cadre.page.getByRole('alertdialog', { name: '说完了？' }).getByRole('button', { name: '说完了' }).tap()
    await cadre.screen.getByRole('button', { name: '发送' }).waitFor({ state: 'detached' })
    await cadre.back()
    await cadre.screen.getByRole('list', { name: '机器答不了的问题' }).getByRole('link').tap()
    await cadre.writes('您的回答', '没有这样的补贴')
    await cadre.screenshot('answer')
    await cadre.presses('发给他')
    await resident.screen.getByText('没有这样的补贴').waitFor()
    await cadre.screen.getByText('现在没有人找您。').waitFor()
    expect(cadre.complaints.filter((words) => !/ERR_INTERNET_DISCONNECTED|WebSocket/.test(words))).toEqual([])
    for (const { page } of [cadre, resident]) await page.context().close()
  })
})
