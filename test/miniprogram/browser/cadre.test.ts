import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { call } from '../../adapters/http/call.ts'
import { launchBrowser, type TestBrowser } from '../../support/browser.ts'
import { barriers } from './accessibility.ts'
import { CadrePhone } from './cadre-phone.ts'
import { goesOnToTheCounty } from './goes-on-to-the-county.ts'
import { residentTells } from './resident-tells.ts'

const { demo } = inject('browserAndDemo')
/** Whose households no other test of pages writes to. */
const VILLAGE = '新江镇阳河村'
const VILLAGE_CODE = '440229114218'
let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(() => browser?.close())

describe('a village cadre with his phone', { timeout: 120_000 }, () => {
  it('from the report to the verified lead, with a photo and the place of the visit', async () => {
    const resident = await residentTells(demo, '我家房子漏雨，墙都裂了', { name: '尚例一', village: VILLAGE })
    const phone = await CadrePhone.open(browser, demo)
    await phone.logsInAs(VILLAGE)
    const line = phone.screen.getByRole('list', { name: '线索列表' }).getByRole('link').filter({ hasText: '尚**' })
    await line.waitFor()
    await phone.screenshot('queue')
    await line.tap()
    await phone.screen.getByText('尚例一').first().waitFor()
    await phone.screenshot('lead')

    await phone.presses('打电话')
    await phone.page.getByText('13800000187').first().waitFor()
    await phone.page.locator('.mp-choice').last().tap()

    await phone.presses('接单')
    await phone.presses('记走访')
    await phone.presses('交走访')
    await phone.screen.getByText('还差一项：看到、听到什么').waitFor()
    await phone.writes('看到、听到什么', '屋顶漏了两处，老人在家')
    await phone.takesPhoto()
    await phone.presses('盖上位置')
    await phone.screen.getByText('已盖位置，误差约 12 米').waitFor()
    await phone.screen.getByRole('button', { name: '家里吃的够不够？：（没问到）' }).tap()
    await phone.chooses('够')
    await phone.screenshot('visit')
    await phone.presses('交走访')
    await phone.sees('线索')
    await phone.screen.getByText('屋顶漏了两处，老人在家').waitFor()
    await phone.screen.getByText(/走访，盖了位置/).waitFor()
    await phone.presses('看照片 1')
    await phone.page.getByRole('img', { name: '大图' }).waitFor()
    await phone.page.locator('.mp-choice').tap()

    await phone.presses('核实')
    await phone.picks('情况属实')
    await phone.writes('核实的情况', '房子确实不能住人')
    await phone.screenshot('verify')
    await phone.presses('核实')
    await phone.sees('线索')
    await phone.screen.getByText('情况属实：房子确实不能住人').waitFor()
    await phone.screen.getByRole('button', { name: '办结', exact: true }).waitFor()
    await expect.poll(() => JSON.stringify(resident.turns), { timeout: 15_000 }).toContain('已经核实，情况属实')
    expect(phone.complaints).toEqual([])
    await phone.page.context().close()
  })

  it('hears with his tasks what a step of a case tells his office, until he has seen it', async () => {
    const county = await goesOnToTheCounty(demo, VILLAGE_CODE)
    const phone = await CadrePhone.open(browser, demo)
    await phone.logsInAs(county)
    await phone.goes('任务')
    const notices = phone.screen.getByRole('list', { name: '通知' }).getByRole('listitem')
    const told = notices.filter({ hasText: /尚\*+）：乡镇核实办好了。下一步：/ })
    await told.waitFor()
    expect(await barriers(phone.page)).toEqual([])
    await phone.screenshot('case-notice')
    await told.getByRole('button', { name: '看过了' }).tap()
    await expect.poll(() => told.count()).toBe(0)
    expect(phone.complaints).toEqual([])
    await phone.page.context().close()
  })

  it('goes on without a line; nothing is lost by a restart and nothing is done twice', async () => {
    await residentTells(demo, '我家的井水变黄了，不敢喝', { name: '丘例二', village: VILLAGE })
    const phone = await CadrePhone.open(browser, demo)
    await phone.logsInAs(VILLAGE)
    const lines = phone.screen.getByRole('list', { name: '线索列表' }).getByRole('link')
    await lines.filter({ hasText: '丘**' }).tap()
    await phone.screen.getByText('丘例二').first().waitFor()
    await phone.presses('接单')
    await phone.screen.getByRole('button', { name: '记走访', exact: true }).waitFor()
    // What is asked at a claimed lead's household is read while there is a line.
    const read = phone.page.waitForResponse((answer) => answer.url().endsWith('/visit-form'))
    await phone.back()
    await (await read).finished()

    await phone.line(false)
    await lines.filter({ hasText: '丘**' }).tap()
    await phone.screen.getByText(/^离线，.*的数据$/).waitFor()
    await phone.presses('记走访')
    await phone.writes('看到、听到什么', '井水发黄，有味道')
    await phone.takesPhoto()
    await phone.presses('交走访')
    await phone.sees('线索')
    await phone.screen.getByRole('group', { name: /^待上传：走访/ }).waitFor()
    await phone.presses('核实')
    await phone.picks('情况属实')
    await phone.writes('核实的情况', '水不能喝')
    await phone.presses('核实')
    await phone.sees('线索')
    await phone.screen.getByRole('group', { name: /^待上传：核实/ }).waitFor()
    await phone.screenshot('offline-lead')
    await phone.back()
    await phone.screen.getByText('待上传 2 件').waitFor()
    await phone.screen.getByText(/^离线，.*的数据$/).waitFor()
    await phone.screenshot('offline-queue')

    // The phone is turned off and on again, now with a line.
    await phone.line(true)
    await phone.page.reload()
    await phone.sees('待办')
    await phone.screen.getByText(/待上传/).waitFor({ state: 'detached' })
    await lines.filter({ hasText: '丘**' }).tap()
    await phone.screen.getByText('情况属实：水不能喝').waitFor()
    expect(await phone.screen.getByText('井水发黄，有味道').count()).toBe(1)
    expect(await phone.screen.getByRole('button', { name: '看照片 1' }).count()).toBe(1)
    await phone.page.context().close()
  })

  it('is told who was faster, and may hand it in once more or leave it', async () => {
    await residentTells(demo, '我儿子没有活干了', { name: '范例三', village: VILLAGE })
    const [phone, other] = [await CadrePhone.open(browser, demo), await CadrePhone.open(browser, demo)]
    const opens = async (one: CadrePhone) => {
      await one.logsInAs(VILLAGE)
      await one.screen.getByRole('link').filter({ hasText: '范**' }).tap()
      await one.screen.getByText('范例三').first().waitFor()
    }
    await opens(phone)
    await opens(other)
    await phone.line(false)
    await phone.presses('其他')
    await phone.chooses('记一笔')
    await phone.writes('记什么', '下午去看看')
    await phone.presses('记一笔')
    await phone.screen.getByRole('group', { name: /^待上传：记一笔/ }).waitFor()
    await other.presses('接单')
    await other.screen.getByRole('button', { name: '记走访', exact: true }).waitFor()

    await phone.line(true)
    await phone.screen.getByRole('group', { name: /^没办成：记一笔/ }).waitFor()
    await phone.screenshot('conflict')
    await phone.screen.getByRole('link', { name: '去看看怎么办' }).tap()
    await phone.screen.getByText('下午去看看').waitFor()
    await phone.screenshot('waiting')
    await phone.presses('再交一次')
    await phone.screen.getByText('都上传了，没有等着的。').waitFor()
    await phone.back()
    await phone.screen.getByText('下午去看看').waitFor()

    await phone.back()
    await phone.goes('更多')
    await phone.screenshot('more')
    await phone.presses('退出登录')
    await phone.page.getByRole('button', { name: '退出', exact: true }).tap()
    await phone.sees('我')
    const kept = await phone.page.evaluate<string[]>('Object.keys(localStorage)')
    expect(kept.filter((key) => key.includes('cadre.'))).toEqual([])
    for (const one of [phone, other]) await one.page.context().close()
  })

  it('finishes a duty of the month, and writes down a visit that no lead asked for', async () => {
    await residentTells(demo, '我儿子没有活干了', { name: '欧例五', village: VILLAGE })
    const phone = await CadrePhone.open(browser, demo)
    await phone.logsInAs(VILLAGE)
    await phone.goes('任务')
    const duties = phone.screen.getByRole('list', { name: '本月任务列表' }).getByRole('listitem')
    const finish = duties.getByRole('button', { name: '办完了' })
    await finish.first().waitFor()
    const open = await finish.count()
    await finish.first().tap()
    await phone.presses('办完了')
    await phone.screen.getByText('还差一项：办了什么').waitFor()
    await phone.writes('办了什么', '全村走了一遍，都好')
    expect(await barriers(phone.page)).toEqual([])
    await phone.screenshot('duty-done')
    await phone.presses('办完了')
    await phone.sees('本月任务')
    await expect.poll(() => finish.count()).toBe(open - 1)
    await phone.picks('办完')
    await duties.getByText('全村走了一遍，都好').waitFor()

    await phone.goes('农户')
    await phone.picks('辖区里的户')
    await phone.screen.getByRole('list', { name: '农户列表' }).getByRole('link').filter({ hasText: '欧' }).tap()
    await phone.presses('记走访')
    await phone.writes('看到、听到什么', '老人在家，粮食够吃')
    await phone.takesPhoto()
    await phone.presses('盖上位置')
    await phone.screen.getByText('已盖位置').waitFor()
    expect(await barriers(phone.page)).toEqual([])
    await phone.presses('交走访')
    await phone.screen.getByText('老人在家，粮食够吃').waitFor()
    await phone.screen
      .getByText(/ · 盖了位置$/)
      .first()
      .waitFor()
    expect(await phone.screen.getByText('老人在家，粮食够吃').count()).toBe(1)
    await phone.presses('看照片 1')
    await phone.page.getByRole('img', { name: '大图' }).waitFor()
    expect(phone.complaints).toEqual([])
    await phone.page.context().close()
  })

  it('lets a computer in by its code, or keeps it out', async () => {
    const phone = await CadrePhone.open(browser, demo)
    await phone.logsInAs(VILLAGE)
    await phone.goes('更多')
    const scans = async (code: string) => {
      await phone.presses('扫码登录电脑')
      await phone.page.getByRole('textbox', { name: '二维码的内容' }).fill(code)
      await phone.page.getByRole('button', { name: '确定' }).tap()
    }
    await scans('https://example.cn/else')
    await phone.page.getByText('这不是登录用的二维码').waitFor()

    const desk = await deskAsks()
    await scans(desk.code)
    await phone.screen.getByText('让这台电脑登录您的账号？').waitFor()
    expect(await desk.state()).toMatchObject({ state: 'seen' })
    expect(await barriers(phone.page)).toEqual([])
    await phone.screenshot('scan')
    await phone.presses('登录')
    await phone.page.getByText('电脑上已登录').waitFor()
    expect(await desk.state()).toMatchObject({ state: 'logged_in', session: { me: { role: 'village_cadre' } } })

    const other = await deskAsks()
    await scans(other.code)
    await phone.presses('不登录')
    await phone.page.getByText('没有登录').waitFor()
    expect(await other.state()).toMatchObject({ code: 'scan_refused' })
    expect(phone.complaints).toEqual([])
    await phone.page.context().close()
  })
})

/** A computer that shows a code. Its page: test/browser/real-county.test.ts. */
async function deskAsks() {
  const { ticket, secret, code } = (await call(demo, 'POST', '/api/login/scan', { body: {} })).body
  const state = async () => (await call(demo, 'POST', `/api/login/scan/${ticket}/poll`, { body: { secret } })).body
  return { code: String(code), state }
}
