import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchBrowser, type TestBrowser } from '../support/browser.ts'
import { flaws } from './looks.ts'
import { CadreAtDesk, Resident } from './two-people.ts'

const DESK = { viewport: { width: 1280, height: 900 } }
const PHONE = { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
/** Whose desk no other test of pages looks at: what is urgent stands over everything there. */
const VILLAGE = '江尾镇连溪村'

let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
}, 30_000)

class Talk {
  readonly #desk: CadreAtDesk['desk']
  readonly page: Page
  constructor(page: Page) {
    this.page = page
    this.#desk = new CadreAtDesk(page).desk
  }

  get waiting() {
    return this.#desk.getByRole('region', { name: '找人说话' })
  }

  get words() {
    return this.#desk.getByRole('list', { name: '说过的话' })
  }

  get trouble() {
    return this.#desk.locator('.handover .trouble')
  }

  async opens(): Promise<void> {
    await this.waiting.getByRole('list', { name: '有人找您说话' }).getByRole('button').first().click()
    await this.words.getByText('真人').first().waitFor()
  }

  async writes(text: string): Promise<void> {
    await this.#desk.getByLabel('回话').fill(text)
    await this.#desk.getByRole('button', { name: '发送', exact: true }).click()
  }
}

describe('a resident and a cadre talk', { timeout: 90_000 }, () => {
  it.each([
    ['1280', DESK],
    ['1280-dark', { ...DESK, colorScheme: 'dark' as const }],
    ['375', PHONE],
  ])('at %s: asked for, answered, given back, and taken back while he is typing', async (size, look) => {
    const phone = await browser.open(inject('browserAndDemo').desk, size === '375' ? PHONE : DESK)
    const desk = await browser.open(inject('browserAndDemo').desk, look)
    const wang = new Resident(phone.page)
    const cadre = new CadreAtDesk(desk.page)
    const talk = new Talk(desk.page)
    await cadre.logsInAs(VILLAGE)

    await wang.says('我家房子漏雨')
    await wang.says('我要找真人')
    await wang.says(VILLAGE)
    await wang.log.getByText('（村干部）来跟您说').waitFor()
    await wang.says('师傅说要八千块，我出不起')
    await wang.log.getByText('已送到，等人回').waitFor()

    await talk.waiting.getByRole('heading', { name: '有人找您说话' }).waitFor()
    await desk.screenshot(`handover-${size}-1-list`)
    expect(await flaws(desk.page)).toEqual([])
    await talk.opens()
    await talk.words.getByText('师傅说要八千块').waitFor()
    await talk.writes('我下午三点去您家看看，您在家吗？')
    await wang.log.locator('.from-person').getByText('我下午三点去您家看看').waitFor()
    await wang.says('在的')
    await wang.log.getByRole('button', { name: '不等了，接着用机器说' }).waitFor()
    await talk.words.getByText('在的', { exact: true }).waitFor()
    await desk.screenshot(`handover-${size}-2-desk`)
    await phone.screenshot(`handover-${size}-3-resident`)
    expect([...(await flaws(desk.page)), ...(await flaws(phone.page))]).toEqual([])
    expect(await wang.log.locator('.from-person').count()).toBe(1)

    await cadre.presses('说完了，交回机器')
    await wang.log.getByText('说完了，我们接着来').waitFor()
    await wang.log.getByRole('button', { name: '同意', exact: true }).waitFor()
    await cadre.desk.locator('.over').getByText('说完了，已经交回机器').waitFor()

    // He takes the word back while the cadre is still writing.
    await wang.says('我要找真人')
    const back = cadre.desk.getByRole('button', { name: '‹ 返回队列' })
    if (await back.isVisible()) await back.click()
    await talk.opens()
    await cadre.desk.getByLabel('回话').fill('我马上')
    await wang.taps('不等了，接着用机器说')
    await cadre.desk.locator('.over').getByText('对方不等了，已经交回机器').waitFor()
    expect(await cadre.desk.getByLabel('回话').inputValue()).toBe('我马上')
    await desk.screenshot(`handover-${size}-4-taken-back`)
    expect(await wang.log.getByText('我马上').count()).toBe(0)
    expect([...phone.complaints, ...desk.complaints]).toEqual([])
    await Promise.all([phone.page.context().close(), desk.page.context().close()])
  })

  it('the desk says when not all who wait stand in its list', async () => {
    const phone = await browser.open(inject('browserAndDemo').desk, PHONE)
    const wang = new Resident(phone.page)
    await wang.says('我要找真人')
    await wang.says(VILLAGE)
    await wang.log.getByText('（村干部）来跟您说').waitFor()
    const desk = await browser.open(inject('browserAndDemo').desk, DESK)
    const said = desk.page.getByText('没有全列出来')
    await new CadreAtDesk(desk.page).logsInAs(VILLAGE)
    await new Talk(desk.page).waiting.getByRole('heading', { name: '有人找您说话' }).waitFor()
    expect(await said.count()).toBe(0)
    // As if a hundred more had asked.
    await desk.page.route('**/api/handovers', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, json: { ...(await response.json()), more: true } })
    })
    await desk.page.reload()
    await said.waitFor()
    expect(await flaws(desk.page)).toEqual([])
    await Promise.all([phone, desk].map(({ page }) => page.context().close()))
  })

  it('an emergency stands over everything at the desks of holder and deputy until it is taken up', async () => {
    const phone = await browser.open(inject('browserAndDemo').desk, PHONE)
    const desk = await browser.open(inject('browserAndDemo').desk, DESK)
    const small = await browser.open(inject('browserAndDemo').desk, PHONE)
    const cadre = new CadreAtDesk(desk.page)
    await cadre.logsInAs(VILLAGE)
    const holder = await cadre.desk.locator('.who b').textContent()
    await new Resident(phone.page).says(`我爸喝了农药，在${VILLAGE}`)
    const alarm = desk.page.getByRole('alert').filter({ hasText: '紧急' })
    await alarm.getByText('我爸喝了农药').waitFor()
    await desk.screenshot('emergency-1280-holder')
    // What has just come is lit up for a moment.
    await expect.poll(() => flaws(desk.page), { timeout: 10_000 }).toEqual([])

    const deputy = await deputyOf(holder ?? '')
    const second = new CadreAtDesk(small.page)
    await second.desk.getByLabel('找人').fill(deputy)
    await second.desk.getByRole('button', { name: deputy }).first().click()
    const his = small.page.getByRole('alert').filter({ hasText: '紧急' })
    await his.getByText(`${holder}还没有接单，您也要管`).waitFor()
    await second.leads.filter({ hasText: '我爸喝了农药' }).waitFor()
    await second.desk.scrollIntoViewIfNeeded()
    await small.screenshot('emergency-375-deputy')
    await expect.poll(() => flaws(small.page), { timeout: 10_000 }).toEqual([])
    await his.getByRole('button', { name: '马上看' }).click()
    await second.presses('接单')
    await his.waitFor({ state: 'hidden' })
    await alarm.waitFor({ state: 'hidden' })
    expect([...phone.complaints, ...desk.complaints, ...small.complaints]).toEqual([])
    await Promise.all([phone, desk, small].map(({ page }) => page.context().close()))
  })
})

interface CadreFile {
  cadres: { key: string; name: string; duties: { deputy?: string }[] }[]
}

async function deputyOf(name: string): Promise<string> {
  const { cadres }: CadreFile = JSON.parse(await readFile('demo/440229/cadres.json', 'utf8'))
  const key = cadres.find((cadre) => cadre.name === name)?.duties[0]?.deputy
  const deputy = cadres.find((cadre) => cadre.key === key)
  if (!deputy) throw new Error(`no deputy of ${name}`)
  return deputy.name
}
