import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchBrowser, type TestBrowser } from '../support/browser.ts'
import { flaws } from './looks.ts'
import { type RunningServer, startServer } from './running-server.ts'
import { CadreAtDesk } from './two-people.ts'

const VILLAGE = '新江镇塘心村'
const LOOKS = [
  ['1280', { viewport: { width: 1280, height: 900 } }],
  ['375', { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }],
] as const

let browser: TestBrowser
let withWeCom: RunningServer

beforeAll(async () => {
  const env = {
    WECOM_CORP_ID: 'ww12',
    WECOM_AGENT_ID: '1000002',
    WECOM_SECRET: 'a-secret',
    WECOM_TOKEN: 'a-token',
    WECOM_AES_KEY: 'a'.repeat(43),
    // Nobody is there: this test sends nothing.
    WECOM_API_URL: 'http://127.0.0.1:9',
  }
  ;[browser, withWeCom] = await Promise.all([
    launchBrowser(),
    startServer({ dataDir: inject('browserAndDemo').dataDir, env }),
  ])
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await withWeCom?.stop()
}, 60_000)

describe('binding a contact at the desk', { timeout: 120_000 }, () => {
  it.each(LOOKS)('at %s: shows the words to send, and how long they hold', async (size, look) => {
    const { page, complaints, screenshot } = await browser.open(`${withWeCom.url}/desk`, look)
    await new CadreAtDesk(page).logsInAs(VILLAGE)
    await page.getByRole('button', { name: '绑定微信' }).click()
    const dialog = page.getByRole('dialog', { name: '绑定微信' })
    await dialog.getByText(/^绑定 \d{4} \d{4}$/).waitFor()
    await dialog.getByText('打开企业微信，把这句话发过去：').waitFor()
    await dialog.getByText('十分钟内有效').waitFor()
    await screenshot(`bind-${size}`)
    expect(await flaws(page)).toEqual([])
    await dialog.getByRole('button', { name: '知道了' }).click()
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('says so where the county has no such account', async () => {
    const { page } = await browser.open(inject('browserAndDemo').desk)
    await new CadreAtDesk(page).logsInAs(VILLAGE)
    await page.getByRole('button', { name: '绑定微信' }).click()
    await page.getByRole('dialog').getByText('还没有接通企业微信').waitFor()
    await page.context().close()
  })
})
