import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchBrowser, type TestBrowser } from '../support/browser.ts'
import { flaws } from './looks.ts'
import { CadreAtDesk, Resident } from './two-people.ts'

const DESK = { viewport: { width: 1280, height: 900 } }
const PHONE = { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
const TOWNSHIP = '乡镇干部 · 新江镇'
/** Whose households no other test of pages writes to. */
const VILLAGE = '新江镇塘心村'

let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
}, 30_000)

async function verified(page: CadreAtDesk, resident: Resident, name: string): Promise<void> {
  await resident.reports('我家房子漏雨，墙都裂了', { name, village: VILLAGE })
  await resident.taps('确认提交')
  await page.logsInAs(VILLAGE)
  await page.leads.filter({ hasText: `${name[0]}*` }).click()
  await page.presses('接单')
  await page.presses('记走访')
  await page.answers('屋顶漏了两处')
  await page.presses('核实')
  await page.answers('房子确实不能住人', '情况属实')
}

describe('a household at the desk of three cadres', { timeout: 180_000 }, () => {
  it.each([
    ['1280', DESK, '何例一'],
    ['375-dark', { ...PHONE, colorScheme: 'dark' as const }, '丘例二'],
  ])('at %s: from the report to the register', async (size, look, name) => {
    const { page, complaints, screenshot } = await browser.open(inject('browserAndDemo').desk, look)
    const cadre = new CadreAtDesk(page)
    const shown = async (what: string) => {
      await screenshot(`desk-${size}-${what}`)
      expect(await flaws(page), what).toEqual([])
    }
    await verified(cadre, new Resident(page), name)
    await cadre.desk.getByText('时间用在：').waitFor()
    await shown('1-lead')
    await cadre.presses('进入监测识别')
    await cadre.desk.getByRole('heading', { name }).waitFor()
    await cadre.desk.getByText('这一步由乡镇来办。').waitFor()
    expect(await cadre.desk.getByRole('button', { name: '办完这一步' }).count()).toBe(0)
    await shown('2-case')

    const opens = async () => {
      await cadre.turnsTo('监测识别')
      const list = cadre.desk.getByRole('list', { name: '监测识别列表' })
      await list
        .getByRole('button')
        .filter({ hasText: `${name[0]}*` })
        .click()
    }
    await cadre.changesTo(TOWNSHIP)
    await opens()
    await cadre.presses('办完这一步')
    await cadre.sends({ words: { '走访记录（写字或者拍照）': '上门看过，和说的一样' } })

    await cadre.changesTo('县级干部')
    await opens()
    await cadre.presses('记农户怎么说')
    await cadre.sends({ chooses: { 哪一项: '车辆' }, picks: ['没有'] })
    await cadre.presses('请部门比对')
    await cadre.sends({ chooses: { 问哪个部门: '公安车管部门（车辆）' } })
    await cadre.presses('登记部门答复')
    const answer = { 是什么样的: '一辆小货车', 从哪里看到的: '车管系统' }
    await cadre.sends({ chooses: { 哪个部门: '公安车管部门', 哪一项: '车辆' }, picks: ['有'], words: answer })
    await cadre.desk.getByText('对不上').waitFor()
    await cadre.desk.getByRole('group', { name: '部门比对' }).scrollIntoViewIfNeeded()
    await shown('3-compared')
    await cadre.presses('办完这一步')
    await cadre.sends({})
    await cadre.presses('批准')
    const decision = { '审批决定（写字或者拍照）': '同意纳入', '系统录入情况（写字或者拍照）': '已录入' }
    await cadre.sends({ chooses: { 属于哪一类监测对象: '边缘易致贫户' }, words: decision })
    await cadre.desk.getByRole('article').getByText('已纳入监测', { exact: true }).waitFor()
    await shown('4-approved')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it.each([
    ['1280-dark', { ...DESK, colorScheme: 'dark' as const }],
    ['375', PHONE],
  ])('at %s: ledger, help and duties', async (size, look) => {
    const { page, complaints, screenshot } = await browser.open(inject('browserAndDemo').desk, look)
    const cadre = new CadreAtDesk(page)
    const shown = async (what: string) => {
      await screenshot(`desk-${size}-${what}`)
      expect(await flaws(page), what).toEqual([])
    }
    await cadre.logsInAs(size === '375' ? '龙仙镇岭头村' : '龙仙镇青云村')
    await cadre.turnsTo('农户台账')
    await cadre.desk.getByRole('list', { name: '农户列表' }).getByRole('button').first().click()
    const reckoning = cadre.desk.getByRole('list', { name: '怎么算的' })
    await reckoning.waitFor()
    await shown('5-ledger')
    const before = await reckoning.textContent()
    await cadre.presses('记收支')
    await cadre.sends({ chooses: { 哪一种: '财产性收入' }, words: { '多少钱（元）': '1234', 是什么钱: '出租田地' } })
    await expect.poll(() => reckoning.textContent()).toContain('财产性收入：1234元')
    expect(before).not.toContain('1234元')

    await cadre.presses('记走访')
    await screenshot(`desk-${size}-6-visit`)
    expect(await flaws(page)).toEqual([])
    await cadre.sends({ words: { '看到、听到什么': '人都在家，屋里干净' }, chooses: { '家里吃的够不够？': '够' } })
    await cadre.desk.getByText('人都在家，屋里干净').first().waitFor()
    await cadre.desk.getByText('吃的：够').first().waitFor()

    await cadre.desk.getByRole('button', { name: '安排' }).first().click()
    await page.getByRole('dialog').getByLabel('安排哪一项').selectOption({ index: 1 })
    await cadre.sends({})
    await cadre.presses('落实了')
    await cadre.sends({ words: { 落实了什么: '第一笔已经到账' } })
    await cadre.desk.getByRole('button', { name: '公示了' }).waitFor()
    await cadre.desk.getByRole('heading', { name: '帮扶措施' }).scrollIntoViewIfNeeded()
    await shown('7-help')

    await cadre.turnsTo('本月任务')
    const duties = cadre.desk.getByRole('list', { name: '本月任务列表' })
    await duties.getByRole('button', { name: '办完了' }).first().waitFor()
    await shown('8-duties')
    const waiting = await duties.getByRole('button', { name: '办完了' }).count()
    await duties.getByRole('button', { name: '办完了' }).first().click()
    await cadre.sends({ words: { 办了什么: '全村走了一遍' } })
    await expect.poll(() => duties.getByRole('button', { name: '办完了' }).count()).toBe(waiting - 1)
    await cadre.looksAt('看哪些任务', '办完的')
    await duties.getByText('全村走了一遍').waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
