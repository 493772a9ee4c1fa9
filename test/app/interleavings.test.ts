/** Through the real path of a message: doubled deliveries and restarts change nothing, overtaking only the order. */
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { conversationMemory } from '../../src/app/conversation-memory.ts'
import type { Deps } from '../../src/app/deps.ts'
import { readTurns } from '../../src/app/read-turns.ts'
import { receiveMessage } from '../../src/app/receive-message.ts'
import { onBoth } from '../support/database.ts'
import { runs, timeFor } from '../support/runs.ts'
import { answered, COUNTY, makeWorld } from '../support/world.ts'

const RUNS = runs(6)

interface Sent {
  text: string
  times: number
  /** The process that takes it starts anew before it. */
  restarts: boolean
  /** Its copies come at once. */
  atOnce: boolean
  /** The next message does not wait for the answer to this one. */
  hurried: boolean
  /** Which of the processes takes it. */
  process: number
}

const steps: fc.Arbitrary<Sent[]> = fc.array(
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
    hurried: fc.boolean(),
    process: fc.nat(1),
  }),
  { minLength: 2, maxLength: 6 },
)
/** To the end of the report, whatever came before; what is not asked is heard as well as it can be. */
const END = ['同意', '我自己家', '联群村', '半年', '四口人', '不想说', '没有电话', '确认提交', '查进度']

const NAMES = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']
const idOf = (at: number) => `message-${String(at).padStart(4, '0')}`

onBoth('interleavings', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let people = 0
  beforeAll(async () => {
    world = await makeWorld(use())
    return world.stop
  })

  /** A conversation of one who has not written yet, in a household of his own: else his report would join another's. */
  function somebody() {
    const number = people++
    const name = `钱${NAMES[Math.floor(number / 10) % 10]}${NAMES[number % 10]}`
    const door = { county: COUNTY, channel: 'web' as const, userId: `interleaved-${number}`, village: null }
    const send = async (deps: Deps, at: number, text: string) =>
      answered(
        await receiveMessage(deps, door, { id: idOf(at), message: { kind: 'text', text: text || `户主叫${name}` } }),
      )
    /** What is left of it, without what is made anew each time: ids, receipt numbers and seals. */
    const left = async () => {
      const turns = await readTurns(world.deps, door, 0)
      const head = await world.deps.store.transaction({ kind: 'system', county: COUNTY }, (tx) =>
        tx.conversations.find('web', door.userId),
      )
      const plain = (value: unknown) =>
        JSON.stringify(value)
          .replaceAll(name, '某某')
          .replace(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'id')
          .replace(/A\d{3,}/g, '编号')
      const his = turns.filter(({ inbound }) => inbound !== null)
      return {
        order: his.map(({ messageId }) => messageId),
        // Whether a household of that name had reported the same before is another conversation's doing.
        replies: his.map(({ replies }) =>
          plain(replies.map((block) => (block.kind === 'receipt' ? 'receipt' : block))),
        ),
        state: plain(head?.state),
      }
    }
    return { send, left }
  }

  const whole = (all: Sent[]): Sent[] => {
    const calm = { times: 2, atOnce: true, hurried: false, process: 0 }
    // Without words of its own: the name of the household.
    return [...all, { ...calm, text: '', restarts: true }, ...END.map((text) => ({ ...calm, text, restarts: false }))]
  }

  /** As the net delivers it. A process that is alone has ended before it starts anew. */
  async function rough(all: Sent[], count: 1 | 2) {
    const { send, left } = somebody()
    const anew = (): Deps => ({ ...world.deps, memory: conversationMemory(10) })
    const processes = Array.from({ length: count }, anew)
    let underWay: Promise<unknown>[] = []
    for (const [at, { text, times, restarts, atOnce, hurried, process }] of whole(all).entries()) {
      if (restarts && count === 1) await Promise.all(underWay)
      if (restarts) processes[process % count] = anew()
      const deps = processes[process % count] as Deps
      const copies = async () => {
        if (atOnce) await Promise.all(Array.from({ length: times }, () => send(deps, at, text)))
        else for (let time = 0; time < times; time++) await send(deps, at, text)
      }
      underWay.push(copies())
      if (hurried) continue
      await Promise.all(underWay)
      underWay = []
    }
    return left()
  }

  /** One after the other, in the order given. */
  async function smooth(all: Sent[], order: (string | null)[]) {
    const { send, left } = somebody()
    const messages = whole(all)
    for (const id of order) {
      const at = messages.findIndex((_, one) => idOf(one) === id)
      await send(world.deps, at, messages[at]?.text ?? '')
    }
    return left()
  }

  const ids = (all: Sent[]) => whole(all).map((_, at) => idOf(at))

  it(
    'in one process, what comes at once is answered in the order in which it came',
    async () => {
      await fc.assert(
        fc.asyncProperty(steps, async (all) => {
          const left = await rough(all, 1)
          expect(left.order).toEqual(ids(all))
          expect(left).toEqual(await smooth(all, ids(all)))
        }),
        { numRuns: RUNS },
      )
    },
    timeFor(120_000),
  )

  it(
    'in several, every message is stored once, and the end is that of the order in which they are stored',
    async () => {
      await fc.assert(
        fc.asyncProperty(steps, async (all) => {
          const left = await rough(all, 2)
          expect(left.order.toSorted()).toEqual(ids(all))
          expect(left).toEqual(await smooth(all, left.order))
        }),
        { numRuns: RUNS },
      )
    },
    timeFor(120_000),
  )
})
