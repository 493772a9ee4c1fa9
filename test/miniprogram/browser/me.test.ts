import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { launchBrowser, type TestBrowser } from '../../support/browser.ts'
import { openPhone } from './phone.ts'
import { kept, report, say, VILLAGE } from './resident.ts'

const { demo } = inject('browserAndDemo')
let browser: TestBrowser

/** The first page of all waits until the mini-program is built, which takes a busy machine a while. */
vi.setConfig({ testTimeout: 120_000 })
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

test('type, news and help are his own choice, and stay as he chose', async () => {
  const { page, screen, complaints, screenshot } = await openPhone(browser, demo)
  await say(screen, '你好')
  await screen.getByRole('tab', { name: '我', exact: true }).tap()
  const publicity = screen.getByRole('switch', { name: '政策宣传' })
  await publicity.and(screen.locator(':checked')).waitFor()
  await screenshot('mini-me')
  await publicity.tap()
  await page.getByText('好，不发了').waitFor()
  await page.reload()
  await screen.getByRole('tab', { name: '我', exact: true }).tap()
  await screen.getByRole('switch', { name: '办理消息' }).and(screen.locator(':checked')).waitFor()
  expect(await publicity.isChecked()).toBe(false)
  await screen.getByText('没有和村里的台账对上').waitFor()

  // A browser has no plugin for speech: it says so instead of offering what it can't do.
  await screen.getByText('还不会念').waitFor()
  await screen.getByRole('button', { name: /打12345/ }).tap()
  await page.getByRole('alertdialog', { name: '12345' }).getByRole('button', { name: '取消' }).tap()
  await screen.getByRole('link', { name: '隐私说明' }).tap()
  await screen.getByText('只给管这件事的干部看').waitFor()
  expect(complaints).toEqual([])
})

test('he sees what is stored, takes a copy, and has it deleted, on the phone too', async () => {
  const { page, screen, complaints, screenshot } = await openPhone(browser, demo, `?scene=${VILLAGE}`)
  await report(screen, '张示田')
  await screen.getByRole('tab', { name: '我', exact: true }).tap()
  await screen.getByRole('link', { name: /存了我的什么/ }).tap()
  await screen.getByText('电话138****1234').waitFor()
  await screenshot('mini-stored')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await screen.getByRole('button', { name: '复制成文字' }).tap()
  await page.getByText('内容已复制').waitFor()
  const copy = String(await page.evaluate('navigator.clipboard.readText()'))
  expect(copy).toMatch(/电话：138\*{4}1234[\s\S]*住房不安全[\s\S]*我说的：我家房子漏雨[\s\S]*我：张示田/)
  await screen.getByRole('button', { name: '存成文件' }).tap()
  await page.getByText('我的资料.txt').waitFor()
  await page.getByRole('button', { name: '发送', exact: true }).last().tap()

  await screen.getByRole('button', { name: '删掉我的资料' }).tap()
  await page.getByRole('button', { name: '删掉', exact: true }).tap()
  await screen.getByText(/一起撤回了：A\d+/).waitFor()
  await screen.getByText('办过的申报和里面留的电话要留底').waitFor()
  await screenshot('mini-erased')
  await screen.getByRole('button', { name: '知道了' }).tap()
  await screen.getByRole('heading', { name: '说困难' }).waitFor()
  await page.waitForTimeout(500)
  expect(await screen.getByText('张示田').count()).toBe(0)
  expect(JSON.stringify(await kept(page, 'chat.turns'))).not.toContain('漏雨')
  await screen.getByRole('tab', { name: '我的申报' }).tap()
  await screen.getByText('撤回').first().waitFor()
  expect(complaints).toEqual([])
})
