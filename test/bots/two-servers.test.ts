import { once } from 'node:events'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { openWechaty } from '../../src/adapters/channels/wechaty/bot-desk.ts'
import { buildServer } from '../../src/adapters/http/server.ts'
import type { Deps } from '../../src/app/deps.ts'
import { keepDoing } from '../../src/app/keep-doing.ts'
import type { GroupPost } from '../../src/app/ports/groups.ts'
import { BOT_REPLACED, type BotSend } from '../../src/contract/bot.ts'
import { onServer, type TestDatabase } from '../support/database.ts'
import { BOT_TOKEN } from '../support/wechat.ts'
import { COUNTY, makeWorld, VILLAGE } from '../support/world.ts'

const PATIENCE = { timeout: 20_000, interval: 20 }
const ROOM = { channel: 'wechaty', groupId: 'room' } as const

onServer('a bot of two servers over one database', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let here: Awaited<ReturnType<typeof serve>>
  let there: Awaited<ReturnType<typeof serve>>
  const errors: unknown[] = []

  const serve = async (of: Deps, { database }: TestDatabase) => {
    const deps: Deps = { ...of, channels: {}, groups: {} }
    const desk = openWechaty(deps, null)
    const onError = (error: unknown) => void errors.push(error)
    const app = buildServer({
      deps,
      feed: database.feed,
      county: COUNTY,
      logger: pino({ level: 'silent' }),
      ready: async () => true,
      demo: true,
      drawPicture: async () => ({ png: new Uint8Array(), etag: '"x"' }),
      bot: { desk, token: BOT_TOKEN },
    })
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    const stopDoing = keepDoing(deps, database.feed, () => [COUNTY], onError)
    return {
      deps,
      url,
      stop: async () => {
        await app.close()
        await stopDoing()
      },
    }
  }
  beforeAll(async () => {
    world = await makeWorld(use())
    const another = await use().another()
    here = await serve(world.deps, use())
    // Its clock is wrong: what is newer must not be told by clocks. By less than a claim lasts, or it takes every claim for run out.
    const clock = { now: () => new Date(world.deps.clock.now().getTime() + 2 * 60_000) }
    there = await serve({ ...world.elsewhere(another.store), clock }, another)
    await inTx((tx) => tx.groups.put({ ...ROOM, region: VILLAGE, kind: 'cadres', name: '群', webhook: null }))
    await inTx((tx) => tx.contacts.bind('wechaty', 'cadre', world.village.actor.cadreId, world.deps.clock.now()))
  }, 60_000)
  afterAll(async () => {
    await here.stop()
    await there.stop()
    world.stop()
    expect(errors).toEqual([])
  })

  const inTx: Deps['store']['transaction'] extends (actor: infer _, work: infer Work) => unknown
    ? (work: Work) => Promise<unknown>
    : never = (work) => use().store.transaction({ kind: 'system', county: COUNTY }, work)
  const post = (key: string, to: GroupPost['to'] = ROOM) =>
    here.deps.store.transaction({ kind: 'system', county: COUNTY }, async (tx) => {
      const words = `话 ${key}`
      await tx.groupPosts.put({ key, to, leadId: null, words, mentions: [], taps: [] }, here.deps.clock.now())
      await tx.announce({ topic: 'post', county: COUNTY })
    })
  const attempts = async (key: string) =>
    (await use().database.pool.query('select attempts from group_post where key = $1', [key])).rows[0]?.attempts

  /** A bot that sends whatever it is asked for. */
  const connect = async (to: { url: string }) => {
    const socket = new WebSocket(`${to.url.replace('http', 'ws')}/bot`)
    const sent: BotSend[] = []
    const says = (frame: object) => socket.send(JSON.stringify(frame))
    const ready = Promise.withResolvers<void>()
    socket.on('message', (data) => {
      const frame = JSON.parse(data.toString())
      if (frame.type === 'ready') ready.resolve()
      if (frame.type !== 'send') return
      sent.push(frame)
      says({ type: 'sent', key: frame.key })
    })
    await once(socket, 'open')
    const end = once(socket, 'close').then(([code]) => code as number)
    says({ type: 'hello', token: BOT_TOKEN })
    await ready.promise
    const writes = (id: string, text: string) => {
      const content = { kind: 'text', text }
      says({ type: 'message', message: { id, from: 'wang', room: null, mentioned: false, quoted: null, content } })
    }
    const hears = (pattern: RegExp) =>
      expect.poll(() => sent.map(({ text }) => text).filter((text) => pattern.test(text)).length, PATIENCE).toBe(1)
    return { socket, sent, end, writes, hears }
  }

  it('has what waits kept for it, untried, while it is nowhere', async () => {
    await post('waits')
    await post('to a cadre', { cadreId: world.village.actor.cadreId })
    // Of a cadre who has bound nothing: it ends wherever it is seen first.
    await post('to nobody', { cadreId: world.deputy.actor.cadreId })
    await expect.poll(() => attempts('to nobody'), PATIENCE).toBe(1)
    expect([await attempts('waits'), await attempts('to a cadre')]).toEqual([0, 0])
  })

  it('is given what waits, posts and a cadre’s answer from the other server, each once', async () => {
    const bot = await connect(there)
    await bot.hears(/^话 waits$/)
    await bot.hears(/^话 to a cadre$/)
    await post('later')
    await bot.hears(/^话 later$/)
    bot.writes('m-1', '我家房子漏雨，我自己家的，户主王示范，在联群村')
    await expect.poll(() => bot.sent.filter(({ to }) => to.id === 'wang').length, PATIENCE).toBe(1)
    bot.writes('m-2', '我想跟真人说')
    await expect.poll(async () => (await world.village.handovers()).length, PATIENCE).toBe(1)
    const [handover] = await world.village.handovers()
    await world.village.tells(handover?.id ?? '', '我明天上午来您家')
    await bot.hears(/我明天上午来您家/)
    expect(await attempts('later')).toBe(1)
    expect(new Set(bot.sent.map(({ key }) => key)).size).toBe(bot.sent.length)
    bot.socket.close()
    await bot.end
  })

  it('is one: a newer one that comes to the other server takes its place', async () => {
    const old = await connect(there)
    const young = await connect(here)
    expect(await old.end).toBe(BOT_REPLACED)
    await post('to the newer')
    await young.hears(/^话 to the newer$/)
    expect(await attempts('to the newer')).toBe(1)
    expect(old.sent).toEqual([])
    young.socket.close()
  })
})
