import fc from 'fast-check'
import { expect, it } from 'vitest'
import { TurnPump } from '../../../src/adapters/http/turn-pump.ts'
import type { TurnView } from '../../../src/contract/chat.ts'
import { runs } from '../../support/runs.ts'

const turn = (seq: number): TurnView => ({
  seq,
  at: '2025-03-01T08:00:00.000Z',
  messageId: null,
  inbound: null,
  replies: [],
})

/** What can happen to a pump while turns are being stored. */
const event = fc.oneof(
  fc.record({ do: fc.constant('store' as const), turns: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ do: fc.constant('offer' as const), back: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ do: fc.constant('hint' as const), back: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ do: fc.constant('resync' as const) }),
  fc.record({ do: fc.constant('wait' as const) }),
)

it('sends every turn once and in order, whatever order offers, hints and reads come in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(event, { maxLength: 40 }),
      fc.integer({ min: 0, max: 5 }),
      fc.scheduler(),
      async (events, start, scheduler) => {
        let stored = start
        const sent: number[] = []
        const read = scheduler.scheduleFunction(async (after: number) =>
          Array.from({ length: Math.min(3, Math.max(0, stored - after)) }, (_, n) => turn(after + 1 + n)),
        )
        const pump = new TurnPump(read, ({ seq }) => sent.push(seq))
        pump.startAfter(start)
        const under: Promise<void>[] = []
        for (const each of events) {
          if (each.do === 'store') stored += each.turns
          if (each.do === 'offer' && stored - each.back > 0) under.push(pump.offer(turn(stored - each.back)))
          if (each.do === 'hint') under.push(pump.want(stored - each.back))
          if (each.do === 'resync') under.push(pump.again())
          if (each.do === 'wait' && scheduler.count() > 0) await scheduler.waitOne()
        }
        under.push(pump.want(stored))
        await scheduler.waitIdle()
        await Promise.all(under)
        expect(sent).toEqual(Array.from({ length: stored - start }, (_, n) => start + 1 + n))
      },
    ),
    { numRuns: runs(300) },
  )
})
