import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TurnQueueFull } from '../../../src/adapters/postgres/turn-writer.ts'
import { ChatClient, ChatError, words } from '../../support/chat-client.ts'
import { app, VILLAGE, world } from './fake-app.ts'
import { type Running, startServer } from './server.fixture.ts'

let server: Running
beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

const code = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => null,
    (thrown) => thrown,
  )
  return error instanceof ChatError ? error.frame.code : error
}
const id = (n: number) => `message-${n}`
const seqs = (client: ChatClient) => client.turns.map((turn) => turn.seq)

describe('hello', () => {
  it('greets a guest, gives him a token and stores nothing', async () => {
    const wang = await ChatClient.connect(server.url)
    const welcome = await wang.hello({ village: VILLAGE })
    expect(welcome).toMatchObject({ type: 'welcome', lastSeq: 0, replies: [{ kind: 'text' }] })
    expect(app.greet.mock.lastCall?.[1]).toMatchObject({ channel: 'web', village: VILLAGE, county: '360425' })
    await wang.close()
  })

  it('takes no village that is not of this county, and no county that is not served', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello({ village: '360425999999' })
    expect(app.greet.mock.lastCall?.[1].village).toBeNull()
    const zhao = await ChatClient.connect(server.url)
    expect(await code(zhao.hello({ village: '110101001001' }))).toBe('unknown_county')
    await zhao.hello({ county: '360428' })
    expect(app.greet.mock.lastCall?.[1].county).toBe('360428')
    await Promise.all([wang.close(), zhao.close()])
  })

  it('refuses a token that is not ours, and lets the client try again without', async () => {
    const wang = await ChatClient.connect(server.url)
    expect(await code(wang.hello({ token: '360425.somebody.else' }))).toBe('bad_token')
    wang.token = undefined
    await wang.hello()
    await wang.says('房子漏雨').hears(/听到/)
    await wang.close()
  })

  it('keeps a token that is ours while its county is not served', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    await wang.close()
    world.served = []
    const back = await ChatClient.connect(server.url)
    expect(await code(back.hello({ token: wang.token ?? '' }))).toBe('unknown_county')
    world.served = ['360425']
    expect((await back.hello({ token: wang.token ?? '' })).token).toBe(wang.token)
    await back.close()
  })

  it('is needed before a message, and only once', async () => {
    const wang = await ChatClient.connect(server.url)
    expect(await code(wang.say('喂', id(1)))).toBe('hello_first')
    await wang.hello()
    expect(await code(wang.hello())).toBe('hello_twice')
    await wang.close()
  })

  it('must come in time', async () => {
    const hurried = await startServer({ limits: { helloMs: 50 } })
    const silent = await ChatClient.connect(hurried.url)
    expect((await silent.closed).code).toBe(4001)
    expect(silent.errors[0]?.code).toBe('no_hello')
    await hurried.close()
  })

  it('may be followed by messages at once', async () => {
    const wang = await ChatClient.connect(server.url)
    const [, turn] = await Promise.all([wang.hello(), wang.say('房子漏雨')])
    expect(turn.seq).toBe(1)
    expect(wang.frames.map((frame) => frame.type)).toEqual(['welcome', 'turn'])
    await wang.close()
  })
})

