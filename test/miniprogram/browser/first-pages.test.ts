import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchBrowser, type TestBrowser } from '../../support/browser.ts'
import { openPhone } from './phone.ts'

const { demo } = inject('browserAndDemo')
let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('a resident writes, is answered, and taps an answer', async () => {
  const { page, screen, complaints, screenshot } = await openPhone(browser, demo)
  await page.getByRole('heading', { name: '说困难' }).waitFor()
  await screen.getByRole('textbox', { name: '说点什么' }).fill('我家房子漏雨，没法住人了')
  await screen.getByRole('button', { name: '发送' }).tap()
  await screen.getByText('我家房子漏雨，没法住人了').waitFor()
  const options = screen.getByRole('group', { name: '可以直接点的回答' }).getByRole('button')
  await options.first().waitFor()
  await screenshot('mini-chat')
  const words = await options.first().innerText()
  await options.first().tap()
  await screen.locator('.mine').getByText(words).waitFor()
  expect(complaints).toEqual([])
})

test('larger type is chosen and holds on every page', async () => {
  const { page, screen, complaints, screenshot } = await openPhone(browser, demo, '?page=pages/me/me')
  await screen.getByRole('radio', { name: '特大字' }).tap()
  const size = () => page.evaluate('getComputedStyle(document.documentElement).fontSize')
  expect(await size()).toBe('24px')
  await screenshot('mini-me-largest')
  await screen.getByRole('tab', { name: '明白卡' }).tap()
  await screen.locator('.cell').first().waitFor()
  expect(await size()).toBe('24px')
  await screenshot('mini-cards-largest')
  await screen.getByRole('tab', { name: '我的申报' }).tap()
  await screen.getByText('还没有申报过').waitFor()
  expect(complaints).toEqual([])
})

test('a cadre enters his queue on a phone of his own', async () => {
  const { screen, complaints, screenshot } = await openPhone(browser, demo, '?as=cadre&page=packages/cadre/queue/queue')
  await screen.getByText('演示：选一位虚构的干部').waitFor()
  await screenshot('mini-cadre-login')
  await screen.getByRole('button').first().tap()
  await screen.getByRole('heading', { name: '待办' }).waitFor()
  await screenshot('mini-cadre-queue')
  expect(complaints).toEqual([])
})
