import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CadrePhone } from '../miniprogram/browser/cadre-phone.ts'
import { wrongInAnyLook } from '../miniprogram/browser/looks.ts'
import { launchBrowser, type TestBrowser } from '../support/browser.ts'
import { PLACE, startCountyWithNotice } from './county-with-notice.ts'
import { flaws } from './looks.ts'
import type { RunningServer } from './running-server.ts'
import { CadreAtDesk, Resident } from './two-people.ts'

const PHONE = { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
let browser: TestBrowser
let server: RunningServer

beforeAll(async () => {
  ;[browser, server] = await Promise.all([launchBrowser(), startCountyWithNotice()])
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await server?.stop()
}, 30_000)

async function photo(page: Page): Promise<void> {
  const buffer = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
    'base64',
  )
  const file = { name: 'wall.png', mimeType: 'image/png', buffer }
  await page.getByRole('dialog').getByLabel('张贴现场的照片').setInputFiles(file)
}

describe('a public notice', { timeout: 120_000 }, () => {
  it('hangs with masked names, can not end early, and stops while somebody objects', async () => {
    const { page, screenshot } = await browser.open(`${server.url}/desk`, PHONE)
    const [resident, cadre] = [new Resident(page), new CadreAtDesk(page)]
    const shown = async (what: string) => {
      await screenshot(`notice-${what}`)
      expect(await flaws(page), what).toEqual([])
    }
    await comesToItsNotice(resident, cadre, '何例一')

    await cadre.presses('登记公示')
    const dialog = page.getByRole('dialog')
    await photo(page)
    await dialog.getByLabel('同一张名单上的别人').fill('丘例二、范例三山')
    const wall = dialog.getByRole('region', { name: '贴出来的名单' })
    expect(await wall.getByRole('listitem').allTextContents()).toEqual(['何**', '丘**', '范***'])
    await screenshot('notice-1-form')
    await cadre.sends({ words: { 贴在哪里: '村委会公示栏', 公示什么: '拟纳入：何例一、丘例二' } })
    const hung = cadre.desk.getByRole('list', { name: '公示名单' })
    expect(await hung.getByRole('listitem').allTextContents()).toEqual(['何**', '丘**', '范***'])
    await cadre.desk.getByText('拟纳入：何**、丘**').waitFor()

    await cadre.presses('结束公示')
    await cadre.fillsIn({})
    const trouble = dialog.getByRole('alert')
    await trouble.getByText(/公示最少要满5天，现在满了0天/).waitFor()
    expect(await trouble.textContent()).toMatch(/依据：.*三（三）2/)
    await shown('2-refused')
    await dialog.getByRole('button', { name: '取消' }).click()

    await cadre.presses('登记异议')
    await cadre.sends({ words: { 他怎么说: '他家在城里有房' } })
    await cadre.desk.getByText('有异议没处理完，天数停着。').first().waitFor()
    expect(await cadre.desk.getByRole('button', { name: '结束公示' }).count()).toBe(0)
    await shown('3-stopped')
    await cadre.presses('处理异议')
    await cadre.sends({
      picks: ['不愿留名的群众：他家在城里有房', '不成立，公示接着算天数'],
      words: { 查到的情况: '查过了，没有房' },
    })
    await cadre.desk.getByRole('button', { name: '结束公示' }).waitFor()
    await page.context().close()
  })

  it('is put up from the phone of who stands before the wall', async () => {
    const { page } = await browser.open(`${server.url}/desk`, PHONE)
    await comesToItsNotice(new Resident(page), new CadreAtDesk(page), '邓例四')
    await page.context().close()
    const phone = await CadrePhone.open(browser, server.url)
    await phone.logsInAs('乙示值')
    await phone.goes('公示')
    const toPost = phone.screen.getByRole('list', { name: '要贴出来的' }).getByRole('listitem')
    await toPost.first().waitFor()
    expect(await wrongInAnyLook(phone, 'notice-phone-to-post')).toEqual([])
    await toPost.filter({ hasText: '邓' }).getByRole('link', { name: '登记公示' }).tap()
    await phone.writes('贴在哪里', '村委会公示栏')
    await phone.writes('公示什么', '拟纳入：邓例四')
    await phone.writes('同一张名单上的别人', '丘例二、范例三山')
    await phone.screen.getByRole('group', { name: '贴出来的名单' }).getByText('范***').waitFor()
    await phone.presses('登记公示')
    await phone.screen.getByText('还差一项：张贴现场的照片').waitFor()
    await phone.takesPhoto()
    expect(await wrongInAnyLook(phone, 'notice-phone-form')).toEqual([])
    await phone.presses('登记公示')
    const hanging = phone.screen
      .getByRole('list', { name: '正贴着的' })
      .getByRole('listitem')
      .filter({ hasText: '邓**' })
    await hanging.getByText('名单：邓**、丘**、范***').waitFor()
    expect(await hanging.innerText()).not.toContain('例四')
    expect(await hanging.count()).toBe(1)
    await hanging.getByRole('button', { name: '看照片 1' }).waitFor()
    expect(await wrongInAnyLook(phone, 'notice-phone-board')).toEqual([])
    expect(phone.complaints).toEqual([])
    await phone.page.context().close()
  })
})

/** From the report to the step whose notice is to be put up. */
async function comesToItsNotice(resident: Resident, cadre: CadreAtDesk, name: string): Promise<void> {
  await resident.reports('我家房子漏雨，墙都裂了', { name, village: PLACE })
  await resident.taps('确认提交')
  await cadre.desk.getByRole('button', { name: /登录$/ }).click()
  await cadre.leads.first().click()
  await cadre.presses('接单')
  await cadre.presses('记走访')
  await cadre.answers('屋顶漏了两处')
  await cadre.presses('核实')
  await cadre.answers('房子确实不能住人', '情况属实')
  await cadre.presses('进入监测识别')
  await cadre.presses('办完这一步')
  await cadre.sends({ words: { '会议记录（写字或者拍照）': '二十三人到会，都同意' } })
}
