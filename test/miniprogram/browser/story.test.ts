/** One trouble from the first word to the last, on two phones. */
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchBrowser, type TestBrowser } from '../../support/browser.ts'
import { CadrePhone } from './cadre-phone.ts'
import { openPhone, screenOf } from './phone.ts'
import { answers, say } from './resident.ts'

const { demo } = inject('browserAndDemo')
/** Whose households no other test of pages writes to, and its code. */
const VILLAGE = { name: '江尾镇联明村', code: '440229106204' }
const TROUBLE = '我家房子漏雨，墙都裂了，没法住人了'
let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(() => browser?.close())

test('told, asked in between, cut off, told on, claimed, visited, verified, and seen by who told it', async () => {
  const { page, screen, complaints, screenshot } = await openPhone(browser, demo, `?scene=${VILLAGE.code}`)
  const cadre = await CadrePhone.open(browser, demo)
  await cadre.logsInAs(VILLAGE.name)

  await say(screen, TROUBLE)
  await answers(screen, '凌例山', /电话/)
  await say(screen, '医保怎么交')
  await screen.getByRole('link', { name: '看这张明白卡' }).first().waitFor()
  await screen.locator('.theirs').last().getByText('电话').waitFor()

  await page.context().setOffline(true)
  await screen.getByText('没有网络').waitFor()
  await say(screen, '13800000135')
  await screen.getByText('待发送').waitFor()
  await screenshot('story-offline')
  const said = await screen.locator('.mine').count()
  // The mini-program is closed without a line, and opened again with one.
  await page.close()
  const again = await page.context().newPage()
  await page.context().setOffline(false)
  await again.goto(`${demo}/phone/`)
  const here = screenOf(again)
  await here.getByText('这样报，对吗？').waitFor()
  expect(await here.locator('.mine').count()).toBe(said)
  expect(await here.locator('.mine').getByText(TROUBLE).count()).toBe(1)
  expect(await here.getByText('待发送').count()).toBe(0)
  await answers(here, '凌例山', /已经收到/)
  const number = (await here.getByRole('group', { name: '回执' }).innerText()).match(/A\d{4}/)?.[0] ?? ''

  await worksOn(cadre)
  await here.locator('.theirs').getByText('情况属实').waitFor()
  await here.getByRole('tab', { name: '我的申报' }).tap()
  const reports = here.getByRole('link', { name: /住房不安全/ })
  await reports.getByText(number).waitFor()
  expect(await reports.count()).toBe(1)
  await reports.tap()
  const passed = here.getByRole('list', { name: '经过' })
  await passed.getByText('情况属实').waitFor()
  expect(await passed.getByText(TROUBLE).count()).toBeLessThanOrEqual(1)
  expect([...complaints, ...cadre.complaints].filter((words) => !words.includes('ERR_INTERNET_DISCONNECTED'))).toEqual(
    [],
  )
}, 120_000)

/** The cadre has it in his queue by itself, once, with the resident's own words. */
async function worksOn(cadre: CadrePhone): Promise<void> {
  const line: Locator = cadre.screen
    .getByRole('list', { name: '线索列表' })
    .getByRole('link')
    .filter({ hasText: '凌**' })
  await line.waitFor()
  expect(await line.count()).toBe(1)
  await line.tap()
  await cadre.screen.getByText(`“${TROUBLE}”`).waitFor()
  expect(await cadre.screen.getByText(`“${TROUBLE}”`).count()).toBe(1)
  await cadre.presses('接单')
  await cadre.presses('记走访')
  await cadre.writes('看到、听到什么', '屋顶漏了两处，山墙开裂')
  await cadre.takesPhoto()
  await cadre.screen.getByRole('button', { name: '家里吃的够不够？：（没问到）' }).tap()
  await cadre.chooses('够')
  await cadre.presses('交走访')
  await cadre.screen.getByRole('button', { name: '看照片 1' }).waitFor()
  await cadre.presses('核实')
  await cadre.picks('情况属实')
  await cadre.writes('核实的情况', '房子确实不能住人')
  await cadre.presses('核实')
  await cadre.screen.getByText('情况属实：房子确实不能住人').waitFor()
}
