import type { Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchBrowser, type TestBrowser } from '../support/browser.ts'
import { flaws } from './looks.ts'
import { CadreAtDesk, Resident } from './two-people.ts'

const DESK = { viewport: { width: 1280, height: 900 } }
const PHONE = { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
const TOWNSHIP = '乡镇干部 · 周陂镇'

let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
}, 30_000)

describe('publicity at the desk', { timeout: 180_000 }, () => {
  it.each([
    ['1280', DESK, '周陂镇龙田村', '丘宣一'],
    ['375-dark', { ...PHONE, colorScheme: 'dark' as const }, '周陂镇集义村', '丘宣二'],
  ])('at %s: composed, looked at, approved by another, sent', async (size, look, village, name) => {
    const { page, complaints, screenshot } = await browser.open(inject('browserAndDemo').desk, look)
    const cadre = new CadreAtDesk(page)
    const dialog = page.getByRole('dialog')
    const shown = async (what: string) => {
      await screenshot(`broadcast-${size}-${what}`)
      expect(await flaws(page), what).toEqual([])
    }
    const opens = async () => {
      await cadre.turnsTo('政策宣传')
      await cadre.desk.getByRole('list', { name: '政策宣传列表' }).getByRole('button').first().click()
    }
    const resident = new Resident(page)
    await resident.reports('我家房子漏雨，墙都裂了', { name, village })
    await resident.taps('确认提交')
    await cadre.logsInAs(village)
    await cadre.turnsTo('政策宣传')
    await cadre.presses('写一条宣传')
    await dialog.getByLabel('找一张明白卡').fill('小额')
    await dialog.getByRole('option', { name: /小额/ }).first().waitFor({ state: 'attached' })
    // He stands in for a neighbour too.
    await dialog.getByLabel('发到哪里').selectOption({ label: village })
    await dialog.getByText('再挑细一点').click()
    await dialog.getByLabel('住房不安全').check()
    await dialog.getByRole('button', { name: '先看看发给多少人' }).click()
    await dialog.getByText('会发给 1 人').waitFor()
    await dialog.getByText(`${name[0]}**`).waitFor()
    await shown('1-preview')
    await dialog.getByLabel('自己写几句').check()
    await dialog.getByLabel('自己写', { exact: true }).fill('找老王，13800000001')
    await dialog.getByRole('button', { name: '确定' }).click()
    await dialog.getByText('不能写手机号').waitFor()
    await dialog.getByLabel('自己写', { exact: true }).fill('医保可以交了，一人400元，十二月底前交。')
    await dialog.getByRole('button', { name: '确定' }).click()
    await dialog.waitFor({ state: 'detached' })
    await cadre.presses('送审')
    await cadre.desk.getByText('等审批 · ').waitFor()
    expect(await cadre.desk.getByRole('button', { name: '批准', exact: true }).count()).toBe(0)

    await cadre.changesTo(TOWNSHIP)
    await opens()
    await cadre.desk.getByRole('button', { name: '批准', exact: true }).waitFor()
    await shown('2-to-approve')
    // Drawn once for each act: what is drawn again, because the news of it comes too, loses a press that is just being made.
    await page.evaluate(`
      drawn = 0
      new MutationObserver(() => drawn++).observe(document.querySelector('#broadcast-title').closest('.detail'), { childList: true })
    `)
    const readTwice = page.waitForResponse(twice(/\/api\/broadcasts\/[^/?]+$/))
    await cadre.presses('批准')
    await (await readTwice).finished()
    await cadre.presses('安排发送')
    await dialog.getByLabel('定个时间').check()
    await shown('3-when')
    expect(await page.evaluate('drawn')).toBe(1)
    await dialog.getByLabel('现在就发').check()
    await dialog.getByRole('button', { name: '确定' }).click()
    await dialog.waitFor({ state: 'detached' })
    // By day it goes out at once, at night it waits: in both cases the audience is counted out, live.
    await cadre.desk.getByText(/放进聊天 [01] 人，还有 [01] 人，没发成 0 人/).waitFor()
    await shown('4-sent')
    // The number that he was not to write.
    expect(complaints).toEqual([expect.stringContaining('409')])
  })
})

/** The second answer from there. */
function twice(url: RegExp): (answer: Response) => boolean {
  let heard = 0
  return (answer) => {
    if (url.test(answer.url())) heard += 1
    return heard === 2
  }
}
