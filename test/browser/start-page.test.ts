import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchBrowser, type TestBrowser } from '../support/browser.ts'
import { flaws } from './looks.ts'

let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test.each([
  ['wide', { viewport: { width: 1280, height: 900 } }],
  ['375', { viewport: { width: 375, height: 740 }, isMobile: true, hasTouch: true }],
])('two phones of one village stand on the first page (%s)', async (size, look) => {
  const { page, complaints, screenshot } = await browser.open(inject('browserAndDemo').demo, look)
  const resident = page.frameLocator('iframe[title="村民的手机"]').locator('.mp-screen:not([hidden])')
  const cadre = page.frameLocator('iframe[title="村干部的手机"]').locator('.mp-screen:not([hidden])')
  await resident.getByRole('textbox', { name: '说点什么' }).waitFor()
  await cadre.getByRole('heading', { name: '待办' }).waitFor()
  await screenshot(`start-page-${size}`)
  expect(await flaws(page)).toEqual([])

  // Another village: its cadre is logged in on the second phone, and the first phone has come by its code.
  const village = page.getByRole('combobox', { name: '哪个村' })
  const second = await village.locator('option').nth(1).innerText()
  await village.selectOption({ index: 1 })
  await page.getByText(`${second}的村干部`).waitFor()
  await cadre.getByRole('heading', { name: '待办' }).waitFor()
  expect(complaints).toEqual([])
})
