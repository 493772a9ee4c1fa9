/** Through the real path of a message: doubled deliveries, restarts and messages that overtake change nothing. */
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { conversationMemory } from '../../src/app/conversation-memory.ts'
import { readTurns } from '../../src/app/read-turns.ts'
import { receiveMessage } from '../../src/app/receive-message.ts'
import { onBoth } from '../support/database.ts'
import { answered, COUNTY, makeWorld } from '../support/world.ts'

const RUNS = 3

const steps = fc.array(
  fc.record({
    text: fc.constantFrom(
      '我家房子漏雨半年了',
      '我妈住院，自己掏了两万',
      '我家漏雨，隔壁阿婆也没人管',
      '不是两万，是两万三',
      '不是我妈，是我爸',
      '先停一下',
      '继续',
      '返回',
      '临时救助怎么申请',
      '妈的',
      '查进度',
      '撤回',
    ),
    times: fc.constantFrom(1, 2, 3),
    restarts: fc.boolean(),
    atOnce: fc.boolean(),
  }),
  { minLength: 2, maxLength: 6 },
)
/** To the end of the report, whatever came before; what is not asked is heard as well as it can be. */
const END = ['同意', '我自己家', '联群村', '半年', '四口人', '不想说', '没有电话', '确认提交', '查进度']

const NAMES = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

onBoth('interleavings', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let people = 0
  beforeAll(async () => {
    world = await makeWorld(use())
    return world.stop
  })

  /** One conversation; answers what is left of it: what was said to him, and his state without what is made anew each time. */
  async function play(all: { text: string; times: number; restarts: boolean; atOnce: boolean }[], rough: boolean) {
    const number = people++
    // A household of his own, or the other conversation's leads would take his report in.
    const name = `钱${NAMES[Math.floor(number / 10) % 10]}${NAMES[number % 10]}`
    const door = { county: COUNTY, channel: 'web' as const, userId: `interleaved-${number}`, village: null }
    let deps = world.deps
    const messages = [...all, { text: `户主叫${name}`, times: 2, restarts: true, atOnce: true }]
    for (const text of END) messages.push({ text, times: 2, restarts: false, atOnce: true })
    for (const [at, { text, times, restarts, atOnce }] of messages.entries()) {
      if (rough && restarts) deps = { ...world.deps, memory: conversationMemory(10) }
      const send = () =>
        receiveMessage(deps, door, { id: `message-${String(at).padStart(4, '0')}`, message: { kind: 'text', text } })
      const copies = Array.from({ length: rough ? times : 1 }, () => send)
      if (atOnce) await Promise.all(copies.map(async (copy) => answered(await copy())))
      else for (const copy of copies) answered(await copy())
    }
    const turns = await readTurns(world.deps, door, 0)
    const head = await world.deps.store.transaction({ kind: 'system', county: COUNTY }, (tx) =>
      tx.conversations.find('web', door.userId),
    )
    // Ids, receipt numbers and seals are made anew each time.
    const plain = (value: unknown) =>
      JSON.stringify(value)
        .replaceAll(name, '某某')
        .replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'id')
        .replace(/A\d{3,}/g, '编号')
    return {
      messages: messages.length,
      turns: turns.filter(({ inbound }) => inbound !== null).map(({ replies }) => plain(replies)),
      state: plain(head?.state),
    }
  }

  it('end in the same state, with one turn for each message', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const smooth = await play(all, false)
        const rough = await play(all, true)
        expect(rough).toEqual(smooth)
        expect(rough.turns).toHaveLength(rough.messages)
      }),
      { numRuns: RUNS },
    )
  }, 120_000)
})
