import type { BotDesk, BotLine } from '../../app/ports/bots.ts'
import type { Change } from '../../app/ports/store.ts'
import type { Parts } from './parts.ts'

type Told = Extract<Change, { topic: 'bot' }>

/**
 * The one bot of a deployment, to whichever of its processes it is connected. A bot that greets here takes the place of the one before, and
 * the other processes let go of theirs: one whose connection died unnoticed must not be given what the living one is to say.
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
  let current: { line: BotLine; told: Told } | null = null
  const tell = (told: Told) => {
    deps.store
      .transaction({ kind: 'system', county }, async (tx) => {
        const now = deps.clock.now()
        // What waited for a bot need not wait out the time until its next try.
        await tx.reaches.wake('wechaty', now)
        await tx.groupPosts.wake('wechaty', now)
        await tx.announce(told)
      })
      .catch(onError)
  }
  const stop = feed.subscribe((change) => {
    if (!current) return
    if (change === 'resync') return tell(current.told)
    if (change.topic !== 'bot' || change.lineId === current.told.lineId) return
    // Clocks differ a little: whoever is held for the older one hears of it, and goes.
    if (!isNewer(change, current.told)) return tell(current.told)
    const { line } = current
    current = null
    desk.detach(line)
    line.replaced()
  })
  return {
    greeted(line) {
      current = {
        line,
        told: { topic: 'bot', county, lineId: deps.ids.uuid(), since: deps.clock.now().getTime() },
      }
      desk.attach(line)
      tell(current.told)
    },
    left(line) {
      if (current?.line === line) current = null
      desk.detach(line)
    },
    stop,
  }
}

function isNewer(one: Told, other: Told): boolean {
  return one.since > other.since || (one.since === other.since && one.lineId > other.lineId)
}
