import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchBrowser, type TestBrowser } from '../support/browser.ts'
import { flaws } from './looks.ts'
import { CadreAtDesk, Resident } from './two-people.ts'

const DESK = { viewport: { width: 1280, height: 900 } }
const PHONE = { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
}, 30_000)

/** The questions at a cadre's desk. */
class Questions {
  readonly cadre: CadreAtDesk
  constructor(page: Page) {
    this.cadre = new CadreAtDesk(page)
  }

  get list() {
    return this.cadre.desk.getByRole('list', { name: '提问列表' }).getByRole('button')
  }

  get input() {
    return this.cadre.desk.getByLabel('怎么回答')
  }

  get detail() {
    return this.cadre.desk.locator('article.question')
  }

  /** Beside the name of the part; none where nobody waits. */
  async count(): Promise<string> {
    const words = await this.cadre.desk.getByRole('tab', { name: '群众提问' }).textContent()
    return (words ?? '').replace('群众提问', '')
  }

  async asked(): Promise<string[]> {
    return this.list.locator('.lead-words').allTextContents()
  }

  async opens(question: string): Promise<void> {
    const back = this.detail.getByRole('button', { name: '‹ 返回' })
    if (await back.isVisible()) await back.click()
    await this.list.filter({ hasText: question }).click()
    await this.detail.getByRole('heading', { name: question }).waitFor()
  }
}

describe('questions that no card answered', { timeout: 180_000 }, () => {
  it.each([
    ['1280', DESK, '官渡镇', '河边村', '何例问'],
    ['375-dark', { ...PHONE, colorScheme: 'dark' as const }, '铁龙镇', '龙化村', '丘例问'],
  ])(
    'at %s: they come by themselves, are answered, lose nothing, and become a draft',
    async (size, look, township, own, name) => {
      const [village, boss] = [`${township}${own}`, `乡镇干部 · ${township}`]
      const url = inject('browserAndDemo').desk
      const [{ page, complaints, screenshot }, { page: elsewhere }] = [
        await browser.open(url, look),
        await browser.open(url, DESK),
      ]
      const desk = new Questions(page)
      const officer = new Questions(elsewhere)
      const resident = new Resident(elsewhere)
      const shown = async (what: string) => {
        await screenshot(`questions-${size}-${what}`)
        expect(await flaws(page), what).toEqual([])
      }
      await desk.cadre.logsInAs(village)
      await desk.cadre.turnsTo('群众提问')
      await desk.cadre.desk.getByText('没有等您回答的提问。').waitFor()
      expect(await desk.count()).toBe('')

      await resident.reports('我家房子漏雨，墙都裂了', { name, village })
      const questions = ['高考加分要怎么算', '驾驶证过期了怎么换', '离婚起诉书怎么写呢']
      for (const question of questions) await resident.says(question)
      await expect.poll(() => desk.asked()).toEqual(questions)
      expect(await desk.count()).toBe('3')
      await shown('1-list')

      // What he is typing stays, whatever comes in, and while he looks at another.
      await desk.opens('高考加分要怎么算')
      await desk.input.fill('请到镇上的教育组问')
      await resident.says('律师证要怎么考呢')
      await expect.poll(() => desk.count()).toBe('4')
      expect(await desk.input.inputValue()).toBe('请到镇上的教育组问')
      await desk.opens('驾驶证过期了怎么换')
      expect(await desk.input.inputValue()).toBe('')
      await desk.opens('高考加分要怎么算')
      expect(await desk.input.inputValue()).toBe('请到镇上的教育组问')
      await shown('2-typing')

      await desk.input.fill('请到镇上的教育组问，带上户口本。')
      await desk.cadre.presses('回答')
      await desk.detail.getByText('请到镇上的教育组问，带上户口本。').waitFor()
      await resident.log.getByText('请到镇上的教育组问，带上户口本。').waitFor()
      await expect.poll(() => desk.count()).toBe('3')
      await desk.cadre.presses('做成明白卡草稿')
      const draft = desk.detail.getByLabel('卡片草稿')
      await draft.waitFor()
      const yaml = await draft.inputValue()
      expect(yaml).toContain('请到镇上的教育组问，带上户口本。')
      await desk.detail.getByText(/cards\/asked-.+\.yaml/).waitFor()
      const download = page.waitForEvent('download')
      await desk.cadre.presses('下载')
      expect((await download).suggestedFilename()).toMatch(/^asked-.+\.yaml$/)
      await draft.scrollIntoViewIfNeeded()
      await shown('3-draft')

      // Somebody else is faster: his answer stands there, and what was typed below it.
      await desk.opens('驾驶证过期了怎么换')
      await desk.input.fill('我写到一半的话')
      await officer.cadre.desk.getByLabel('找人').fill(boss.replace(' · ', ''))
      await officer.cadre.desk.getByRole('button', { name: boss }).first().click()
      await officer.cadre.turnsTo('群众提问')
      await officer.opens('驾驶证过期了怎么换')
      await officer.input.fill('到县车管所换证。')
      await officer.cadre.presses('回答')
      await desk.detail.getByText('已经先回答了，您写的没有发出。').waitFor()
      await desk.detail.getByText('到县车管所换证。').waitFor()
      expect(await desk.detail.getByLabel('您写的，没有发出').inputValue()).toBe('我写到一半的话')
      await expect.poll(() => desk.count()).toBe('2')
      await shown('4-faster')
      await desk.cadre.presses('不要了')
      await desk.detail.getByText('已经先回答了').waitFor({ state: 'detached' })
      const back = desk.detail.getByRole('button', { name: '‹ 返回' })
      if (await back.isVisible()) await back.click()
      await desk.cadre.presses('回答过的')
      await expect.poll(() => desk.asked()).toEqual(['驾驶证过期了怎么换', '高考加分要怎么算'])
      await shown('5-answered')
      expect(complaints).toEqual([])
      await Promise.all([page.context().close(), elsewhere.context().close()])
    },
  )

  it('a refusal keeps both texts too, where the line had not brought the news', async () => {
    const url = inject('browserAndDemo').desk
    const [{ page }, { page: elsewhere }] = [await browser.open(url, DESK), await browser.open(url, DESK)]
    const village = '翁城镇定南村'
    const [desk, resident] = [new Questions(page), new Resident(elsewhere)]
    await resident.reports('我家房子漏雨，墙都裂了', { name: '范例问', village })
    await resident.says('导游证要怎么考呢')
    // The live line of this desk brings its lists, and nothing afterwards.
    await page.routeWebSocket('**/queue', (socket) => {
      const server = socket.connectToServer()
      server.onMessage((frame) => {
        if (!String(frame).includes('"card_question"')) socket.send(frame)
      })
    })
    await desk.cadre.logsInAs(village)
    await desk.cadre.turnsTo('群众提问')
    await desk.opens('导游证要怎么考呢')
    await desk.input.fill('慢了一步的回答')
    const other = new Questions(elsewhere)
    await other.cadre.logsInAs(village)
    await other.cadre.turnsTo('群众提问')
    await other.opens('导游证要怎么考呢')
    await other.input.fill('先到的回答')
    await other.cadre.presses('回答')
    await other.detail.getByText('先到的回答').waitFor()
    expect(await desk.input.inputValue()).toBe('慢了一步的回答')
    await desk.cadre.presses('回答')
    await desk.detail.getByText('先到的回答').waitFor()
    expect(await desk.detail.getByLabel('您写的，没有发出').inputValue()).toBe('慢了一步的回答')
    await Promise.all([page.context().close(), elsewhere.context().close()])
  })
})

