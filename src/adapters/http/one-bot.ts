import type { BotDesk, BotLine } from '../../app/ports/bots.ts'
import type { Tx } from '../../app/ports/store.ts'
import { MOST_INT } from '../../contract/terms.ts'
import type { Parts } from './parts.ts'

/** It is never over, and no sweep of days deletes it. */
const EVER = 'ever'

/**
 * The one bot of a deployment, to whichever of its processes it is connected. A bot that greets here takes the place of the one before, and
 * the other processes let go of theirs: one whose connection died unnoticed must not be given what the living one is to say. Which
 * is the newer one the database says: clocks of machines differ.
 */
export interface OneBot {
  greeted(line: BotLine): void
  left(line: BotLine): void
  stop(): void
}

export function oneBot(
  { deps, feed, county }: Pick<Parts, 'deps' | 'feed' | 'county'>,
  desk: BotDesk,
  onError: (error: unknown) => void,
): OneBot {
  /** `nth` is null until the database has given it. */
  let current: { line: BotLine; nth: number | null } | null = null
  /** Of all that were told of. */
  let newest = 0
  const letGoOfOlder = () => {
    if (!current || current.nth === null || current.nth >= newest) return
    const { line } = current
    current = null
    desk.detach(line)
    line.replaced()
  }
  const tell = async (one: NonNullable<typeof current>) => {
    one.nth = await deps.store.transaction({ kind: 'system', county }, async (tx) => {
      const now = deps.clock.now()
      const nth = one.nth ?? (await nextOne(tx))
      // What waited for a bot need not wait out the time until its next try.
      await tx.reaches.wake('wechaty', now)
      await tx.groupPosts.wake('wechaty', now)
      await tx.announce({ topic: 'bot', county, nth })
      return nth
    })
    letGoOfOlder()
  }
  const stop = feed.subscribe((change) => {
    if (change !== 'resync' && change.topic !== 'bot') return
    if (change !== 'resync') newest = Math.max(newest, change.nth)
    letGoOfOlder()
    if (!current) return
    // Whoever is held for an older one hears of it, and goes.
    const isOlder = change !== 'resync' && current.nth !== null && change.nth < current.nth
    if (change === 'resync' || isOlder) tell(current).catch(onError)
  })
  return {
    greeted(line) {
      current = { line, nth: null }
      desk.attach(line)
      tell(current).catch(onError)
    },
    left(line) {
      if (current?.line === line) current = null
      desk.detach(line)
    },
    stop,
  }
}

/** Whoever asks later gets a greater one, in whichever process. */
async function nextOne(tx: Tx): Promise<number> {
  await tx.channelUses.take('wechaty', 'bots', EVER, 1, MOST_INT)
  return tx.channelUses.used('wechaty', 'bots', EVER)
}
