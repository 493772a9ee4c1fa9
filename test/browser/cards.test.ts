import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchBrowser, type TestBrowser } from '../support/browser.ts'
import { readPicture } from '../support/read-picture.ts'
import { flaws } from './looks.ts'
import { Resident } from './two-people.ts'

const PHONE = { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
const NARROW = { ...PHONE, viewport: { width: 320, height: 640 } }
const CARD = '/cards/wengyuan-2023-public-post'
const VILLAGE = '440229106201'

let browser: TestBrowser
beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
}, 30_000)

const url = (path: string) => inject('browserAndDemo').demo + path
/** As the page computes it. */
const styleOf = (page: Page, selector: string, property: string) =>
  page.evaluate<string>(`getComputedStyle(document.querySelector('${selector}')).${property}`)
const sizeOf = (page: Page) => styleOf(page, '.says', 'fontSize')

/** Speaks when the test says so: this browser has no voice. */
const STAND_IN_VOICE = `
  window.spoken = []
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
  Object.defineProperty(window, 'speechSynthesis', { value: {
    getVoices: () => [], cancel() { window.spoken.push('-') },
    speak(utterance) { window.spoken.push(utterance.text); window.utterance = utterance },
  } })`

describe('the page of a card', { timeout: 60_000 }, () => {
  it.each([
    ['light', PHONE, ['标准', '大字', '特大']],
    ['dark', PHONE, ['标准', '大字', '特大']],
    ['light', NARROW, ['特大']],
  ] as const)('can be read and pressed in every size (%s, %o)', async (colorScheme, look, sizes) => {
    const { page, complaints, screenshot } = await browser.open(url(CARD), { ...look, colorScheme })
    for (const size of sizes) {
      await page.getByRole('link', { name: size, exact: true }).click()
      expect(await page.locator('.sizes [aria-current]').textContent()).toBe(size)
      await screenshot(`card-${look.viewport.width}-${colorScheme}-${size}`)
      expect(await flaws(page)).toEqual([])
    }
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('keeps the size from page to page, and without scripts by its address', async () => {
    const { page } = await browser.open(url(CARD), PHONE)
    const before = await sizeOf(page)
    await page.getByRole('link', { name: '特大' }).click()
    const largest = await sizeOf(page)
    expect(Number.parseFloat(largest)).toBeGreaterThan(Number.parseFloat(before) * 1.5)
    await page.goto(url('/cards/wengyuan-2023-asset-income'))
    expect(await sizeOf(page)).toBe(largest)
    expect(await page.getByRole('link', { name: '存图片' }).getAttribute('href')).toContain('size=largest')
    await page.context().close()

    const plain = await browser.open(url(CARD), { ...PHONE, javaScriptEnabled: false })
    await plain.page.getByRole('link', { name: '特大' }).click()
    await plain.page.waitForURL(/size=largest/)
    expect(await plain.page.locator('html[data-size=largest]').count()).toBe(1)
    expect(await plain.page.getByRole('button', { name: '念给我听' }).isVisible()).toBe(false)
    await plain.page.context().close()
  })

  it('is read aloud sentence by sentence, marked, and can be stopped', async () => {
    const { page, complaints, screenshot } = await browser.open('about:blank', PHONE)
    await page.addInitScript(STAND_IN_VOICE)
    await page.goto(url(`${CARD}#listen`))
    const button = page.getByRole('button', { name: '念给我听' })
    await button.waitFor()
    expect(await page.evaluate('document.activeElement.id')).toBe('read-aloud')
    await button.click()
    const marked = () => page.locator('.is-read').allTextContents()
    expect(await marked()).toEqual(['公益岗位和以工代赈'])
    await page.evaluate('utterance.onend()')
    const [sentence = ''] = await marked()
    expect(sentence).toMatch(/^各类公益岗位/)
    expect(await page.evaluate('[utterance.lang, utterance.text]')).toEqual(['zh-CN', sentence])
    await screenshot('card-375-light-reading')
    expect(await flaws(page)).toEqual([])

    await page.getByRole('button', { name: '停下' }).click()
    expect(await marked()).toEqual([])
    const said = await page.evaluate<string[]>('spoken')
    // What the browser still reports of the one that was cut off begins nothing.
    await page.evaluate('utterance.onend()')
    expect(await page.evaluate<string[]>('spoken')).toEqual(said)

    await button.click()
    for (let i = 0; i < 5; i++) await page.evaluate('utterance.onend()')
    // Heard, but not written on the card in these words.
    await page.getByText('正在念：这份文件已经到期').waitFor()
    await page.evaluate('utterance.onend()')
    expect(await page.evaluate<string[]>('spoken.filter((each) => each !== "-").slice(2)')).toHaveLength(6)
    await button.waitFor()
    await button.click()
    await page.evaluate('utterance.onerror({ error: "synthesis-failed" })')
    await page.getByText('这台机器念不出来').waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('has no button to read aloud where the browser cannot', async () => {
    const { page } = await browser.open('about:blank', PHONE)
    await page.addInitScript('delete window.speechSynthesis; delete Window.prototype.speechSynthesis')
    await page.goto(url(CARD))
    await page.getByRole('link', { name: '存图片' }).waitFor()
    expect(await page.evaluate('"speechSynthesis" in window')).toBe(false)
    expect(await page.getByRole('button', { name: '念给我听' }).isVisible()).toBe(false)
    await page.context().close()
  })

  it('prints the card alone, black on white', async () => {
    const { page, screenshot } = await browser.open(url(CARD), { ...PHONE, colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.bar, .actions').filter({ visible: true }).count()).toBe(0)
    expect(await styleOf(page, 'body', 'backgroundColor')).toBe('rgb(255, 255, 255)')
    expect(await styleOf(page, '.says', 'color')).toBe('rgb(0, 0, 0)')
    await screenshot('card-print')
    await page.context().close()
  })
})

describe('all cards', { timeout: 60_000 }, () => {
  it.each(['light', 'dark'] as const)(
    'stand by kind and are found by asking, or honestly not (%s)',
    async (colorScheme) => {
      const { page, complaints, screenshot } = await browser.open(url('/cards'), { ...PHONE, colorScheme })
      await screenshot(`cards-375-${colorScheme}`)
      expect(await flaws(page)).toEqual([])
      const ask = page.getByRole('searchbox')
      await ask.fill('公益岗怎么报名')
      await page.getByRole('button', { name: '找一找' }).click()
      const found = page.getByRole('region', { name: '找到了' })
      await found.waitFor()
      await screenshot(`cards-375-${colorScheme}-found`)
      await ask.fill('高考加分怎么算')
      await page.getByRole('button', { name: '找一找' }).click()
      await page.getByRole('heading', { name: '这里没有写到' }).waitFor()
      expect(await ask.inputValue()).toBe('高考加分怎么算')
      await screenshot(`cards-375-${colorScheme}-none`)
      expect(await flaws(page)).toEqual([])
      await page.getByRole('link', { name: '去说一说，干部来回答' }).click()
      await page.getByRole('log').getByText('您好').waitFor()
      expect(await page.locator('#chat-input').inputValue()).toBe('高考加分怎么算')
      expect(page.url()).not.toContain('say=')
      expect(complaints).toEqual([])
      await page.context().close()
    },
  )
})

describe('cards and the chat', { timeout: 60_000 }, () => {
  it('lead to one another: the card that the chat shows to its page and picture', async () => {
    const { page, screenshot } = await browser.open(url(`/?village=${VILLAGE}`), PHONE)
    const resident = new Resident(page)
    await resident.says('公益岗怎么报名')
    const card = resident.log.getByRole('region', { name: '公益岗位和以工代赈' })
    const picture = card.getByRole('link', { name: '存图片' })
    await picture.scrollIntoViewIfNeeded()
    await screenshot('chat-375-card-links')
    expect(await flaws(page)).toEqual([])
    const { body } = await page.request
      .get(url((await picture.getAttribute('href')) ?? ''))
      .then(async (response) => ({ body: await response.body() }))
    expect(readPicture(body).code).toBe(url(`/?village=${VILLAGE}`))
    expect(await card.getByRole('link', { name: '念给我听' }).getAttribute('href')).toMatch(/#listen$/)
    await card.getByRole('link', { name: '看大字' }).click()
    await page.getByText('明白卡 · 翁源县江尾镇连溪村').waitFor()
    await page.context().close()
  })

  it('know the village of whoever came by its code, and do not ask for it', async () => {
    const { page } = await browser.open(url(`/?village=${VILLAGE}`), PHONE)
    const resident = new Resident(page)
    await resident.reports('我家房子漏雨，墙都裂了', { name: '叶例和', village: '没有问到村' })
    const log = (await resident.log.textContent()) ?? ''
    expect(log).toContain('连溪村')
    expect(log).not.toMatch(/哪个村[^村]*？/)
    await page.context().close()
  })
})