describe('the policies of a household', { timeout: 90_000 }, () => {
  it.each([
    ['1280', DESK, '周陂镇光明村'],
    ['375', PHONE, '周陂镇高一村'],
  ])('at %s: what may fit, what is not known yet, and a sheet to print', async (size, look, village) => {
    const { page, complaints, screenshot } = await browser.open(inject('browserAndDemo').desk, look)
    const cadre = new CadreAtDesk(page)
    await cadre.logsInAs(village)
    await cadre.turnsTo('农户台账')
    await cadre.desk.getByRole('list', { name: '农户列表' }).getByRole('button').first().click()
    const section = cadre.desk.locator('section', {
      has: page.getByRole('heading', { name: '适用的政策', exact: true }),
    })
    await section.getByText(/^可能符合（\d+）$/).waitFor()
    await section.getByText('村干部核实为准').waitFor()
    await section
      .getByText(/依据：.*第\d+条/)
      .first()
      .waitFor()
    await section.getByText(/^还看不出来（\d+）$/).click()
    await section.getByRole('heading', { name: '适用的政策' }).scrollIntoViewIfNeeded()
    await screenshot(`policies-${size}-1-desk`)
    expect(await flaws(page)).toEqual([])

    await page.evaluate('window.print = () => {}')
    await cadre.presses('打印给农户')
    await page.emulateMedia({ media: 'print' })
    await page
      .locator('.print-sheet')
      .getByText(/家适用的政策$/)
      .waitFor()
    expect(await page.getByRole('region', { name: '我是干部' }).isVisible()).toBe(false)
    await page.evaluate('scrollTo(0, 0)')
    await screenshot(`policies-${size}-2-sheet`)
    await page.evaluate('window.dispatchEvent(new Event("afterprint"))')
    await page.emulateMedia({ media: 'screen' })
    expect(await page.locator('.print-sheet').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
