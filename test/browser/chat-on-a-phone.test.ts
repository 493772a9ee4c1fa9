import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { launchBrowser, type TestBrowser } from '../support/browser.ts'
import { flaws } from './looks.ts'
import { Resident } from './two-people.ts'

const PHONE = { viewport: { width: 375, height: 812 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }
const EMERGENCY = '我爸晕过去叫不醒'

let browser: TestBrowser

beforeAll(async () => {
  browser = await launchBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
}, 30_000)

const open = async (colorScheme: 'light' | 'dark' = 'light') => {
  const opened = await browser.open(inject('browserAndDemo').desk, { ...PHONE, colorScheme })
  return { ...opened, resident: new Resident(opened.page) }
}

/** Is the whole of it inside what the log shows? */
async function isInView(log: Locator, each: Locator): Promise<boolean> {
  const [frame, box] = [await log.boundingBox(), await each.boundingBox()]
  return Boolean(frame && box && box.y >= frame.y - 1 && box.y + box.height <= frame.y + frame.height + 1)
}

describe('the chat on a phone', { timeout: 60_000 }, () => {
  it.each(['light', 'dark'] as const)(
    'shows in an emergency first whom to call, and calls by one tap (%s)',
    async (look) => {
      const { page, resident, complaints, screenshot } = await open(look)
      await resident.says('我家房子漏雨，墙都裂了')
      await resident.says(EMERGENCY)
      const call = resident.log.getByRole('link', { name: /^打 120/ })
      expect(await call.getAttribute('href')).toBe('tel:120')
      await expect.poll(() => isInView(resident.log, call)).toBe(true)
      expect(await isInView(resident.log, resident.log.getByText('请马上打120'))).toBe(true)
      expect(await resident.log.getByRole('link', { name: '12345', exact: true }).getAttribute('href')).toBe(
        'tel:12345',
      )
      await screenshot(`375-${look}-emergency`)
      expect(await flaws(page)).toEqual([])
      expect(complaints).toEqual([])
      await page.context().close()
    },
  )

  it('stands at its end after a reload, with the answers to tap in sight', async () => {
    const { page, resident } = await open()
    await resident.says('我家房子漏雨，墙都裂了')
    await page.reload()
    const choice = resident.log.getByRole('button', { name: '同意', exact: true })
    await choice.waitFor()
    await expect.poll(() => isInView(resident.log, choice)).toBe(true)
    await page.context().close()
  })

  it('cuts nothing that is too long, but says so before it is sent', async () => {
    const { page, resident, screenshot } = await open()
    const input = page.getByLabel('说点什么')
    const long = '我家房子漏雨。'.repeat(300)
    await input.fill(long)
    await page.getByText('太长了：已经 2100 字').waitFor()
    await screenshot('375-too-long')
    expect(await flaws(page)).toEqual([])
    expect(await input.inputValue()).toBe(long)
    await resident.says(long)
    expect(await resident.own.first().textContent()).toContain('我家房子漏雨。')
    await page.getByText('太长了：').waitFor({ state: 'hidden' })
    await page.context().close()
  })

  it('gives back what could not be taken', async () => {
    const { page, resident } = await open()
    const tooLong = '漏'.repeat(30_000)
    await resident.types(tooLong)
    await page.getByRole('alert').getByText('没有发出去').waitFor()
    expect(await page.getByLabel('说点什么').inputValue()).toBe(tooLong)
    await page.context().close()
  })

  it('says why a file is no picture, one notice at a time, until it is put away', async () => {
    const { page, resident, screenshot } = await open()
    const notice = page.locator('#chat-notice')
    const file = { name: 'letter.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture at all') }
    await resident.log.getByText('您好').waitFor()
    for (let times = 0; times < 2; times++) {
      await page.locator('input[type=file]').setInputFiles(file)
      await notice.getByText('只能发照片').waitFor()
    }
    expect(await page.getByText('只能发照片').count()).toBe(1)
    await screenshot('375-notice')
    expect(await flaws(page)).toEqual([])
    await notice.getByRole('button', { name: '知道了' }).click()
    expect(await notice.isVisible()).toBe(false)
    await page.locator('input[type=file]').setInputFiles(file)
    await notice.waitFor()
    await notice.waitFor({ state: 'hidden', timeout: 12_000 })
    await page.context().close()
  })

  it('sends the answer of a double tap once', async () => {
    const { page, resident } = await open()
    await resident.says('我家房子漏雨，墙都裂了')
    await resident.log.getByRole('button', { name: '同意', exact: true }).dblclick()
    await resident.log.getByText('户主叫什么').or(resident.log.getByText('自己家')).last().waitFor()
    await page.waitForTimeout(500)
    expect((await resident.own.allTextContents()).slice(1)).toEqual(['同意'])
    await page.context().close()
  })
})
