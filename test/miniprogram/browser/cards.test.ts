import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { launchBrowser, type TestBrowser } from '../../support/browser.ts'
import { openPhone } from './phone.ts'
import { VILLAGE } from './resident.ts'

const { demo } = inject('browserAndDemo')
let browser: TestBrowser

/** The first page of all waits until the mini-program is built, which takes a busy machine a while. */
vi.setConfig({ testTimeout: 120_000 })
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('a card is found by a question, read large, passed on, and asked about', async () => {
  const address = `?page=pages/cards/cards&scene=${VILLAGE}`
  const { page, screen, complaints, screenshot } = await openPhone(browser, demo, address)
  await screen.getByRole('textbox', { name: '想问什么' }).fill('医保怎么交')
  await screen.getByRole('button', { name: '找一找' }).tap()
  const found = screen.getByRole('region', { name: '找到的' })
  await found.getByText('说的是这张').waitFor()
  await found.getByRole('link').first().tap()
  await screen.getByRole('radio', { name: '特大字' }).tap()
  expect(await page.evaluate('getComputedStyle(document.documentElement).fontSize')).toBe('24px')
  await screenshot('mini-card-largest')

  await screen.getByRole('button', { name: '存成图片' }).tap()
  await page.getByText('存好了，在相册里').waitFor({ timeout: 20_000 })
  await screen.getByRole('button', { name: '把图片发给家里人' }).tap()
  const picture = page.getByRole('img', { name: '要分享的图片' })
  await picture.waitFor({ timeout: 20_000 })
  await expect.poll(() => page.evaluate(`document.querySelector('.mp-preview').naturalWidth`)).toBe(1080)
  await page.getByRole('button', { name: '关闭' }).tap()
  await screen.getByRole('button', { name: '把这张卡发给朋友' }).tap()
  await page.getByText('/pages/card/card?id=').waitFor()
  await page.getByRole('button', { name: '取消' }).tap()

  await screen.getByRole('button', { name: '不明白，问一问' }).tap()
  await screen.getByRole('heading', { name: '说困难' }).waitFor()
  expect(await screen.getByRole('textbox', { name: '说点什么' }).inputValue()).toMatch(/^我想问“.+”：$/)
  expect(complaints).toEqual([])
})

test('cards stand by topic; what is not laid down is asked in the chat; without a line the last ones are there', async () => {
  const { page, screen } = await openPhone(browser, demo, `?page=pages/cards/cards&scene=${VILLAGE}`)
  const rights = screen.getByRole('button', { name: /您有什么权利/ })
  await rights.tap()
  const title = await screen.getByRole('list', { name: '您有什么权利' }).getByRole('link').first().innerText()
  await screen.getByRole('list', { name: '您有什么权利' }).getByRole('link').first().tap()
  await screen.getByRole('button', { name: '存成图片' }).waitFor()
  await screen.getByRole('button', { name: '返回' }).tap()

  await page.context().setOffline(true)
  await screen.getByRole('list', { name: '您有什么权利' }).getByRole('link').first().tap()
  await screen.getByText('没有网络，这是上次存下的').waitFor()
  await screen.getByText(title.split('\n')[0] ?? '').waitFor()
  await screen.getByRole('button', { name: '返回' }).tap()
  await screen.getByRole('textbox', { name: '想问什么' }).fill('今晚月亮圆不圆')
  await screen.getByRole('button', { name: '找一找' }).tap()
  await screen.getByText('网络不通').waitFor()
  await page.context().setOffline(false)
  await screen.getByRole('button', { name: '再试一次' }).tap()
  await screen.getByText('手上的文件没有写到，不敢乱说').waitFor()
  await screen.getByRole('button', { name: '去说困难里问' }).tap()
  await screen.locator('.mine').getByText('今晚月亮圆不圆').waitFor()
})

test('of two cards that lie over each other each stays itself', async () => {
  const { page, screen } = await openPhone(browser, demo, `?page=pages/cards/cards&scene=${VILLAGE}`)
  const links = screen.getByRole('listitem').getByRole('link')
  await links.first().tap()
  await screen.getByRole('button', { name: '存成图片' }).waitFor()
  const shared = () => page.evaluate<string>('getCurrentPages().at(-1).onShareAppMessage().path')
  const first = await shared()
  const other = await page.evaluate<string>('getCurrentPages()[0].data.kinds[0].cards[1].id')
  await page.evaluate(`wx.navigateTo({ url: '/pages/card/card?id=${other}' })`)
  await screen.getByRole('button', { name: '存成图片' }).waitFor()
  expect(await shared()).toContain(other)
  await screen.getByRole('button', { name: '返回' }).tap()
  expect(await shared()).toBe(first)
})

test('which policies are for his own house is asked in the chat at once', async () => {
  const { screen, complaints } = await openPhone(browser, demo, `?page=pages/cards/cards&scene=${VILLAGE}`)
  await screen.getByRole('button', { name: '我家有什么政策' }).tap()
  await screen.locator('.mine').getByText('我家有什么政策').waitFor()
  await screen.locator('.theirs').first().waitFor()
  expect(complaints).toEqual([])
})
