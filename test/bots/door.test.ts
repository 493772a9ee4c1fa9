import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { wechatyDesk } from '../../src/adapters/channels/wechaty/bot-desk.ts'
import { readCountyFile } from '../../src/adapters/county-file/read-county-file.ts'
import type { BotLine } from '../../src/app/ports/bots.ts'
import { BOT_BAD_TOKEN, BOT_REPLACED, type BotSend } from '../../src/contract/bot.ts'
import { call } from '../adapters/http/call.ts'
import { DEMO_COUNTY, type RealApp, startRealApp } from '../adapters/http/real-app.fixture.ts'
import { BOT_TOKEN } from '../support/wechat.ts'

let real: RealApp
let closed: RealApp
beforeAll(async () => {
  const county = { file: readCountyFile(`demo/${DEMO_COUNTY}`), now: () => new Date() }
  real = await startRealApp(county, BOT_TOKEN)
  closed = await startRealApp(county)
}, 120_000)
afterAll(async () => {
  await real.close()
  await closed.close()
})

async function connect(token: string) {
  const socket = new WebSocket(`${real.url.replace('http', 'ws')}/bot`)
  const frames: { type: string; id?: string; code?: string; key?: string }[] = []
  socket.on('message', (data) => frames.push(JSON.parse(data.toString())))
  await once(socket, 'open')
  const end = once(socket, 'close').then(([code]) => code as number)
  socket.send(JSON.stringify({ type: 'hello', token }))
  return { socket, frames, end, says: (frame: object) => socket.send(JSON.stringify(frame)) }
}
const ready = (frames: { type: string }[]) =>
  vi.waitFor(() => expect(frames.map(({ type }) => type)).toContain('ready'), { timeout: 15_000 })
const MESSAGE = { id: 'm-1', from: 'somebody', room: null, mentioned: false, quoted: null }

describe('the door of the bot', () => {
  it('is there only where a token is set', async () => {
    const socket = new WebSocket(`${closed.url.replace('http', 'ws')}/bot`)
    const [error] = await once(socket, 'error')
    expect(String(error)).toContain('404')
  })

  it('lets nobody in without the token, nor his files', async () => {
    expect(await (await connect('another-token-that-is-just-as-long-0123')).end).toBe(BOT_BAD_TOKEN)
    const put = (token: string, from: string = encodeURIComponent('某人')) =>
      call(real.url, 'POST', '/api/bot/attachments', {
        headers: { 'x-contact': from },
        raw: Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
        type: 'application/octet-stream',
        token,
      })
    expect((await put('wrong')).status).toBe(401)
    expect((await put(BOT_TOKEN)).status).toBe(200)
    expect((await put(BOT_TOKEN, '%E4')).status).toBe(400)
    for (let file = 2; file <= 50; file++) expect((await put(BOT_TOKEN)).status).toBe(200)
    expect(await put(BOT_TOKEN)).toMatchObject({ status: 429, body: { code: 'enough_files' } })
    expect((await put(BOT_TOKEN, 'another')).status).toBe(200)
  })

  it('takes nothing before the hello, nor what is no frame', async () => {
    const socket = new WebSocket(`${real.url.replace('http', 'ws')}/bot`)
    await once(socket, 'open')
    socket.send(JSON.stringify({ type: 'message', message: { ...MESSAGE, content: { kind: 'text', text: '你好' } } }))
    const [data] = await once(socket, 'message')
    expect(JSON.parse(String(data))).toMatchObject({ type: 'error', code: 'no_hello' })
    socket.close()
  })

  it('has one bot: the newer one takes the place of the one before', async () => {
    const old = await connect(BOT_TOKEN)
    await ready(old.frames)
    const young = await connect(BOT_TOKEN)
    await ready(young.frames)
    expect(await old.end).toBe(BOT_REPLACED)
    young.says({ type: 'ping' })
    await vi.waitFor(() => expect(young.frames.map(({ type }) => type)).toContain('pong'), { timeout: 15_000 })
    young.socket.close()
  })

  it('says that a message is stored, and hands the answer over until it hears what became of it', async () => {
    const bot = await connect(BOT_TOKEN)
    await ready(bot.frames)
    const says = () => bot.says({ type: 'message', message: { ...MESSAGE, content: { kind: 'text', text: '你好' } } })
    says()
    says()
    await vi.waitFor(() => expect(bot.frames.filter(({ type }) => type === 'ack')).toHaveLength(2), 10_000)
    await vi.waitFor(() => expect(bot.frames.some(({ type }) => type === 'send')).toBe(true), 10_000)
    const sends = () => bot.frames.filter(({ type }) => type === 'send')
    bot.socket.close()
    await bot.end
    const next = await connect(BOT_TOKEN)
    await vi.waitFor(() => expect(next.frames.some(({ type }) => type === 'send')).toBe(true), { timeout: 25_000 })
    const again = next.frames.find(({ type }) => type === 'send')
    expect(again?.key).toBe(sends()[0]?.key)
    next.says({ type: 'sent', key: again?.key })
    next.socket.close()
  })
})

describe('the desk behind it', () => {
  const lineTo = (sent: BotSend[]): BotLine => ({ send: (frame) => void sent.push(frame), replaced: () => {} })
  const words = '很长的一句话。'.repeat(200)

  it('waits while no bot is there', async () => {
    expect(await wechatyDesk().tell('440229', 'wang', '早', [], 'k')).toMatchObject({ kind: 'later' })
  })

  it('tries again what the bot did not answer in time, or left behind', async () => {
    const desk = wechatyDesk(false, 30)
    const line = lineTo([])
    desk.attach(line)
    expect(await desk.tell('440229', 'wang', '早', [], 'k')).toMatchObject({ kind: 'later' })
    const left = desk.tell('440229', 'wang', '早', [], 'k')
    desk.detach(line)
    expect(await left).toMatchObject({ kind: 'later' })
  })

  it('cuts what is long, calls people once, and stops where a part failed', async () => {
    const desk = wechatyDesk()
    const sent: BotSend[] = []
    const line = lineTo(sent)
    desk.attach(line)
    const posted = desk.post('440229', { groupId: 'room', webhook: null }, words, ['cadre'], 'k')
    await vi.waitFor(() => expect(sent).toHaveLength(1), { timeout: 15_000 })
    desk.ended(line, 'k#1', 'sent')
    await vi.waitFor(() => expect(sent).toHaveLength(2), { timeout: 15_000 })
    desk.ended(line, 'k#2', 'gone')
    expect(await posted).toMatchObject({ kind: 'gone' })
    expect(sent.map(({ mentions }) => mentions)).toEqual([['cadre'], []])
  })

  it.each(['sent', 'gone', 'later', 'refused'] as const)('passes on that it was %s', async (how) => {
    const desk = wechatyDesk()
    const sent: BotSend[] = []
    const line = lineTo(sent)
    desk.attach(line)
    const told = desk.tell('440229', 'wang', '早', [], 'k')
    desk.ended(lineTo([]), 'k', 'refused')
    desk.ended(line, 'k', how)
    expect((await told).kind).toBe(how)
  })
})
