/** The resident and the cadre of the demo page, as a test speaks of them. */
import type { Locator, Page } from 'playwright-core'

export class Resident {
  readonly log: Locator
  readonly #here: Locator
  constructor(page: Page) {
    this.#here = page.getByRole('region', { name: '我是村民' })
    this.log = page.getByRole('log')
  }

  get own(): Locator {
    return this.log.locator('.bubble.mine')
  }

  get waiting(): Locator {
    return this.log.getByText('待发送')
  }

  async types(text: string): Promise<void> {
    await this.#here.getByLabel('说点什么').fill(text)
    await this.#here.getByRole('button', { name: '发送' }).click()
  }

  async says(text: string): Promise<void> {
    await this.#answered(() => this.types(text))
  }

  async taps(option: string): Promise<void> {
    await this.#answered(() => this.log.getByRole('button', { name: option, exact: true }).click())
  }

  /** Answers whatever is asked, in whatever order, until the report stands there to be confirmed. */
  async reports(trouble: string, { name, village }: { name: string; village: string }): Promise<void> {
    const answers: [RegExp, () => Promise<void>][] = [
      [/您同意/, () => this.taps('同意')],
      [/自己家/, () => this.taps('我自己家')],
      [/户主/, () => this.says(name)],
      [/哪个村/, () => this.says(village)],
      [/什么时候/, () => this.taps('一个月左右')],
      [/几口人/, () => this.taps('4人')],
      [/花了|多少钱.*(?!收入)/, () => this.taps('不想说')],
      [/收入/, () => this.taps('不想说')],
      [/电话/, () => this.says('13800000187')],
    ]
    await this.says(trouble)
    for (let asked = await this.#asked(); !/这样报/.test(asked); asked = await this.#asked()) {
      const [, answer] = answers.find(([question]) => question.test(asked)) ?? []
      if (!answer) throw new Error(`the test does not know what to answer to: ${asked}`)
      await answer()
    }
  }

  async sendsPicture(buffer: Buffer): Promise<void> {
    const file = { name: 'roof.png', mimeType: 'image/png', buffer }
    await this.#answered(() => this.#here.locator('input[type=file]').setInputFiles(file))
  }

  async startsAfresh(): Promise<void> {
    await this.#here.getByRole('button', { name: '换个村民' }).click()
    await this.log.getByText('您好').waitFor()
  }

  async #asked(): Promise<string> {
    return (await this.log.locator('.bubble.theirs').last().textContent()) ?? ''
  }

  async #answered(speak: () => Promise<void>): Promise<void> {
    const answers = this.log.locator('[data-seq]')
    const next = await answers.count()
    await speak()
    await answers.nth(next).waitFor()
  }
}

export class CadreAtDesk {
  readonly desk: Locator
  readonly leads: Locator
  readonly #page: Page
  constructor(page: Page) {
    this.#page = page
    this.desk = page.getByRole('region', { name: '我是村干部' })
    this.leads = this.desk.getByRole('list', { name: '线索列表' }).getByRole('button')
  }

  async logsInAs(village: string): Promise<void> {
    await this.desk.getByLabel('找人').fill(village)
    await this.desk.getByRole('button', { name: `村干部 · ${village}` }).click()
    await this.desk.getByText('手上没有待办的线索').or(this.leads.first()).waitFor()
  }

  async presses(button: string): Promise<void> {
    await this.desk.getByRole('button', { name: button, exact: true }).click()
  }

  /** Another cadre takes the seat; only in the demo. */
  async changesTo(who: string): Promise<void> {
    await this.presses('换人')
    await this.desk.getByLabel('找人').fill(who.replace(' · ', ''))
    await this.desk.getByRole('button', { name: who }).first().click()
    await this.turnsTo('待办')
  }

  /** One of the parts of the desk. */
  async turnsTo(part: string): Promise<void> {
    await this.desk.getByRole('tab', { name: part }).click()
  }

  /** Fills in a form by its labels, and sends it; it stays open where the server refuses. */
  async fillsIn(form: { words?: Record<string, string>; picks?: string[]; chooses?: Record<string, string> }) {
    const dialog = this.#page.getByRole('dialog')
    for (const [label, option] of Object.entries(form.chooses ?? {}))
      await dialog.getByLabel(label).selectOption({ label: option })
    for (const pick of form.picks ?? []) await dialog.getByLabel(pick, { exact: true }).check()
    for (const [label, words] of Object.entries(form.words ?? {}))
      await dialog.getByLabel(label, { exact: true }).fill(words)
    await dialog.getByRole('button', { name: '确定' }).click()
  }

  async sends(form: Parameters<CadreAtDesk['fillsIn']>[0]): Promise<void> {
    await this.fillsIn(form)
    await this.#page.getByRole('dialog').waitFor({ state: 'detached' })
  }

  /** One of the filters over the queue. */
  async looksAt(filter: string, choice: string): Promise<void> {
    await this.desk.getByLabel(filter, { exact: true }).selectOption({ label: choice })
  }

  /** Fills in the dialog that stands open. */
  async answers(words: string, pick?: string): Promise<void> {
    const dialog = this.#page.getByRole('dialog')
    if (pick) await dialog.getByLabel(pick).check()
    await dialog.getByRole('textbox').fill(words)
    await dialog.getByRole('button', { name: '确定' }).click()
    await dialog.waitFor({ state: 'detached' })
  }
}
