import type { Deps } from '../../app/deps.ts'
import type { Pushed } from '../../app/ports/channels.ts'
import { type Channel, MOST_INT } from '../../contract/terms.ts'
import { chinaDay } from '../../core/words/when.ts'

const DAY_MS = 86_400_000

/** What is still to be sent of a message that takes several texts, in order. */
export interface Parts {
  left: string[]
  /** Another one of them was taken. */
  sent(): Promise<void>
}

/**
 * Of a message that takes several texts it is kept how far it came: after a failure in the middle it goes on there.
 * @param key the same when the message is sent again
 */
export async function partsLeft(
  deps: Pick<Deps, 'store' | 'clock'>,
  { county, channel, key }: { county: string; channel: Channel; key: string },
  parts: string[],
): Promise<Parts> {
  if (parts.length < 2) return { left: parts, sent: async () => {} }
  const system = { kind: 'system', county } as const
  const mark = `texts:${key}`
  const now = deps.clock.now()
  // It may have begun before midnight.
  const days = [now, new Date(now.getTime() - DAY_MS)].map(chinaDay)
  const done = await deps.store.transaction(system, async (tx) => {
    let sum = 0
    for (const day of days) sum += await tx.channelUses.used(channel, mark, day)
    return sum
  })
  return {
    left: parts.slice(done),
    async sent() {
      const today = chinaDay(deps.clock.now())
      await deps.store.transaction(system, (tx) => tx.channelUses.take(channel, mark, today, 1, MOST_INT))
    },
  }
}

/** Sends what is left, up to the first that is not taken. `spent`: what all of it used up. */
export async function sendParts(parts: Parts, send: (text: string) => Promise<Pushed>): Promise<Pushed> {
  let spent = 0
  for (const text of parts.left) {
    const pushed = await send(text)
    if (pushed.kind !== 'sent') return pushed
    spent += pushed.spent
    await parts.sent()
  }
  return { kind: 'sent', spent }
}
