/** Every page of a cadre, as it looks in every size and light. That of the public notice: test/browser/notice.test.ts. */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { call } from '../../adapters/http/call.ts'
import { launchBrowser, type TestBrowser } from '../../support/browser.ts'
import { CadrePhone } from './cadre-phone.ts'
import { pageShown, wrongInAnyLook } from './looks.ts'
import { openPhone } from './phone.ts'
import { say } from './resident.ts'
import { residentTells } from './resident-tells.ts'

const { demo } = inject('browserAndDemo')
/** Where no other test of pages does anything, and its code. */
const VILLAGE = { name: '龙仙镇李洞村', code: '440229100203' }
const OFFLINE = /ERR_INTERNET_DISCONNECTED|WebSocket/
const seen = new Set<string>()
let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
  await residentTells(demo, '我爸住院花了八万多，家里没钱了', { name: '何例七', village: VILLAGE.name })
}, 120_000)
afterAll(() => browser?.close())

/** In every look, what is on the screen now. */
function looksAt(phone: CadrePhone) {
  return async (what: string) => {
    seen.add(await pageShown(phone))
    expect(await wrongInAnyLook(phone, what)).toEqual([])
  }
}

describe('every page of a cadre, as it looks', { timeout: 300_000 }, () => {
  it('from the login to the visit, and what else he has to do', async () => {
    const phone = await CadrePhone.open(browser, demo)
    const shown = looksAt(phone)
    await phone.screen.getByRole('list', { name: '虚构的干部' }).getByRole('button').first().waitFor()
    await shown('login')
    for (const way of ['用账号和密码登录', '第一次用？用邀请码建账号']) {
      await phone.presses(way)
      await shown(way)
    }
    await phone.page.reload()
    await phone.logsInAs(VILLAGE.name)
    const lead = phone.screen.getByRole('list', { name: '线索列表' }).getByRole('link').first()
    await lead.waitFor()
    await shown('queue')
    await lead.tap()
    await phone.screen.getByText('何例七').first().waitFor()
    await shown('lead')
    await phone.screen.getByRole('button', { name: /^还有 \d+ 句回答$/ }).tap()
    await phone.screen.getByText('“4人”').waitFor()
    await shown('lead with all words')
    const id = await phone.page.evaluate<string>('getCurrentPages().at(-1).options.id')
    for (const [name, wait] of [
      ['visit/visit?lead=', '交走访'],
      ['act/act?name=note&lead=', '记一笔'],
      ['act/act?name=verify&lead=', '核实'],
      ['act/act?name=close&lead=', '办结'],
      ['act/act?name=transfer&lead=', '转交'],
    ] as const) {
      await phone.page.evaluate(`wx.navigateTo({ url: '/packages/cadre/${name}${id}' })`)
      await phone.screen.getByRole('button', { name: wait, exact: true }).waitFor()
      if (wait === '交走访') await phone.takesPhoto()
      await shown(wait)
      await phone.back()
    }
    await phone.back()
    await phone.goes('任务')
    await phone.screen.getByRole('list', { name: '本月任务列表' }).waitFor()
    await shown('duties')
    await phone.screen.getByRole('button', { name: '办完了' }).first().tap()
    await phone.screen.getByRole('textbox', { name: '办了什么' }).waitFor()
    await shown('duty-done')
    await phone.back()
    await phone.goes('农户')
    await phone.picks('辖区里的户')
    const household = phone.screen.getByRole('list', { name: '农户列表' }).getByRole('link').first()
    await household.waitFor()
    await shown('households')
    await household.tap()
    await phone.screen.getByRole('button', { name: '记走访', exact: true }).waitFor()
    await shown('household')
    await phone.back()
    await phone.goes('公示')
    await phone.screen.getByText('现在没有要贴的').waitFor()
    await shown('notices')
    await phone.goes('更多')
    await shown('more')
    await phone.screen.getByRole('link', { name: '待上传' }).tap()
    await phone.screen.getByText('都上传了').waitFor()
    await shown('waiting')
    expect(phone.complaints).toEqual([])
    await phone.page.context().close()
  })

  it('who waits for a word of his, and the computer that wants to be let in', async () => {
    const resident = await openPhone(browser, demo, `?as=asks-a-person&scene=${VILLAGE.code}`)
    await resident.screen.getByText('家里有难处').first().waitFor()
    await say(resident.screen, '种粮有没有补贴')
    await resident.screen.getByText(/我把您问的转给了/).waitFor()
    await say(resident.screen, '找干部')
    await resident.screen.getByText(/来跟您说/).waitFor()
    const phone = await CadrePhone.open(browser, demo)
    const shown = looksAt(phone)
    await phone.logsInAs(VILLAGE.name)
    await phone.screen.getByRole('link', { name: '1 个人等您回话' }).tap()
    const talk = phone.screen.getByRole('list', { name: '要跟干部说话的人' }).getByRole('link')
    await talk.waitFor()
    await shown('asking')
    await talk.tap()
    await phone.screen.getByText('找干部', { exact: true }).waitFor()
    await phone.writes('回话', '我在，您说')
    await shown('talk')
    await phone.back()
    await phone.screen.getByRole('list', { name: '机器答不了的问题' }).getByRole('link').tap()
    await phone.writes('您的回答', '没有这样的补贴')
    await shown('answer')
    await phone.back()
    await phone.back()

    await phone.goes('更多')
    const { body } = await call(demo, 'POST', '/api/login/scan', { body: {} })
    await phone.presses('扫码登录电脑')
    await phone.page.getByRole('textbox', { name: '二维码的内容' }).fill(String(body.code))
    await phone.page.getByRole('button', { name: '确定' }).tap()
    await phone.screen.getByText('让这台电脑登录您的账号？').waitFor()
    await shown('scan')
    expect(phone.complaints).toEqual([])
    for (const { page } of [phone, resident]) await page.context().close()
  })

  it('what waits for the line, and what was not taken', async () => {
    const phone = await CadrePhone.open(browser, demo)
    const shown = looksAt(phone)
    await phone.logsInAs(VILLAGE.name)
    const lead = phone.screen.getByRole('list', { name: '线索列表' }).getByRole('link').first()
    await lead.tap()
    await phone.screen.getByText('何例七').first().waitFor()
    await phone.line(false)
    await phone.presses('其他')
    await phone.chooses('记一笔')
    await phone.writes('记什么', '下午去看看')
    await phone.presses('记一笔')
    await phone.screen.getByRole('group', { name: /^待上传：记一笔/ }).waitFor()
    await shown('offline-lead')
    // Somebody at the desk was faster.
    await theNoteIsTooLate(phone)
    await phone.line(true)
    await phone.screen.getByRole('group', { name: /^没办成：记一笔/ }).waitFor()
    await shown('refused-lead')
    await phone.screen.getByRole('link', { name: '去看看怎么办' }).tap()
    await phone.screen.getByText('下午去看看').waitFor()
    await shown('refused')
    expect(phone.complaints.filter((words) => !OFFLINE.test(words) && !words.includes('409'))).toEqual([])
    await phone.page.context().close()
  })

  it('a township sees which villages are late', async () => {
    const phone = await CadrePhone.open(browser, demo)
    await phone.logsInAs('乡镇干部 · 龙仙镇')
    await phone.goes('更多')
    await phone.screen.getByRole('link', { name: '各村超期' }).tap()
    await phone.screen.getByText(/^线索超期 \d+ 件，任务超期 \d+ 件。$/).waitFor()
    await looksAt(phone)('overdue')
    await phone.screen.getByRole('button', { name: /^(其余 \d+ 个村没有超期|看这 \d+ 个村)$/ }).tap()
    await phone.screen.getByRole('list', { name: '没有超期的' }).getByText('龙仙镇李洞村').waitFor()
    await looksAt(phone)('overdue with all')
    expect(phone.complaints).toEqual([])
    await phone.page.context().close()
  })

  it('leaves none out', async () => {
    const { subPackages } = JSON.parse(await readFile('miniprogram/app.json', 'utf8')) as App
    const pages = subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`))
    expect(pages.filter((page) => !seen.has(page))).toEqual(['packages/cadre/post/post'])
  })
})

interface App {
  subPackages: { root: string; pages: string[] }[]
}

/** The same lead is claimed elsewhere while this phone has no line. */
async function theNoteIsTooLate(phone: CadrePhone): Promise<void> {
  const session = `JSON.parse(localStorage.getItem('phone:cadre:cadre.session'))`
  const { token } = await phone.page.evaluate<{ token: string }>(session)
  const id = await phone.page.evaluate<string>('getCurrentPages().at(-1).options.id')
  const { body } = await call(demo, 'GET', `/api/leads/${id}`, { token })
  const act = { action: 'claim', id: crypto.randomUUID(), version: body.version }
  expect((await call(demo, 'POST', `/api/leads/${id}/actions`, { token, body: act })).status).toBe(200)
}
