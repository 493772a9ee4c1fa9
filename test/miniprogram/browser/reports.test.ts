import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { launchBrowser, type TestBrowser } from '../../support/browser.ts'
import { openPhone, screenOf } from './phone.ts'
import { PICTURE, report, VILLAGE } from './resident.ts'

const { demo } = inject('browserAndDemo')
let browser: TestBrowser

/** The first page of all waits until the mini-program is built, which takes a busy machine a while. */
vi.setConfig({ testTimeout: 120_000 })
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('a resident sees who has his report and by when, adds to it, complains, and takes it back', async () => {
  const { page, screen, complaints, screenshot } = await openPhone(browser, demo, `?scene=${VILLAGE}`)
  await report(screen, '李示河')
  await screen.getByRole('tab', { name: '我的申报' }).tap()
  const entry = screen.getByRole('link', { name: /住房不安全/ })
  await entry.waitFor()
  expect(await entry.innerText()).toMatch(/谁在办：.*村干部[\s\S]*以前，联系您/)
  await screenshot('mini-reports')
  await entry.tap()
  await screen.getByRole('heading', { name: '办到哪一步' }).waitFor()
  await screenshot('mini-report')

  await screen.getByRole('button', { name: '补充几句话或照片' }).tap()
  await screen.getByRole('textbox', { name: '要补充的话' }).fill('厨房也塌了一个角')
  const choosing = page.waitForEvent('filechooser')
  await screen.getByRole('button', { name: '加照片' }).tap()
  await (await choosing).setFiles([PICTURE])
  await screen.getByRole('button', { name: '不要这张' }).waitFor()
  await screenshot('mini-report-add')

  // Without a line it stays as it is, also when the page is opened anew; then it goes out once.
  await page.context().setOffline(true)
  await screen.getByRole('button', { name: '发送' }).tap()
  await screen.getByText('没有发出去，都存着').waitFor()
  await page.context().setOffline(false)
  await screen.getByRole('button', { name: '返回' }).tap()
  await screen.getByRole('link', { name: /住房不安全/ }).tap()
  expect(await screen.getByRole('textbox', { name: '要补充的话' }).inputValue()).toBe('厨房也塌了一个角')
  await screen.getByRole('button', { name: '发送' }).tap()
  await screen.getByRole('list', { name: '经过' }).getByText('厨房也塌了一个角').waitFor()
  await screen
    .getByRole('list', { name: '经过' })
    .getByRole('button', { name: /点开看大图/ })
    .waitFor()
  expect(await screen.getByRole('list', { name: '经过' }).getByText('厨房也塌了一个角').count()).toBe(1)

  await screen.getByRole('button', { name: '我不满意' }).tap()
  await screen.getByRole('textbox', { name: '哪里不满意' }).fill('说好来看的没有来')
  await screen.getByRole('button', { name: '发送' }).tap()
  await screen.getByRole('list', { name: '经过' }).getByText('您说不满意，已经交给上一级').waitFor()
  await screenshot('mini-report-timeline')

  await screen.getByRole('button', { name: '不报了，撤回' }).tap()
  await page.getByRole('button', { name: '撤回', exact: true }).tap()
  await page.getByText('撤回了', { exact: true }).waitFor()
  expect(await screen.getByRole('button', { name: '不报了，撤回' }).count()).toBe(0)
  await screen.getByRole('button', { name: '返回' }).tap()
  await screen.getByRole('tab', { name: '说困难' }).tap()
  await screenOf(page).locator('.mine').getByText('厨房也塌了一个角').waitFor()
  expect(complaints.filter((words) => !words.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
})

test('nobody has reported anything yet: the way to the chat is there', async () => {
  const { screen, complaints } = await openPhone(browser, demo, '?page=pages/reports/reports')
  await screen.getByText('还没有申报过').waitFor()
  await screen.getByRole('button', { name: '去说困难' }).tap()
  await screen.getByRole('heading', { name: '说困难' }).waitFor()
  expect(complaints).toEqual([])
})
