import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ChatClient, ChatError } from '../../support/chat-client.ts'
import { app, news, world } from './fake-app.ts'
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
const openSockets = async (url: string) => {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  return Number(/mingbai_open_sockets\{kind="chat"\} (\d+)/.exec(metrics)?.[1])
}
const settle = (ms = 30) => new Promise((resolve) => setTimeout(resolve, ms))
const seqs = (client: ChatClient) => client.turns.map((turn) => turn.seq)

describe('replay and news', () => {
  it('brings what was missed, once and in order, before what is new', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    await wang.say('一')
    for (let n = 2; n <= 9; n++) news(`第${n}条消息`)
    expect((await wang.reconnect()).lastSeq).toBe(9)
    await wang.turn(9)
    await wang.say('十')
    expect(seqs(wang)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(wang.pushed).toHaveLength(8)
    await wang.close()
  })

  it('is read a page at a time, each when the one before is on its way', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    await wang.say('一')
    for (let n = 2; n <= 12; n++) news(`第${n}条消息`)
    await wang.reconnect()
    await wang.turn(12)
    expect(app.readTurns.mock.calls.map(([, , after]) => after)).toEqual([1, 4, 7, 10])
    for (const [, , , limit] of app.readTurns.mock.calls) expect(limit).toBeLessThanOrEqual(100)
    await wang.close()
  })

  it('pushes news to every socket of the conversation, each once, however often it is announced', async () => {
    const phone = await ChatClient.connect(server.url)
    await phone.hello()
    await phone.say('一')
    const tablet = await ChatClient.connect(server.url)
    await tablet.hello({ token: phone.token ?? '' })
    const told = news('李会计来看过了')
    for (let n = 0; n < 3; n++) server.feed.emit({ topic: 'turn', county: '360425', ...told })
    await Promise.all([phone.turn(2), tablet.turn(2)])
    await settle()
    expect(seqs(phone)).toEqual([1, 2])
    expect(seqs(tablet)).toEqual([1, 2])
    await Promise.all([phone.close(), tablet.close()])
  })

  it('fills a gap when an announcement was lost, and reads again on resync', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    await wang.say('一')
    for (let n = 2; n < 8; n++) news(`第${n}条，没人通知`)
    server.feed.emit({ topic: 'turn', county: '360425', ...news('这条通知了') })
    await wang.turn(8)
    news('又没人通知')
    server.feed.emit('resync')
    await wang.turn(9)
    server.feed.emit('resync')
    await settle()
    expect(seqs(wang)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    await wang.close()
  })

  it('loses nothing that is committed between the reading of the replay and the listening', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    await wang.say('一')
    world.afterGreeting = async () => {
      world.afterGreeting = async () => {}
      server.feed.emit({ topic: 'turn', county: '360425', ...news('正好这时候') })
    }
    expect((await wang.reconnect()).lastSeq).toBe(1)
    await wang.turn(2)
    await settle()
    expect(seqs(wang)).toEqual([1, 2])
    await wang.close()
  })

  it('brings a slow answer and the news that overtook it in order, each once', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    await wang.say('一')
    // The turn is stored and news behind it announced before the use case has answered.
    app.receiveMessage.mockImplementationOnce(async (...said) => {
      const inner = app.receiveMessage.getMockImplementation()
      const turn = await inner?.(...said)
      server.feed.emit({ topic: 'turn', county: '360425', ...news('抢先一步') })
      await settle()
      return turn as never
    })
    const turn = await wang.say('二', id(2))
    await wang.turn(3)
    await settle()
    expect(turn.seq).toBe(2)
    expect(seqs(wang)).toEqual([1, 2, 3])
    await wang.close()
  })

  it('shows on one screen what was said on the other', async () => {
    const phone = await ChatClient.connect(server.url)
    await phone.hello()
    const tablet = await ChatClient.connect(server.url)
    await tablet.hello({ token: phone.token ?? '' })
    await phone.say('一')
    await tablet.turn(1)
    // Before this the tablet could not know the conversation; now it hears its news too.
    server.feed.emit({ topic: 'turn', county: '360425', ...news('二') })
    await Promise.all([phone.turn(2), tablet.turn(2)])
    expect(seqs(tablet)).toEqual([1, 2])
    await Promise.all([phone.close(), tablet.close()])
  })

  it('does not replay to a client that claims to have seen more than there is', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    await wang.say('一')
    await wang.close()
    const restored = await ChatClient.connect(server.url)
    expect((await restored.hello({ token: wang.token ?? '', lastSeq: 50 })).lastSeq).toBe(1)
    await restored.say('二')
    expect(seqs(restored)).toEqual([2])
    await restored.close()
  })

  it('closes a socket whose turns cannot be read, so that it comes back and misses nothing', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    await wang.say('一')
    const told = news('二')
    world.breakdown = new Error('database is away')
    server.feed.emit({ topic: 'turn', county: '360425', ...told })
    expect((await wang.closed).code).toBe(1011)
    world.breakdown = null
    await wang.reconnect()
    await wang.turn(2)
    await wang.close()
  })
})

