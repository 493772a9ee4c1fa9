import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchBrowser, type TestBrowser } from '../support/browser.ts'
import { cutThrough, flaws } from './looks.ts'
import { CadreAtDesk, Resident } from './two-people.ts'

const HOME = { name: '叶例和', village: '龙仙镇联群村' }
const TROUBLE = '我家房子漏雨，墙都裂了'
/** One grey pixel. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)
const DESK = { viewport: { width: 1280, height: 900 } }
const PHONE = { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
}, 30_000)

describe('the demo page', { timeout: 90_000 }, () => {
  it('brings a report from the chat into the queue of the right cadre, and his answer back', async () => {
    const { page, complaints, screenshot } = await browser.open(inject('browserAndDemo').desk, DESK)
    const resident = new Resident(page)
    const cadre = new CadreAtDesk(page)

    await cadre.logsInAs('龙仙镇青山村')
    await resident.reports(TROUBLE, HOME)
    await resident.taps('确认提交')
    await resident.log.getByRole('region', { name: '回执' }).waitFor()

    // The lead is with another village's cadre: the page offers him.
    await cadre.desk.getByRole('button', { name: /^切换到/ }).click()
    await cadre.leads.filter({ hasText: '住房不安全' }).click()
    await cadre.desk.getByRole('status').getByText('138****0187').waitFor()
    await cadre.presses('看完整号码')
    await cadre.desk.getByRole('link', { name: '13800000187' }).waitFor()
    await cadre.presses('接单')
    await resident.log.getByText(/已经接[手单]/).waitFor()
    await screenshot('demo-page')

    // A second resident, while the cadre is looking: the lead comes by itself.
    await resident.startsAfresh()
    await resident.reports('我爱人住院花了八万多', { ...HOME, name: '胡例宁' })
    const before = performance.now()
    await resident.taps('确认提交')
    await cadre.leads.filter({ hasText: '看病花钱多' }).waitFor()
    console.log(`from 确认提交 to the cadre's queue: ${Math.round(performance.now() - before)} ms`)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('takes a lead to its end with plain dialogs', async () => {
    const { page } = await browser.open(inject('browserAndDemo').desk, DESK)
    const resident = new Resident(page)
    const cadre = new CadreAtDesk(page)
    await resident.reports('井水发黄，没法喝', { name: '何例远', village: '坝仔镇三坑村' })
    await resident.sendsPicture(PICTURE)
    await resident.log.getByRole('img', { name: '我发的照片' }).waitFor()
    await resident.taps('确认提交')
    await cadre.desk.getByRole('button', { name: /登录$/ }).click()
    await cadre.presses('本辖区')
    await cadre.leads.filter({ hasText: '饮水' }).first().click()
    await cadre.desk.getByRole('img', { name: '村民发来的照片' }).waitFor()
    // Drawn once for each act: what is drawn again, because the news of it comes too, loses a press that is just being made.
    await page.evaluate(`
      drawn = 0
      new MutationObserver(() => drawn++).observe(document.querySelector('.detail'), { childList: true })
    `)
    await cadre.presses('接单')
    await cadre.presses('记走访')
    await cadre.answers('井水发黄，已经取样')
    await cadre.presses('核实')
    await cadre.answers('水质不合格', '情况属实')
    await cadre.presses('办结')
    await cadre.answers('接上了自来水', '已经帮扶')
    await resident.log.getByText('办结了').waitFor()
    expect(await page.evaluate('drawn')).toBe(4)

    const done = cadre.leads.filter({ hasText: '饮水' })
    await done.waitFor({ state: 'detached' })
    await cadre.looksAt('办到哪一步', '已办结')
    await done.filter({ hasText: '已办结' }).waitFor()
    await cadre.looksAt('类型', '住房不安全')
    await cadre.desk.getByText('没有这样的线索').waitFor()
    await cadre.looksAt('类型', '全部类型')
    await cadre.looksAt('办到哪一步', '全部')
    await done.waitFor()
    await cadre.looksAt('办到哪一步', '未办完')
    await done.waitFor({ state: 'detached' })
    await page.context().close()
  })

  it('shows in the queue what the resident said', async () => {
    const { page } = await browser.open(inject('browserAndDemo').desk, DESK)
    const cadre = new CadreAtDesk(page)
    const resident = new Resident(page)
    await resident.says('我爸晕过去叫不醒，我在江尾镇南塘村')
    await cadre.desk.getByRole('button', { name: /登录$/ }).click()
    await cadre.leads.filter({ hasText: '我爸晕过去叫不醒' }).first().click()
    await page.context().close()
  })

  it('says who was faster', async () => {
    const { page } = await browser.open(inject('browserAndDemo').desk, DESK)
    const resident = new Resident(page)
    const cadre = new CadreAtDesk(page)
    await resident.reports('厂里关门，我没活干了', { name: '范例海', village: '江尾镇南塘村' })
    await resident.taps('确认提交')
    await cadre.desk.getByRole('button', { name: /登录$/ }).click()
    await cadre.leads.first().click()
    await cadre.presses('记一笔')

    const other = await browser.open(inject('browserAndDemo').desk, DESK)
    const deputy = new CadreAtDesk(other.page)
    const name = await cadre.desk.locator('.who b').textContent()
    await deputy.desk.getByLabel('找人').fill(name ?? '')
    await deputy.desk.getByRole('button', { name: name ?? '' }).click()
    await deputy.leads.first().click()
    await deputy.presses('接单')
    await deputy.desk.getByRole('button', { name: '记走访' }).waitFor()

    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox').fill('打过电话')
    await dialog.getByRole('button', { name: '确定' }).click()
    await dialog.getByText(`${name}（村干部）刚刚处理了这条线索`).waitFor()
    await other.page.context().close()
    await page.context().close()
  })

  it('lets a list go that is still being fetched when another cadre takes the seat', async () => {
    const { page, complaints } = await browser.open(inject('browserAndDemo').desk, DESK)
    const cadre = new CadreAtDesk(page)
    const ended = page.waitForResponse('**/api/logout')
    // On a slow line the list is asked for before the session ends, and reaches the server after.
    await page.route('**/api/duties/*', async (route) => {
      await ended
      await route.continue()
    })
    const asked = page.waitForRequest('**/api/duties/*')
    await cadre.logsInAs('龙仙镇青山村')
    await asked
    await cadre.changesTo('乡镇干部 · 新江镇')
    await cadre.desk.getByText('手上没有待办的线索').or(cadre.leads.first()).waitFor()
    await page.unrouteAll({ behavior: 'wait' })
    expect(complaints).toEqual([])
    await cadre.desk.getByText('乡镇干部 · 新江镇').waitFor()
    await page.context().close()
  })

  it('keeps the chat over a reload, and sends what was said without a network exactly once', async () => {
    const { page } = await browser.open(inject('browserAndDemo').desk, DESK)
    const resident = new Resident(page)
    await resident.says(TROUBLE)
    await page.context().setOffline(true)
    await resident.types('同意')
    await resident.types(HOME.name)
    await expect.poll(() => resident.waiting.count()).toBe(2)
    await page.context().setOffline(false)
    await resident.log.getByText('哪个村').waitFor()
    expect(await resident.own.allTextContents()).toEqual([TROUBLE, '同意', HOME.name])
    expect(await resident.waiting.count()).toBe(0)

    await page.reload()
    await resident.log.getByText('哪个村').waitFor()
    expect(await resident.own.allTextContents()).toEqual([TROUBLE, '同意', HOME.name])
    await page.context().close()
  })

  it('says nothing twice when the answer is lost on the way', async () => {
    const { page } = await browser.open('about:blank', DESK)
    let lost = 0
    await page.routeWebSocket(/\/chat$/, (socket) => {
      const line = socket.connectToServer()
      line.onMessage((frame) => {
        if (lost > 0 || !String(frame).startsWith('{"type":"turn"')) return socket.send(frame)
        // Taken and stored, but the line breaks before the phone hears of it.
        lost += 1
        void line.close()
        void socket.close({ code: 4000 })
      })
    })
    await page.goto(inject('browserAndDemo').desk)
    const resident = new Resident(page)
    await resident.says(TROUBLE)
    expect(lost).toBe(1)
    expect(await resident.own.allTextContents()).toEqual([TROUBLE])
    expect(await resident.log.getByText('隐私说明').count()).toBe(1)
    await page.context().close()
  })

  it.each([
    ['1280', DESK],
    ['1280-dark', { ...DESK, colorScheme: 'dark' as const }],
    ['375', PHONE],
    ['375-dark', { ...PHONE, colorScheme: 'dark' as const }],
  ])('has large targets and readable colours at %s', async (name, look) => {
    const { page, complaints, screenshot } = await browser.open(inject('browserAndDemo').desk, look)
    const resident = new Resident(page)
    const cadre = new CadreAtDesk(page)
    await cadre.desk.getByText('演示登录').waitFor()
    await screenshot(`${name}-1-start`)
    expect(await cutThrough(cadre.desk.locator('.people'), cadre.desk.locator('.person'))).toEqual([])
    expect(await flaws(page)).toEqual([])
    await resident.reports(TROUBLE, HOME)
    await screenshot(`${name}-2-confirm`)
    expect(await flaws(page)).toEqual([])
    await resident.taps('确认提交')
    await screenshot(`${name}-3-receipt`)
    await cadre.desk.getByRole('button', { name: /登录$/ }).click()
    await cadre.leads.first().waitFor()
    await cadre.desk.scrollIntoViewIfNeeded()
    await screenshot(`${name}-4-queue`)
    expect(await flaws(page)).toEqual([])
    await cadre.leads.filter({ hasText: '住房不安全' }).first().click()
    await cadre.desk.getByRole('heading', { name: '经过' }).waitFor()
    await screenshot(`${name}-5-lead`)
    expect(await flaws(page)).toEqual([])
    await cadre.presses('转交').catch(() => {})
    await page.getByRole('dialog').getByLabel('乡镇干部 · 龙仙镇').waitFor()
    await screenshot(`${name}-6-dialog`)
    expect(await flaws(page)).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
