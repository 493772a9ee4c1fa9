import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { BotClientFrame, BotServerFrame } from '../../src/contract/bot.ts'
import { launchBrowser, type TestBrowser } from '../support/browser.ts'
import { freshUrl } from '../support/database.ts'
import { flaws } from './looks.ts'
import { type RunningServer, startServer } from './running-server.ts'
import { CadreAtDesk } from './two-people.ts'

const BOT_TOKEN = 'a-token-of-a-bot-that-is-long-enough'
const VILLAGE = '新江镇塘心村'
const LOOKS = [
  ['1280', { viewport: { width: 1280, height: 900 } }],
  [
    '375-dark',
    {
      viewport: { width: 375, height: 812 },
      deviceScaleFactor: 2,
      isMobile: true,
      hasTouch: true,
      colorScheme: 'dark',
    },
  ],
] as const

let browser: TestBrowser
let withBoth: RunningServer
const ends: (() => Promise<void>)[] = []

beforeAll(async () => {
  const env = {
    WECOM_CORP_ID: 'ww12',
    WECOM_AGENT_ID: '1000002',
    WECOM_SECRET: 'a-secret',
    WECOM_TOKEN: 'a-token',
    WECOM_AES_KEY: 'a'.repeat(43),
    // Nobody is there: this test sends nothing.
    WECOM_API_URL: 'http://127.0.0.1:9',
    BOT_TOKEN,
  }
  ;[browser, withBoth] = await Promise.all([
    launchBrowser(),
    freshUrl(ends).then((url) => startServer({ data: { url }, env })),
  ])
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await withBoth?.stop()
  for (const end of ends) await end()
}, 180_000)

describe('binding a contact at the desk', { timeout: 120_000 }, () => {
  it.each(LOOKS)('at %s: shows the words to send, and how long they hold', async (size, look) => {
    const { page, complaints, screenshot } = await browser.open(`${withBoth.url}/desk`, look)
    await new CadreAtDesk(page).logsInAs(VILLAGE)
    await page.getByRole('button', { name: '绑定微信' }).click()
    const dialog = page.getByRole('dialog', { name: '绑定微信' })
    await dialog.getByText(/^绑定 \d{4} \d{4}$/).waitFor()
    await dialog.getByText('打开企业微信或微信机器人，把这句话发过去：').waitFor()
    await dialog.getByText('十分钟内有效').waitFor()
    await dialog.getByText('现在还没有绑定。').waitFor()
    await screenshot(`bind-${size}`)
    expect(await flaws(page)).toEqual([])
    const words = await dialog.getByText(/^绑定 \d{4} \d{4}$/).textContent()
    await sendToBot(withBoth.url, `${size}-telephone`, words ?? '')
    await dialog.getByRole('button', { name: '知道了' }).click()
    await page.getByRole('button', { name: '绑定微信' }).click()
    const mine = dialog.getByRole('region', { name: '我绑定的聊天' })
    await mine.getByText(/^微信机器人，\d\d:\d\d 绑定$/).waitFor()
    await screenshot(`bound-${size}`)
    expect(await flaws(page)).toEqual([])
    await mine.getByRole('button', { name: '解除绑定' }).click()
    await page.getByRole('dialog', { name: '解除绑定' }).getByRole('button', { name: '确定' }).click()
    await mine.getByText('现在还没有绑定。').waitFor()
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

describe('groups at the desk', { timeout: 120_000 }, () => {
  it.each(LOOKS)(
    'at %s: a village cadre reads along; an officer registers one and takes it back',
    async (size, look) => {
      const { page, complaints, screenshot } = await browser.open(`${withBoth.url}/desk`, look)
      const cadre = new CadreAtDesk(page)
      const dialog = page.getByRole('dialog')
      const list = cadre.desk.getByRole('list', { name: '群列表' })
      const shown = async (what: string) => {
        await screenshot(`groups-${size}-${what}`)
        expect(await flaws(page), what).toEqual([])
      }
      await cadre.logsInAs(VILLAGE)
      await cadre.turnsTo('群聊')
      await list.getByText('还没有登记过群。').waitFor()
      await cadre.desk.getByText('群由乡镇或县里的干部登记。').waitFor()
      expect(await cadre.desk.getByRole('button', { name: '登记一个群' }).count()).toBe(0)
      await shown('1-none')

      await cadre.changesTo('乡镇干部 · 新江镇')
      await cadre.turnsTo('群聊')
      await cadre.presses('登记一个群')
      const form = {
        words: { 群的名字: '塘心村干部群', 群机器人的地址: 'https://elsewhere.example.cn/send?key=0000-robot' },
        chooses: { 是哪里的群: VILLAGE },
        picks: ['干部工作群'],
      }
      await cadre.fillsIn(form)
      await dialog.getByText('请检查：请把群机器人的地址整条粘贴过来。').waitFor()
      await shown('2-wrong')
      await dialog
        .getByLabel('群机器人的地址', { exact: true })
        .fill(`https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=0000-robot-${size}`)
      await dialog.getByRole('button', { name: '确定' }).click()
      await dialog.waitFor({ state: 'detached' })
      await list.getByText('塘心村干部群').waitFor()
      await list.getByText(`${VILLAGE} · 企业微信`).waitFor()
      await list.getByText('最近30天没有发过。').waitFor()
      await shown('3-there')
      await list.getByRole('button', { name: '取消登记' }).click()
      await dialog.getByText('“塘心村干部群”以后不再收到消息。').waitFor()
      await dialog.getByRole('button', { name: '确定' }).click()
      await list.getByText('还没有登记过群。').waitFor()
      // The address that was none. Whoever leaves the seat while a list still comes is refused it.
      expect(complaints).toEqual([expect.stringContaining('400')])
      await page.context().close()
    },
  )
})

/** What a cadre writes to the bot in a chat of his own, said by the bot to the server; waits until it is stored. */
async function sendToBot(url: string, from: string, text: string): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/bot`)
  const say = (frame: BotClientFrame) => socket.send(JSON.stringify(frame))
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('the bot is not let in')))
    socket.addEventListener('open', () => say({ type: 'hello', token: BOT_TOKEN }))
    socket.addEventListener('message', ({ data }) => {
      const frame = JSON.parse(String(data)) as BotServerFrame
      const message = { id: from, from, room: null, mentioned: false, quoted: null }
      if (frame.type === 'ready') say({ type: 'message', message: { ...message, content: { kind: 'text', text } } })
      // The answer comes behind the binding.
      if (frame.type === 'send') {
        say({ type: 'sent', key: frame.key })
        resolve()
      }
    })
  })
  socket.close()
}
