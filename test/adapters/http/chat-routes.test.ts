import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { TurnQueueFull } from '../../../src/adapters/postgres/turn-writer.ts'
import { call, expectProblem } from './call.ts'
import { app, news, resetWorld, session, VILLAGE, world } from './fake-app.ts'
import { type Running, startServer } from './server.fixture.ts'

let server: Running
let guest: string
const ROOMY = {
  chatPerMinute: 100_000,
  cadrePerMinute: 100_000,
  loginPerMinute: 100_000,
  filesPerMinute: 1_000,
  burst: 1_000,
}

beforeAll(async () => {
  server = await startServer({ limits: ROOMY })
})
afterAll(() => server.close())
beforeEach(async () => {
  resetWorld()
  const { body } = await call(server.url, 'POST', '/api/chat/hello', { body: {} })
  guest = String(body.token)
})

const say = (text: string, id = `m-${Math.random().toString(36).slice(2)}0000`) => ({
  id,
  message: { kind: 'text', text },
})
const post = (path: string, body: unknown, token?: string) =>
  call(server.url, 'POST', path, token === undefined ? { body } : { body, token })
const get = (path: string, token?: string) => call(server.url, 'GET', path, token === undefined ? {} : { token })

describe('chat by plain HTTP', () => {
  it('hello, messages, turns', async () => {
    const first = await post('/api/chat/messages', say('房子漏雨', 'message-1'), guest)
    expect(first).toMatchObject({ status: 200, body: { seq: 1, messageId: 'message-1' } })
    expect((await post('/api/chat/messages', say('房子漏雨', 'message-1'), guest)).body).toEqual(first.body)
    news('李会计来看过了')
    expect((await get('/api/chat/turns?after=1', guest)).body).toMatchObject({ turns: [{ seq: 2, messageId: null }] })
    const back = await post('/api/chat/hello', { token: guest, lastSeq: 0 })
    expect(back.body).toMatchObject({ token: guest, lastSeq: 2, turns: [{ seq: 1 }, { seq: 2 }], replies: [] })
  })

  it('brings the newest of a long chat, and the rest page by page', async () => {
    await post('/api/chat/messages', say('一'), guest)
    for (let n = 2; n <= 450; n++) news(`第${n}条`)
    const seqs = (turns: unknown) => (turns as { seq: number }[]).map(({ seq }) => seq)
    const hello = (await post('/api/chat/hello', { token: guest, lastSeq: 3 })).body
    expect(hello.lastSeq).toBe(450)
    expect(seqs(hello.turns)).toEqual(Array.from({ length: 200 }, (_, n) => 251 + n))
    const older: number[] = []
    for (let after = 3; after < 250; after = older.at(-1) ?? 450)
      older.push(...seqs((await get(`/api/chat/turns?after=${after}`, guest)).body.turns))
    expect(older.slice(0, 247)).toEqual(Array.from({ length: 247 }, (_, n) => 4 + n))
    expect(seqs((await post('/api/chat/hello', { token: guest, lastSeq: 448 })).body.turns)).toEqual([449, 450])
  })

  it('refuses numbers that no chat has', async () => {
    expectProblem(await get('/api/chat/turns?after=3000000000', guest), 400, 'invalid_fields')
    expectProblem(await post('/api/chat/hello', { token: guest, lastSeq: 3_000_000_000 }), 400, 'invalid_fields')
    expect((await get('/api/chat/turns?after=2147483647', guest)).status).toBe(200)
  })

  it('says so when too many write at once', async () => {
    world.breakdown = new TurnQueueFull('5000 turns are waiting')
    const answer = await post('/api/chat/messages', say('喂'), guest)
    expectProblem(answer, 503, 'busy')
    expect(answer.headers.get('retry-after')).toBe('5')
  })

  it('keeps the token of a county that is not served now', async () => {
    world.served = []
    expectProblem(await post('/api/chat/messages', say('喂'), guest), 400, 'unknown_county')
    expectProblem(await post('/api/chat/hello', { token: guest }), 400, 'unknown_county')
    expectProblem(await post('/api/chat/hello', { token: '360425.not.ours' }), 401, 'bad_token')
  })

  it('carries the village of the QR code with the message', async () => {
    await post('/api/chat/messages', { ...say('房子漏雨'), village: VILLAGE }, guest)
    expect(app.receiveMessage.mock.lastCall?.[1]).toMatchObject({ channel: 'web', county: '360425', village: VILLAGE })
  })

  it('names what is wrong', async () => {
    expectProblem(await post('/api/chat/messages', say('喂')), 401, 'bad_token')
    expectProblem(await post('/api/chat/messages', say('喂'), '360425.not.ours'), 401, 'bad_token')
    expectProblem(await post('/api/chat/hello', { county: '110101' }), 400, 'unknown_county')
    expectProblem(await post('/api/chat/hello', { token: 'x.y.z' }), 401, 'bad_token')
    const bad = await post('/api/chat/messages', { id: 'x', message: { kind: 'text', text: 5 } }, guest)
    expectProblem(bad, 400, 'invalid_fields')
    expect(bad.body.fields).toMatchObject([{ path: 'body.id' }, { path: 'body.message.text' }])
    expectProblem(await get('/api/chat/turns?after=-1', guest), 400, 'invalid_fields')
    expectProblem(await post('/api/chat/messages', say('长'.repeat(40_000)), guest), 413, 'too_long')
    const xml = { token: guest, raw: Buffer.from('<x/>'), type: 'text/xml' }
    expectProblem(await call(server.url, 'POST', '/api/chat/messages', xml), 415, 'wrong_media_type')
    const broken = { token: guest, raw: Buffer.from('{"id":'), type: 'application/json' }
    expectProblem(await call(server.url, 'POST', '/api/chat/messages', broken), 400, 'bad_request')
  })

  it('asks one flooder to slow down, and nobody else', async () => {
    const strict = await startServer({ limits: { burst: 3, perSecond: 0.001 } })
    const hello = async () => String((await call(strict.url, 'POST', '/api/chat/hello', { body: {} })).body.token)
    const [flooder, other] = [await hello(), await hello()]
    for (let n = 0; n < 3; n++)
      expect((await call(strict.url, 'POST', '/api/chat/messages', { body: say('喂'), token: flooder })).status).toBe(
        200,
      )
    expectProblem(
      await call(strict.url, 'POST', '/api/chat/messages', { body: say('喂'), token: flooder }),
      429,
      'slow_down',
    )
    expect((await call(strict.url, 'POST', '/api/chat/messages', { body: say('喂'), token: other })).status).toBe(200)
    await strict.close()
  })
})