describe('messages', () => {
  it('are answered with their turn, in order', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    const turns = await Promise.all([1, 2, 3, 4, 5].map((n) => wang.say(`第${n}句`, id(n))))
    expect(turns.map((turn) => turn.seq)).toEqual([1, 2, 3, 4, 5])
    expect(seqs(wang)).toEqual([1, 2, 3, 4, 5])
    await wang.close()
  })

  it('sent again get the stored turn back', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    const first = await wang.say('房子漏雨', id(1))
    const again = await wang.say('房子漏雨', id(1))
    expect(again).toEqual(first)
    await wang.say('还有别的', id(2))
    expect(await wang.say('房子漏雨', id(1))).toEqual(first)
    await wang.close()
  })

  it('may be pictures, recordings and places', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    const attachment = '0b0f7f0e-3c1b-4d3e-9a52-6a3b1c2d3e4f'
    await wang.say({ kind: 'picture', attachment })
    await wang.say({ kind: 'voice', attachment, text: '房子漏雨' })
    await wang.say({ kind: 'location', latitude: 29, longitude: 115.8 })
    expect(wang.errors).toEqual([])
    await wang.close()
  })

  it('longer than the chat takes still reach it; beyond the frame they are refused by name', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    expect(words(await wang.say('漏'.repeat(20_000)))).toContain('20000')
    const error = await wang.say('x'.repeat(70_000), id(9)).catch((thrown) => thrown)
    expect(error.frame).toMatchObject({ code: 'too_long', id: id(9), message: expect.stringContaining('64 KB') })
    await wang.says('短的').hears(/短的/)
    await wang.close()
  })

  it('that break something are answered as not taken, and nothing of them is logged', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    world.breakdown = new Error('duplicate key (phone)=(13812345678) near "王大爷的房子"')
    expect(await code(wang.say('王大爷的房子漏雨 13812345678', id(1)))).toBe('internal')
    world.breakdown = null
    await wang.say('再来一次', id(1))
    expect(server.log()).toContain('a message failed')
    expect(server.log()).not.toMatch(/13812345678|房子|漏雨|remote/)
    expect(server.log()).not.toContain(wang.token)
    await wang.close()
  })

  it('are told to wait when too many write at once', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    world.breakdown = new TurnQueueFull('5000 turns are waiting')
    const error = await wang.say('你好', id(1)).catch((thrown) => thrown)
    expect(error.frame).toMatchObject({ code: 'busy', id: id(1), message: expect.stringContaining('没有收到') })
    world.breakdown = null
    expect((await wang.say('你好', id(1))).seq).toBe(1)
    await wang.close()
  })

  it('that are refused name the message', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    world.refusal = { refused: 'unknown_county' }
    expect(await code(wang.say('你好', id(1)))).toBe('unknown_county')
    await wang.close()
  })
})

describe('frames that are none', () => {
  const bad: [string, string | Buffer, string, string?][] = [
    ['no JSON', '{"type":', 'not_json'],
    ['empty', '', 'not_json'],
    ['a bare word', '"hello"', 'unknown_type'],
    ['null', 'null', 'unknown_type'],
    ['an array', '[]', 'unknown_type'],
    ['an unknown type', JSON.stringify({ type: 'dance', id: id(7) }), 'unknown_type', id(7)],
    ['a prototype', '{"__proto__":{"type":"ping"}}', 'unknown_type'],
    ['a wrong kind', JSON.stringify({ type: 'message', id: id(7), message: { kind: 'video' } }), 'bad_frame', id(7)],
    [
      'a wrong type',
      JSON.stringify({ type: 'message', id: id(7), message: { kind: 'text', text: 5 } }),
      'bad_frame',
      id(7),
    ],
    [
      'a bad id',
      JSON.stringify({ type: 'message', id: 'a b', message: { kind: 'text', text: '好' } }),
      'bad_frame',
      'a b',
    ],
    ['no id', JSON.stringify({ type: 'message', message: { kind: 'text', text: '好' } }), 'bad_frame'],
    [
      'a number as id',
      JSON.stringify({ type: 'message', id: 12345678, message: { kind: 'text', text: '好' } }),
      'bad_frame',
    ],
    ['a seq that no chat has', JSON.stringify({ type: 'hello', lastSeq: 3_000_000_000 }), 'bad_frame'],
    ['bytes', Buffer.from([1, 2, 3]), 'not_text'],
  ]
  it.each(bad)('%s', async (_what, data, expected, echoed) => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    const answer = wang.next((frame) => frame.type === 'error')
    wang.raw(data)
    const frame = await answer
    expect(frame).toMatchObject({ code: expected, message: expect.stringMatching(/[一-龥]/) })
    expect('id' in frame ? frame.id : undefined).toBe(echoed)
    await wang.ping()
    await wang.close()
  })

  it('beyond every limit close the socket', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    wang.raw('x'.repeat(2_000_000))
    expect((await wang.closed).code).toBe(1009)
  })
})
