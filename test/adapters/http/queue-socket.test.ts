import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { call } from './call.ts'
import { app, CADRE_ID, LEAD_ID, leadSummaryOf, me, session } from './fake-app.ts'
import { type Running, startServer } from './server.fixture.ts'

let server: Running
beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

type Frame = { type: string; code?: string; lead?: { version: number; id: string } }
const settle = (ms = 30) => new Promise((resolve) => setTimeout(resolve, ms))
const changed = (leadId = LEAD_ID, county = '360425') => ({ topic: 'lead' as const, county, leadId })

async function screen(url = server.url, headers = {}) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/queue`, { headers })
  const frames: Frame[] = []
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  socket.on('message', (data) => frames.push(JSON.parse(data.toString())))
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
  const send = (frame: unknown) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame))
  const until = (type: string, count = 1) =>
    vi.waitFor(() => expect(frames.filter((frame) => frame.type === type)).toHaveLength(count), {
      timeout: 15_000,
      interval: 5,
    })
  return { socket, frames, closed, send, until, leads: () => frames.filter((frame) => frame.type === 'lead') }
}

async function watching(url = server.url, token = session.token) {
  const cadre = await screen(url)
  cadre.send({ type: 'hello', token })
  await cadre.until('ready')
  return cadre
}

describe('the live queue', () => {
  it('sends what changed to those who may see it', async () => {
    const li = await watching()
    server.feed.emit(changed())
    await li.until('lead')
    expect(li.leads()[0]?.lead).toMatchObject({ version: 2 })
    app.leadSummary.mockResolvedValueOnce(null)
    server.feed.emit(changed('b7f7e1a0-0000-4000-8000-0000000000bb'))
    server.feed.emit({ topic: 'turn', county: '360425', conversationId: 'x', seq: 1 })
    server.feed.emit(changed(LEAD_ID, '360428'))
    await vi.waitFor(() => expect(app.leadSummary).toHaveBeenCalledTimes(2), { timeout: 15_000 })
    await settle()
    expect(li.leads()).toHaveLength(1)
    expect(app.leadSummary).toHaveBeenCalledTimes(2)
  })

  it('reads once for all screens of a cadre, and once for changes that come together', async () => {
    const [desk, phone] = [await watching(), await watching()]
    for (let n = 0; n < 20; n++) server.feed.emit(changed())
    await Promise.all([desk.until('lead', 2), phone.until('lead', 2)])
    await settle()
    // The first change was being read while the other nineteen came: those are one more read.
    expect(app.leadSummary).toHaveBeenCalledTimes(2)
  })

  it('always ends with the newest', async () => {
    const li = await watching()
    let version = 10
    app.leadSummary.mockImplementation(async () => {
      const read = leadSummaryOf(version)
      await settle(5)
      return read
    })
    for (; version < 20; version++) {
      server.feed.emit(changed())
      await settle(2)
    }
    server.feed.emit(changed())
    await vi.waitFor(() => expect(li.leads().at(-1)?.lead?.version).toBe(20), { timeout: 15_000 })
    app.leadSummary.mockImplementation(async () => leadSummaryOf(2))
  })

  it('passes a resync on, and asks for one rather than sending hundreds', async () => {
    const li = await watching()
    server.feed.emit('resync')
    await li.until('resync')
    let go = () => {}
    app.leadSummary.mockImplementationOnce(() => new Promise((resolve) => (go = () => resolve(null))))
    for (let n = 0; n < 300; n++) server.feed.emit(changed(`b7f7e1a0-0000-4000-8000-${String(n).padStart(12, '0')}`))
    await li.until('resync', 2)
    go()
  })

  it('asks to read again when a change could not be read', async () => {
    const li = await watching()
    app.leadSummary.mockRejectedValueOnce(new Error('database is away'))
    server.feed.emit(changed())
    await li.until('resync')
    server.feed.emit(changed())
    await li.until('lead')
  })

  it('lets nobody in without a session', async () => {
    const stranger = await screen()
    server.feed.emit(changed())
    stranger.send({ type: 'hello', token: 'nobody' })
    expect(await stranger.closed).toBe(4003)
    expect(stranger.frames).toMatchObject([{ type: 'error', code: 'not_signed_in' }])
  })

  it('ends with the session: at once on logout, within a minute otherwise', async () => {
    const quick = await startServer({ limits: { sessionMs: 40 } })
    const [li, desk] = [await watching(quick.url), await watching(quick.url)]
    await call(quick.url, 'POST', '/api/logout', { token: session.token })
    expect(await Promise.all([li.closed, desk.closed])).toEqual([4003, 4003])
    const late = await watching(quick.url)
    app.whoIs.mockResolvedValueOnce({ refused: 'not_signed_in' })
    expect(await late.closed).toBe(4003)
    expect(late.frames.at(-1)).toMatchObject({ type: 'error', code: 'not_signed_in' })
    await quick.close()
  })

  it('follows a cadre whose area changed', async () => {
    const quick = await startServer({ limits: { sessionMs: 20 } })
    const li = await watching(quick.url)
    app.whoIs.mockResolvedValueOnce({ ...me, areas: ['360425'] })
    await settle(60)
    app.whoIs.mockResolvedValue({ ...me, areas: ['360425'] })
    quick.feed.emit(changed())
    await li.until('lead')
    expect((app.leadSummary.mock.lastCall as unknown[] | undefined)?.[1]).toMatchObject({ cadreId: CADRE_ID })
    app.whoIs.mockImplementation(async (_deps, token) => (token === session.token ? me : { refused: 'not_signed_in' }))
    await quick.close()
  })

  it('answers frames that are none, and takes no page of another site', async () => {
    const li = await watching()
    li.send('{')
    li.send({ type: 'dance' })
    li.send({ type: 'hello', token: 5 })
    li.send({ type: 'hello', token: 'again' })
    li.send({ type: 'ping' })
    await li.until('pong')
    expect(li.frames.map((frame) => frame.code).filter(Boolean)).toEqual([
      'not_json',
      'unknown_type',
      'bad_frame',
      'hello_twice',
    ])
    await expect(screen(server.url, { origin: 'https://evil.example' })).rejects.toThrow('403')
  })

  it('lets a screen go that does not keep up, rather than keeping all of it in memory', async () => {
    const small = await startServer({ limits: { buffer: 100_000 } })
    app.leadSummary.mockImplementation(async () => ({ ...leadSummaryOf(2), reason: '长'.repeat(100_000) }))
    const slow = await watching(small.url)
    slow.socket.pause()
    for (let n = 0; n < 80; n++) {
      small.feed.emit(changed())
      await settle(5)
    }
    slow.socket.resume()
    expect(await slow.closed).toBe(4008)
    app.leadSummary.mockImplementation(async () => leadSummaryOf(2))
    await small.close()
  })

  it('tells its screens when the server stops', async () => {
    const li = await watching()
    await server.close()
    expect(await li.closed).toBe(1001)
  })
})