describe('pictures and recordings', () => {
  const picture = Buffer.from([0xff, 0xd8, 0xff, 1, 2, 3])
  const upload = (raw: Buffer, type = 'image/jpeg', token = guest) =>
    call(server.url, 'POST', '/api/chat/attachments', { raw, type, token })

  it('are kept and shown to their sender', async () => {
    const kept = await upload(picture)
    expect(kept.status).toBe(200)
    await post('/api/chat/messages', say('看图'), guest)
    const shown = await get(`/api/chat/attachments/${kept.body.attachment}`, guest)
    expect(shown).toMatchObject({ status: 200, type: 'image/jpeg' })
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff')
    expect(shown.headers.get('cache-control')).toBe('no-store')
    expect((await get(`/api/attachments/${kept.body.attachment}`, session.token)).type).toBe('image/jpeg')
  })

  it('are refused when too large, of another kind, or of nobody', async () => {
    expectProblem(await upload(Buffer.alloc(4 * 1024 * 1024 + 1)), 413, 'file_too_large')
    expect((await upload(Buffer.alloc(4 * 1024 * 1024))).status).toBe(200)
    expectProblem(await upload(picture, 'application/zip'), 415, 'wrong_media_type')
    expectProblem(await upload(Buffer.from('{}'), 'application/json'), 415, 'wrong_media_type')
    expectProblem(await upload(picture, 'image/jpeg', 'nobody'), 401, 'bad_token')
    world.refusal = { refused: 'unsafe_attachment' }
    expectProblem(await upload(picture), 415, 'unsafe_attachment')
  })

  it('are only so many, from each guest', async () => {
    const strict = await startServer({ limits: { filesPerMinute: 3, filesPerDay: 100 } })
    const other = await startServer({ limits: { filesPerMinute: 100, filesPerDay: 2 } })
    for (const [server, most, code] of [[strict, 3, 'slow_down_files'] as const, [other, 2, 'enough_files'] as const]) {
      const hello = async () => String((await call(server.url, 'POST', '/api/chat/hello', { body: {} })).body.token)
      const send = (token: string) =>
        call(server.url, 'POST', '/api/chat/attachments', { raw: picture, type: 'image/jpeg', token })
      const [eager, calm] = [await hello(), await hello()]
      for (let n = 0; n < most; n++) expect((await send(eager)).status).toBe(200)
      expectProblem(await send(eager), 429, code)
      expect((await send(calm)).status).toBe(200)
      await server.close()
    }
  })

  it('are not found when they are not there, or he has said nothing yet', async () => {
    const path = '/api/chat/attachments/0b0f7f0e-3c1b-4d3e-9a52-6a3b1c2d3e4f'
    expectProblem(await get(path, guest), 404, 'not_found')
    await post('/api/chat/messages', say('喂'), guest)
    expectProblem(await get(path, guest), 404, 'not_found')
    expectProblem(await get('/api/chat/attachments/5', guest), 400, 'invalid_fields')
    expectProblem(await get('/api/attachments/0b0f7f0e-3c1b-4d3e-9a52-6a3b1c2d3e4f', session.token), 404, 'not_found')
  })
})
