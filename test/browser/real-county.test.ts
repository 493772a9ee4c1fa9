import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call } from '../adapters/http/call.ts'
import { launchBrowser, type TestBrowser } from '../support/browser.ts'
import { readPicture } from '../support/read-picture.ts'
import { flaws } from './looks.ts'
import { startRealCounty } from './real-county.ts'
import { CadreAtDesk, Resident } from './two-people.ts'

const DESK = { viewport: { width: 1280, height: 900 } }
const PHONE = { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
const PASSWORD = '十个字的密码要够长啊'

let real: Awaited<ReturnType<typeof startRealCounty>>
let browser: TestBrowser

beforeAll(async () => {
  ;[real, browser] = await Promise.all([startRealCounty(), launchBrowser()])
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await real?.server.stop()
}, 30_000)

describe('the page of a county without a demo', { timeout: 90_000 }, () => {
  it('takes an invited cadre from his code to his queue, out, and in again', async () => {
    const { page, complaints, screenshot } = await browser.open(real.server.url, DESK)
    const { desk, leads } = new CadreAtDesk(page)
    const trouble = desk.getByRole('alert')
    const fill = (label: string | RegExp, value: string) => desk.getByLabel(label).fill(value)
    const press = (name: string) => desk.getByRole('button', { name, exact: true }).click()
    expect(await page.locator('body').innerText()).not.toMatch(/演示|虚构|换个村民|试试这样说/)
    await screenshot('real-1-login')
    expect(await flaws(page)).toEqual([])

    await press('登录')
    await trouble.getByText('请填账号和密码').waitFor()
    await fill('账号', 'nobody')
    await fill('密码', 'not-the-password')
    await press('登录')
    await trouble.getByText('账号或密码不对').waitFor()

    await press('第一次用？用邀请码建账号')
    expect(await desk.getByLabel(/密码/).getAttribute('autocomplete')).toBe('new-password')
    await fill('邀请码', real.code)
    await fill(/账号/, 'yilizhi')
    await fill(/密码/, '太短')
    await press('建账号并登录')
    await trouble.getByText('密码至少 10 位').waitFor()
    await fill('邀请码', 'not-the-code-at-all')
    await fill(/密码/, PASSWORD)
    await press('建账号并登录')
    await trouble.getByText('邀请码不对').waitFor()
    await screenshot('real-2-invitation')
    expect(await flaws(page)).toEqual([])
    await fill('邀请码', real.code)
    await press('建账号并登录')
    await desk.getByText('手上没有待办的线索').waitFor()
    expect(await desk.locator('.who').textContent()).toContain(`${real.cadre} 村干部 · 江尾镇联群村`)

    const resident = new Resident(page)
    await resident.reports('我家房子漏雨，墙都裂了', { name: '王例真', village: '江尾镇联群村' })
    await resident.taps('确认提交')
    await leads.filter({ hasText: '住房不安全' }).waitFor()
    await screenshot('real-3-queue')

    await press('退出')
    await desk.getByRole('heading', { name: '村干部登录' }).waitFor()
    expect(await leads.count()).toBe(0)
    await fill('账号', 'yilizhi')
    expect(await desk.getByLabel('密码').getAttribute('autocomplete')).toBe('current-password')
    await fill('密码', PASSWORD)
    await press('登录')
    await leads.filter({ hasText: '住房不安全' }).waitFor()
    // The browser itself writes down every answer that is no success.
    expect(complaints.filter((words) => !words.includes('status of 40'))).toEqual([])
    await page.context().close()
  })

  it('lets a cadre in by the code that his phone scans', async () => {
    const login = { account: 'yilizhi', password: PASSWORD }
    const phone = String((await call(real.server.url, 'POST', '/api/login', { body: login })).body.token)
    const { page, complaints, screenshot } = await browser.open(real.server.url, DESK)
    const { desk } = new CadreAtDesk(page)
    await desk.getByRole('button', { name: '用手机扫码登录' }).click()
    const qr = desk.getByRole('img', { name: '登录二维码' })
    await qr.waitFor()
    await screenshot('real-4-scan')
    expect(await flaws(page)).toEqual([])
    const ticket = /^mingbai:login:(.+)$/.exec(readPicture(await qr.screenshot()).code ?? '')?.[1]
    await call(real.server.url, 'GET', `/api/login/scan/${ticket}`, { token: phone })
    await desk.getByText('请在手机上点“同意登录”').waitFor()
    const decision = { decision: 'confirm' }
    await call(real.server.url, 'POST', `/api/login/scan/${ticket}/decision`, { token: phone, body: decision })
    await expect.poll(() => desk.locator('.who').textContent()).toContain(real.cadre)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it.each(['light', 'dark'] as const)('is as good on a phone (%s)', async (colorScheme) => {
    const { page, screenshot } = await browser.open(real.server.url, { ...PHONE, colorScheme })
    await page.getByRole('log').getByText('您好').waitFor()
    await screenshot(`real-375-${colorScheme}-1-chat`)
    expect(await flaws(page)).toEqual([])
    await page.getByRole('link', { name: '村干部' }).click()
    await page.getByLabel('密码').waitFor()
    await screenshot(`real-375-${colorScheme}-2-login`)
    await page.getByRole('button', { name: '第一次用？用邀请码建账号' }).click()
    await screenshot(`real-375-${colorScheme}-3-invitation`)
    expect(await flaws(page)).toEqual([])
    await page.context().close()
  })
})
