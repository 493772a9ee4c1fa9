import type { BroadcastState, QuietHours } from '../../contract/broadcast.ts'
import { nextOpen } from './quiet.ts'

const DAY_MS = 86_400_000
/** Publicity older than this is no news any more. */
export const TOO_OLD_MS = 7 * DAY_MS
/** A pause may end at any time; so often it is looked after. */
const PAUSED_MS = 30 * 60_000

export type MayPush =
  | { kind: 'send' }
  | { kind: 'wait'; until: Date }
  | { kind: 'skip'; why: 'opted_out' | 'stopped' | 'too_old' }

/** Whether publicity that stands in a chat is still handed to the channel, now or later. */
export function mayPush(
  owed: { at: Date; broadcast: { state: BroadcastState; quiet: QuietHours } | null; optedOut: boolean },
  now: Date,
): MayPush {
  const { at, broadcast, optedOut } = owed
  if (optedOut) return { kind: 'skip', why: 'opted_out' }
  if (!broadcast) return { kind: 'skip', why: 'stopped' }
  if (now.getTime() - at.getTime() > TOO_OLD_MS) return { kind: 'skip', why: 'too_old' }
  const { state, quiet } = broadcast
  switch (state) {
    case 'stopped':
      return { kind: 'skip', why: 'stopped' }
    case 'paused':
      return { kind: 'wait', until: nextOpen(new Date(now.getTime() + PAUSED_MS), quiet) }
    case 'draft':
    case 'submitted':
    case 'approved':
    case 'scheduled':
    case 'sending':
    case 'done': {
      const until = nextOpen(now, quiet)
      return until > now ? { kind: 'wait', until } : { kind: 'send' }
    }
  }
}
