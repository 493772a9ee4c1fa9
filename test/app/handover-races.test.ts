/** Residents, cadres, the background and a second process at once: whoever has the word has it alone, and nothing is lost or said twice. */
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import { conversationMemory } from '../../src/app/conversation-memory.ts'
import type { Deps } from '../../src/app/deps.ts'
import { receiveMessage } from '../../src/app/receive-message.ts'
import { isRefusal } from '../../src/app/refusal.ts'
import { tendHandovers } from '../../src/app/tend-handovers.ts'
import type { TurnView } from '../../src/contract/chat.ts'
import { takesBack } from '../../src/core/dialogue/handover-words.ts'
import { onBoth } from '../support/database.ts'
import { runs, timeFor } from '../support/runs.ts'
import { answered, COUNTY, makeWorld, VILLAGE } from '../support/world.ts'

const STEPS = {
  writes: ['我家房子漏雨', '同意', '王秀英', '好的', '查进度', '三个人'],
  asks: ['我想跟真人说', '找干部'],
  takesBack: ['不等了，接着用机器说', '不用人工了'],
  cries: ['着火了，救命'],
}
type Step =
  | { kind: 'says'; text: string; process: 0 | 1 }
  | { kind: 'tells' | 'gives_back'; who: 'village' | 'deputy' }
  | { kind: 'tend' | 'restart' }
  | { kind: 'later'; minutes: number }

const says = (texts: string[]) =>
  fc.record({ kind: fc.constant('says' as const), text: fc.constantFrom(...texts), process: fc.constantFrom(0, 1) })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: says(STEPS.writes) },
  { weight: 3, arbitrary: says(STEPS.asks) },
  { weight: 1, arbitrary: says(STEPS.takesBack) },
  { weight: 1, arbitrary: says(STEPS.cries) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('tells' as const, 'gives_back' as const),
      who: fc.constantFrom('village' as const, 'deputy' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('tend' as const, 'restart' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('later' as const), minutes: fc.constantFrom(31, 1_500) }) },
)
/** What stands in one row happens at once. */
const rounds = fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), { minLength: 3, maxLength: 8 })
const RUNS = runs(25)

onBoth('whoever has the word', (use) => {
  let world: Awaited<ReturnType<typeof makeWorld>>
  let another: Deps
  beforeAll(async () => {
    world = await makeWorld(use())
    another = world.elsewhere((await use().another()).store)
    return () => world.stop()
  })
  let people = 0

  it(
    'has it alone: no message lost, none answered twice, no bot beside a person, whatever comes at once',
    async () => {
      await fc.assert(
        fc.asyncProperty(rounds, async (all) => {
          const door = { county: COUNTY, channel: 'web' as const, userId: `race-${++people}`, village: VILLAGE }
          const processes = [world.deps, another] as [Deps, Deps]
          const taken: { id: string; text: string }[] = []
          const told: { key: string; text: string }[] = []
          let made = 0

          const run = async (each: Step): Promise<void> => {
            switch (each.kind) {
              case 'says': {
                const id = `race-message-${++made}`
                taken.push({ id, text: each.text })
                answered(
                  await receiveMessage(processes[each.process], door, {
                    id,
                    message: { kind: 'text', text: each.text },
                  }),
                )
                return
              }
              case 'tells': {
                const at = ++made
                const [text, key] = [`第${at}句`, `race-reply-${at}`]
                const open = await mine()
                if (!open) return
                // Sent twice at once, as a phone does that has no answer yet.
                const both = await Promise.all([
                  world[each.who].tells(open, text, key),
                  world[each.who].tells(open, text, key),
                ])
                const done = both.filter((one) => !isRefusal(one))
                if (done.length > 0) told.push({ key, text })
                return
              }
              case 'gives_back': {
                const open = await mine()
                if (open) await world[each.who].givesBack(open)
                return
              }
              case 'tend':
                await Promise.all(processes.map((deps) => tendHandovers(deps, COUNTY)))
                return
              case 'restart':
                processes[0] = { ...world.deps, memory: conversationMemory(100) }
                return
              case 'later':
                world.later(each.minutes * 60_000)
            }
          }
          /** The hand-over of this chat; there may be others' in the list. */
          const mine = async () => {
            const { rows } = await use().database.pool.query(
              `select h.id from handover h join conversation c on c.id = h.conversation_id
             join identity i on i.resident_id = c.resident_id
             where i.user_id = $1 order by h.asked_at desc, h.first_seq desc limit 1`,
              [door.userId],
            )
            return rows[0]?.id as string | undefined
          }

          for (const round of all) await Promise.all(round.map(run))

          const chat = await world.resident(door.userId).chat()
          expect(chat.map(({ seq }) => seq)).toEqual(chat.map((_, at) => at + 1))
          const written = chat.flatMap(({ messageId }) => (messageId ? [messageId] : []))
          expect(written.toSorted()).toEqual(taken.map(({ id }) => id).toSorted())
          const heard = chat.flatMap(({ replies }) =>
            replies.flatMap((b) => (b.kind === 'text' && b.from ? [b.text] : [])),
          )
          expect(heard.toSorted()).toEqual(told.map(({ text }) => text).toSorted())
          await neverBoth(chat, await stored(door.userId))
        }),
        { numRuns: RUNS },
      )
    },
    timeFor(240_000),
  )

  /** State behind each turn, as the database has it. */
  async function stored(userId: string): Promise<{ seq: number; held: boolean }[]> {
    const { rows } = await use().database.pool.query(
      `select t.seq, coalesce(t.state #>> '{handover,kind}', '') = 'held' as held from turn t
       join conversation c on c.id = t.conversation_id join identity i on i.resident_id = c.resident_id
       where i.user_id = $1 order by t.seq`,
      [userId],
    )
    return rows
  }

  async function neverBoth(chat: TurnView[], states: { seq: number; held: boolean }[]): Promise<void> {
    for (const [at, turn] of chat.entries()) {
      const heldBefore = states[at - 1]?.held ?? false
      const heldAfter = states[at]?.held ?? false
      const text = turn.inbound?.kind === 'text' ? turn.inbound.text : null
      const fromPerson = turn.replies.some((block) => block.kind === 'text' && block.from !== undefined)
      if (fromPerson) expect([heldBefore, heldAfter]).toEqual([true, true])
      if (text === null || !heldBefore) continue
      if (takesBack(text)) expect(heldAfter).toBe(false)
      else {
        expect(heldAfter).toBe(true)
        if (!STEPS.cries.includes(text)) expect(turn.replies).toEqual([])
      }
    }
    // Row and state say the same.
    const { rows } = await use().database.pool.query(
      `select count(*)::int as open from handover h join conversation c on c.id = h.conversation_id
       join identity i on i.resident_id = c.resident_id
       where i.user_id = $1 and h.state in ('open', 'answered')`,
      [`race-${people}`],
    )
    expect(rows[0].open).toBe(states.at(-1)?.held ? 1 : 0)
  }
})
