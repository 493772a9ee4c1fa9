import { afterEach, beforeEach, expect, it } from 'vitest'
import { answerOnTheSpot } from '../../src/app/answer-on-the-spot.ts'
import { deliverOwed, deliverTurns } from '../../src/app/deliver-turns.ts'
import type { Deps } from '../../src/app/deps.ts'
import type { Door } from '../../src/app/door.ts'
import { lastSaid } from '../../src/app/last-said.ts'
import type { Broadcast } from '../../src/app/ports/broadcasts.ts'
import type { Message, Pushed } from '../../src/app/ports/channels.ts'
import type { Tx } from '../../src/app/ports/store.ts'
import { answerArrived, takeIn, workOffLeft } from '../../src/app/take-in.ts'
import { plainWords } from '../../src/core/channel/plain-words.ts'
import { broadcastOf } from '../adapters/postgres/county.fixture.ts'
import { onServer } from '../support/database.ts'
import { COUNTY, makeWorld, resident, VILLAGE } from '../support/world.ts'

const CHANNEL = 'official_account'
const words = ({ blocks }: Message) => plainWords(blocks, (options) => options.join('/'))

onServer('a channel that we must send to', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  /** What the channel was given, and how it answers next. */
  let sent: { to: string; words: string; about: string; key: string; left: number | undefined }[]
  let answers: Pushed[]
  let deps: Deps

  const onChannel = (of: Deps): Deps => {
    const here: Deps = {
      ...of,
      channels: {
        official_account: {
          async send(_county, to, message) {
            const answer = answers.shift() ?? { kind: 'sent', spent: 1 }
            if (answer.kind === 'sent')
              sent.push({
                to: to.userId,
                words: words(message),
                about: message.about,
                key: message.key,
                left: to.window?.left,
              })
            return answer
          },
          async workOff({ messageId, userId, body }) {
            const door: Door = { county: COUNTY, channel: CHANNEL, userId, village: VILLAGE }
            const answered = await answerArrived(here, door, messageId, { kind: 'text', text: body }, null)
            if (answered) await deliverTurns(here, COUNTY, answered.conversationId)
          },
        },
      },
    }
    return here
  }
  let person = 0
  const arrives = async (text: string, messageId: string, userId = `o-${person}`) => {
    const arrived = { county: COUNTY, channel: CHANNEL, messageId, userId, body: text } as const
    const { state } = await takeIn(deps, arrived)
    if (state === 'new') await deps.channels[CHANNEL]?.workOff(arrived)
    return state
  }
  const conversationOf = async (userId = `o-${person}`) => {
    const head = await deps.store.transaction({ kind: 'system', county: COUNTY }, (tx) =>
      tx.conversations.find(CHANNEL, userId),
    )
    if (!head) throw new Error('no conversation')
    return head.conversationId
  }
  const owed = () => deliverOwed(deps, COUNTY, CHANNEL, () => false)

  beforeEach(async () => {
    world = await makeWorld(use())
    deps = onChannel(world.deps)
    ;[sent, answers] = [[], []]
    person++
  })
  afterEach(() => world.stop())

  it('is answered once, however often the message comes', async () => {
    expect(await arrives('你好', 'a-1')).toBe('new')
    expect(await arrives('你好', 'a-1')).toBe('done')
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatchObject({ to: `o-${person}`, about: 'reply', key: `${await conversationOf()}:1` })
    expect(await owed()).toBe(0)
  })

  it('holds what came in sealed until it is worked off, and nothing afterwards', async () => {
    const arrived = {
      county: COUNTY,
      channel: CHANNEL,
      messageId: `s-${person}`,
      userId: 'o-s',
      body: '电话13800000009',
    }
    await takeIn(deps, { ...arrived, channel: CHANNEL })
    const body = async () =>
      (await use().database.pool.query('select body from inbox where message_id = $1', [`s-${person}`])).rows[0]?.body
    expect(await body()).toMatch(/^v1\.text\./)
    // The process that took it in is gone; after half a minute another one works it off.
    expect(await workOffLeft(deps, COUNTY, CHANNEL, () => {})).toBe(0)
    world.later(31_000)
    expect(await workOffLeft(deps, COUNTY, CHANNEL, () => {})).toBe(1)
    expect(await body()).toBe('')
    expect(sent.map(({ to }) => to)).toEqual(['o-s'])
  })

  it('keeps for a later try what could not be worked off', async () => {
    const errors: unknown[] = []
    await takeIn(deps, { county: COUNTY, channel: CHANNEL, messageId: `f-${person}`, userId: 'o-f', body: '你好' })
    world.later(31_000)
    const send = deps.channels.official_account?.workOff
    if (deps.channels.official_account)
      deps.channels.official_account.workOff = async () => {
        throw new Error('no network')
      }
    expect(await workOffLeft(deps, COUNTY, CHANNEL, (error) => errors.push(error))).toBe(1)
    expect(errors).toHaveLength(1)
    if (deps.channels.official_account && send) deps.channels.official_account.workOff = send
    expect(await workOffLeft(deps, COUNTY, CHANNEL, () => {})).toBe(0)
    world.later(6_000)
    expect(await workOffLeft(deps, COUNTY, CHANNEL, () => {})).toBe(1)
    expect(sent).toHaveLength(1)
  })

  it('tries again what failed, in order, and tells each turn once', async () => {
    answers = [{ kind: 'later', why: 'busy' }]
    await arrives('你好', 'b-1')
    await arrives('我家房子漏雨', 'b-2')
    expect(sent.map(({ key }) => key.split(':')[1])).toEqual(['1', '2'])
    expect(await owed()).toBe(0)
  })

  it('waits after a failure, longer each time', async () => {
    answers = Array.from({ length: 3 }, () => ({ kind: 'later', why: 'busy' }))
    await arrives('你好', 'b-3')
    expect(await owed()).toBe(0)
    world.later(5_001)
    expect(await owed()).toBe(1)
    world.later(5_001)
    expect(await owed()).toBe(0)
    world.later(5_001)
    expect(await owed()).toBe(1)
    expect(sent).toEqual([])
    world.later(60_000)
    await owed()
    expect(sent).toHaveLength(1)
  })

  it('does not wait out a failure when the channel is there again', async () => {
    answers = Array.from({ length: 4 }, () => ({ kind: 'later', why: 'nobody is connected' }))
    await arrives('你好', 'w-1')
    for (const milliseconds of [5_001, 10_001, 20_001]) {
      world.later(milliseconds)
      await owed()
    }
    world.later(1_000)
    expect(await owed()).toBe(0)
    const wake = (channel: 'official_account' | 'wechaty') =>
      deps.store.transaction({ kind: 'system', county: COUNTY }, (tx) => tx.reaches.wake(channel, deps.clock.now()))
    await wake('wechaty')
    expect(await owed()).toBe(0)
    await wake('official_account')
    expect(await owed()).toBe(1)
    expect(sent).toHaveLength(1)
  })

  it('brings news of a report; where the channel is closed, with the next message', async () => {
    const villager = resident(deps, { county: COUNTY, channel: CHANNEL, userId: `o-${person}`, village: VILLAGE })
    await arrives('你好', 'c-1')
    await villager.reports('我家房子漏雨', '王示雨')
    sent.length = 0
    const id = await conversationOf()
    await deps.store.transaction({ kind: 'system', county: COUNTY }, (tx) => tx.reaches.owe(id, deps.clock.now()))
    await owed()
    sent.length = 0
    const [lead] = await world.village.queue()
    if (!lead) throw new Error('no lead')
    await world.village.does(lead, { action: 'claim' })
    await world.deliver()
    answers = [{ kind: 'closed' }]
    expect(await owed()).toBe(1)
    world.later(86_400_000)
    expect(await owed()).toBe(0)
    await arrives('查进度', 'c-2')
    expect(sent.map(({ about }) => about)).toEqual(['case_news', 'reply'])
    expect(sent[0]?.words).toContain('已经接手')
  })

  it('leaves whoever is gone alone until he writes again', async () => {
    answers = [{ kind: 'gone', why: 'unsubscribed' }]
    await arrives('你好', 'd-1')
    world.later(86_400_000)
    expect(await owed()).toBe(0)
    await arrives('我又来了', 'd-2')
    expect(sent).toHaveLength(2)
  })

  it('is not told twice by two processes at once', async () => {
    answers = [{ kind: 'later', why: 'busy' }]
    await arrives('你好', 'e-1')
    world.later(5_001)
    const other = onChannel(world.elsewhere((await use().another()).store))
    const id = await conversationOf()
    await Promise.all([deliverTurns(deps, COUNTY, id), deliverTurns(other, COUNTY, id), deliverTurns(deps, COUNTY, id)])
    expect(sent).toHaveLength(1)
  })

  it('gives the answer on the spot, the same one when asked again, and not once more by the other way', async () => {
    const door: Door = { county: COUNTY, channel: CHANNEL, userId: `o-${person}`, village: VILLAGE }
    await answerArrived(deps, door, 'g-1', { kind: 'text', text: '你好' }, null)
    const id = await conversationOf()
    const write = (turns: { replies: Message['blocks'] }[]) =>
      turns.map(({ replies }) => plainWords(replies, (options) => options.join('/'))).join('\n')
    const first = await answerOnTheSpot(deps, COUNTY, { conversationId: id }, 'g-1', write)
    expect(first).not.toBeNull()
    expect(await answerOnTheSpot(deps, COUNTY, { conversationId: id }, 'g-1', write)).toBe(first)
    expect(await answerOnTheSpot(deps, COUNTY, { conversationId: id }, 'g-0', write)).toBeNull()
    await deliverTurns(deps, COUNTY, id)
    expect(sent).toEqual([])
    await answerArrived(deps, door, 'g-2', { kind: 'text', text: '我家房子漏雨' }, null)
    expect(await answerOnTheSpot(deps, COUNTY, { conversationId: id }, 'g-2', () => null)).toBeNull()
    await deliverTurns(deps, COUNTY, id)
    expect(sent).toHaveLength(1)
  })

  /** A turn of ours, such as a broadcast or news. */
  const ours = async (inboundId: string, text: string) => {
    const id = await conversationOf()
    await deps.store.transaction({ kind: 'system', county: COUNTY }, async (tx) => {
      const head = await tx.conversations.head(id)
      if (!head?.state) throw new Error('nothing was said')
      const at = deps.clock.now()
      const turn = { seq: head.lastSeq + 1, inboundId, at, inbound: null, state: head.state }
      await tx.conversations.append({ county: COUNTY, conversationId: id, replies: [{ kind: 'text', text }], ...turn })
    })
  }

  const system = { kind: 'system', county: COUNTY } as const
  /** A broadcast that stands in his chat; answers its id. */
  const publicity = async (text: string, more: Partial<Broadcast> = {}) => {
    const [composer, other] = [world.village.actor.cadreId, world.township.actor.cadreId]
    const startedAt = deps.clock.now()
    const one = broadcastOf(VILLAGE, composer, { state: 'done', approvedBy: other, startedAt, ...more })
    await deps.store.transaction(system, (tx) => tx.broadcasts.insert(one))
    await ours(`broadcast:${one.id}:b`, text)
    return one.id
  }
  const becomes = (id: string, state: string) =>
    use().database.pool.query('update broadcast set state = $1 where id = $2', [state, id])
  const said = () => sent.map(({ words: each }) => each)
  const opensWindow = async () => {
    const who = { conversationId: await conversationOf(), channel: CHANNEL, userId: `o-${person}` } as const
    const window = { until: new Date(deps.clock.now().getTime() + 3_600_000), left: 5 }
    await deps.store.transaction(system, (tx) => tx.reaches.heard(who, deps.clock.now(), window))
  }

  it('sends a broadcast as publicity, behind what matters more, and leaves room for that', async () => {
    await arrives('你好', 'p-1')
    await opensWindow()
    sent.length = 0
    await publicity('医保可以交了。')
    await ours('outbox:c', '干部接单了。')
    await owed()
    expect(sent.map(({ about, left }) => [about, left])).toEqual([
      ['case_news', 5],
      ['publicity', 2],
    ])
    expect(await owed()).toBe(0)
  })

  it('lets no publicity stand in the way of news, and brings it when he writes', async () => {
    await arrives('你好', 'q-1')
    sent.length = 0
    answers = [{ kind: 'sent', spent: 1 }, { kind: 'closed' }]
    await publicity('医保可以交了。')
    await ours('outbox:c', '干部接单了。')
    await owed()
    expect(await owed()).toBe(0)
    answers = [{ kind: 'sent', spent: 1 }, { kind: 'closed' }]
    await ours('outbox:f', '干部走访了。')
    await owed()
    expect(said()).toEqual(['干部接单了。', '干部走访了。'])
    sent.length = 0
    await arrives('你好', 'q-2')
    expect(sent.map(({ about }) => about)).toEqual(['reply', 'publicity'])
  })

  it('sends no publicity that was stopped, is a week old, or came to somebody who then said no', async () => {
    await arrives('你好', 'r-1')
    sent.length = 0
    answers = [{ kind: 'closed' }]
    await becomes(await publicity('停发的。'), 'stopped')
    await publicity('旧的。')
    await owed()
    world.later(7 * 24 * 3_600_000 + 1)
    await arrives('你好', 'r-2')
    await arrives('不要宣传', 'r-3')
    await publicity('医保可以交了。')
    await owed()
    expect(sent.filter(({ about }) => about === 'publicity')).toEqual([])
    expect(await owed()).toBe(0)
  })

  it('sends publicity neither at night nor in a pause, but news at any time', async () => {
    await arrives('你好', 't-1')
    sent.length = 0
    const id = await publicity('医保可以交了。')
    await becomes(id, 'paused')
    await owed()
    world.later(31 * 60_000)
    expect(await owed()).toBe(1)
    // 22 o'clock.
    world.later(11.5 * 3_600_000)
    await becomes(id, 'done')
    expect(await owed()).toBe(1)
    expect(await owed()).toBe(0)
    await ours('outbox:c', '干部接单了。')
    await owed()
    world.later(8 * 3_600_000)
    expect(await owed()).toBe(0)
    expect(said()).toEqual(['干部接单了。'])
    world.later(3 * 3_600_000)
    await owed()
    expect(said()).toEqual(['干部接单了。', '医保可以交了。'])
  })

  it('lets a number mean what was offered before publicity came', async () => {
    await arrives('你好', 'last-said-1')
    await ours('outbox:q', '哪个村？')
    const last = () => deps.store.transaction(system, (tx) => lastSaid(tx, CHANNEL, `o-${person}`))
    expect(await last()).toEqual([{ kind: 'text', text: '哪个村？' }])
    for (let more = 0; more < 11; more++) await publicity('医保可以交了。')
    expect(await last()).toEqual([{ kind: 'text', text: '哪个村？' }])
    expect(await deps.store.transaction(system, (tx) => lastSaid(tx, CHANNEL, 'nobody'))).toEqual([])
    // Nothing is left for those behind.
    await owed()
  })

  it('leaves publicity out of an answer on the spot, and repeats no later turn in it', async () => {
    const door: Door = { county: COUNTY, channel: CHANNEL, userId: `o-${person}`, village: VILLAGE }
    await arrives('你好', 'u-0')
    sent.length = 0
    await publicity('医保可以交了。')
    const answered = await answerArrived(deps, door, 'u-1', { kind: 'text', text: '你好' }, null)
    if (!answered) throw new Error('no answer')
    const write = (turns: { replies: Message['blocks'] }[]) =>
      turns.map(({ replies }) => plainWords(replies, (options) => options.join('/'))).join('\n')
    const first = await answerOnTheSpot(deps, COUNTY, answered, 'u-1', write)
    expect(first).not.toContain('医保可以交了。')
    await ours('outbox:c', '干部接单了。')
    await owed()
    expect(said()).toEqual(['干部接单了。', '医保可以交了。'])
    expect(await answerOnTheSpot(deps, COUNTY, answered, 'u-1', write)).toBe(first)
  })

  it('tells once that there is news while it is closed, whatever stands before it, and brings it when he writes', async () => {
    await arrives('你好', 'v-1')
    sent.length = 0
    const noticed: string[] = []
    const channel = deps.channels.official_account
    if (!channel) throw new Error('no channel')
    channel.notice = async (_county, _userId, message) => {
      noticed.push(words(message))
      return { kind: 'sent', spent: 0 }
    }
    answers = [{ kind: 'closed' }, { kind: 'closed' }, { kind: 'closed' }]
    await arrives('我家房子漏雨', 'v-2')
    await ours('outbox:c', '干部接单了。')
    await deliverTurns(deps, COUNTY, await conversationOf())
    await ours('outbox:f', '干部走访了。')
    await deliverTurns(deps, COUNTY, await conversationOf())
    await deliverTurns(deps, COUNTY, await conversationOf())
    expect(noticed).toEqual(['干部接单了。', '干部走访了。'])
    expect(sent).toEqual([])
    await arrives('你好', 'v-3')
    expect(sent.map(({ about }) => about)).toEqual(['reply', 'case_news', 'case_news', 'reply'])
  })

  it('is let go of by whoever has it in hand, not by whoever had it before', async () => {
    await arrives('你好', 'x-1')
    const id = await conversationOf()
    const inside = <T>(work: (reaches: Tx['reaches']) => Promise<T>) =>
      deps.store.transaction(system, ({ reaches }) => work(reaches))
    const claim = (forMs: number) => {
      const now = deps.clock.now()
      return inside((reaches) => reaches.claim(id, now, new Date(now.getTime() + forMs)))
    }
    await ours('outbox:c', '干部接单了。')
    const late = await claim(1_000)
    world.later(1_001)
    const holder = await claim(60_000)
    if (!late || !holder) throw new Error('not claimed')
    const now = deps.clock.now()
    await inside((reaches) => reaches.release(late, 'closed', now, late.toldSeq))
    await inside((reaches) => reaches.retry(late, now, 'late'))
    await inside((reaches) => reaches.postpone(late, now, now, late.toldSeq))
    expect(await claim(1_000)).toBeNull()
    // A turn that came behind what was seen is due at once, though the channel was closed.
    await inside((reaches) => reaches.release(holder, 'closed', now, holder.toldSeq))
    expect(await claim(1_000)).not.toBeNull()
    await inside((reaches) => reaches.leave(id, now))
  })

  it('keeps an answer for whoever waits for it, and for nobody else, for a while', async () => {
    const door: Door = { county: COUNTY, channel: CHANNEL, userId: `o-${person}`, village: VILLAGE }
    const answered = await answerArrived(deps, door, 'h-1', { kind: 'text', text: '你好' }, null, 6_000)
    if (!answered) throw new Error('no answer')
    expect(await owed()).toBe(0)
    await deliverTurns(deps, COUNTY, answered.conversationId)
    expect(sent).toEqual([])
    expect(await answerOnTheSpot(deps, COUNTY, answered, 'h-1', () => '好')).toBe('好')
    await answerArrived(deps, door, 'h-2', { kind: 'text', text: '你好' }, null, 6_000)
    expect(await owed()).toBe(0)
    world.later(6_001)
    expect(await owed()).toBe(1)
    expect(sent).toHaveLength(1)
  })

  it('leaves a window open that is open for longer', async () => {
    const windowAfter = async (minutes: number, left: number) => {
      const until = new Date(deps.clock.now().getTime() + minutes * 60_000)
      const door: Door = { county: COUNTY, channel: CHANNEL, userId: `o-${person}`, village: VILLAGE }
      await answerArrived(deps, door, `w-${minutes}-${left}`, { kind: 'text', text: '你好' }, { until, left })
      const id = await conversationOf()
      const reach = await deps.store.transaction({ kind: 'system', county: COUNTY }, async (tx) => {
        const claimed = await tx.reaches.claim(id, deps.clock.now(), deps.clock.now())
        await tx.reaches.told(id, claimed?.toldSeq ?? 0, 1)
        return claimed
      })
      await deps.store.transaction({ kind: 'system', county: COUNTY }, (tx) => tx.reaches.told(id, 100 + minutes, 1))
      const { window } = reach ?? {}
      return window && [(window.until.getTime() - deps.clock.now().getTime()) / 60_000, window.left]
    }
    expect(await windowAfter(1, 3)).toEqual([1, 3])
    expect(await windowAfter(2_880, 5)).toEqual([2_880, 5])
    expect(await windowAfter(1, 3)).toEqual([2_880, 4])
  })
})