describe('limits', () => {
  it('asks a flooder to slow down, takes none of it, and lets him go in the end', async () => {
    const strict = await startServer({ limits: { burst: 5, perSecond: 0.001, refusedInARow: 10 } })
    const wang = await ChatClient.connect(strict.url)
    await wang.hello()
    for (let n = 0; n < 30; n++)
      wang.raw(JSON.stringify({ type: 'message', id: id(n), message: { kind: 'text', text: '喂' } }))
    expect((await wang.closed).code).toBe(4029)
    expect(wang.turns).toHaveLength(4)
    expect(wang.errors[0]).toMatchObject({ code: 'slow_down', id: id(4) })
    expect(app.receiveMessage).toHaveBeenCalledTimes(4)
    await strict.close()
  })

  it('takes no page of another site', async () => {
    const host = new URL(server.url).host
    await expect(ChatClient.connect(server.url, { origin: 'https://evil.example' })).rejects.toThrow('403')
    await expect(ChatClient.connect(server.url, { origin: 'null' })).rejects.toThrow('403')
    const own = await ChatClient.connect(server.url, { origin: `http://${host}` })
    await own.close()
    const shared = await startServer({ origins: ['https://h5.example.cn'] })
    const other = await ChatClient.connect(shared.url, { origin: 'https://h5.example.cn' })
    await other.close()
    await shared.close()
  })

  it('limits how many sockets one address opens in a minute', async () => {
    const strict = await startServer({ limits: { chatPerMinute: 2 } })
    const open = [await ChatClient.connect(strict.url), await ChatClient.connect(strict.url)]
    await expect(ChatClient.connect(strict.url)).rejects.toThrow('429')
    await Promise.all(open.map((client) => client.close()))
    await strict.close()
  })

  it('lets sockets go that do not answer a ping', async () => {
    const quick = await startServer({ limits: { heartbeatMs: 1_500 } })
    const alive = await ChatClient.connect(quick.url)
    await alive.hello()
    const dead = await ChatClient.connect(quick.url)
    dead.deaf()
    const sockets = () => openSockets(quick.url)
    await vi.waitFor(async () => expect(await sockets()).toBe(1), { timeout: 15_000 })
    await alive.ping()
    await alive.close()
    await quick.close()
  })
})

describe('closing', () => {
  it('waits for a slow upload only so long', async () => {
    const stopping = await startServer({ limits: { finishMs: 50, cutMs: 100 } })
    const wang = await ChatClient.connect(stopping.url)
    await wang.hello()
    const { port } = new URL(stopping.url)
    const upload = connect(Number(port), '127.0.0.1')
    upload.on('error', () => {})
    const head = `POST /api/chat/attachments HTTP/1.1\r\nHost: x\r\nContent-Type: image/jpeg\r\nContent-Length: 100000\r\nAuthorization: Bearer ${wang.token}\r\nExpect: 100-continue\r\n\r\n`
    upload.write(head)
    // The server has begun with it.
    await new Promise((resolve) => upload.once('data', resolve))
    upload.write('the beginning')
    const cut = new Promise((resolve) => upload.once('close', resolve))
    wang.deaf()
    await stopping.close()
    await cut
  })

  it('answers the messages in hand first, and takes no more', async () => {
    const wang = await ChatClient.connect(server.url)
    await wang.hello()
    const inTheServer = Promise.withResolvers<void>()
    let commit = () => {}
    world.beforeCommit = () => {
      inTheServer.resolve()
      return new Promise((resolve) => (commit = resolve))
    }
    const inHand = wang.say('正要说完', id(1))
    await inTheServer.promise
    const closing = server.close()
    await settle()
    expect(await code(wang.say('再说一句', id(2)))).toBe('going_away')
    commit()
    expect((await inHand).seq).toBe(1)
    expect((await wang.closed).code).toBe(1001)
    await closing
  })
})
