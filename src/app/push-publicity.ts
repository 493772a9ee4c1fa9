import type { UntoldReason } from '../contract/broadcast.ts'
import { KEPT_FROM_PUBLICITY } from '../core/broadcast/limits.ts'
import { mayPush } from '../core/broadcast/may-push.ts'
import { nextOpen } from '../core/broadcast/quiet.ts'
import type { Deps } from './deps.ts'
import type { OwedPublicity, PushChannel, Pushed, Reach, Window } from './ports/channels.ts'

/** A mass call is answered within seconds; until then nobody knows whether he has it. */
const CALL_MS = 60_000

export type Pushing = Pick<Deps, 'store' | 'clock' | 'channels'>

/** `wait`: nothing more can be sent before then. */
export type PublicityEnd =
  | { kind: 'nothing_left' | 'closed' | 'gone' }
  | { kind: 'wait'; until: Date }
  | Extract<Pushed, { kind: 'later' }>

/**
 * Hands over the publicity that was put off, where it is still wanted and people may be written to.
 * @param touched gathers the broadcasts of which a delivery came to its end.
 */
export async function pushPublicity(
  deps: Pushing,
  county: string,
  reach: Pick<Reach, 'conversationId' | 'userId' | 'putOff' | 'window'>,
  channel: PushChannel,
  touched: Set<string>,
): Promise<PublicityEnd> {
  let { window } = reach
  const waits: Date[] = []
  for (const seq of reach.putOff) {
    const pushed = await pushOne(deps, county, { ...reach, window }, channel, touched, seq)
    switch (pushed.kind) {
      case 'over':
        window = spend(window, pushed.spent)
        break
      case 'wait':
        waits.push(pushed.until)
        break
      case 'closed':
      case 'gone':
      case 'later':
        return pushed
    }
  }
  const [until] = waits.toSorted((one, other) => one.getTime() - other.getTime())
  return until ? { kind: 'wait', until } : { kind: 'nothing_left' }
}

export function spend(window: Window | null, spent: number): Window | null {
  return window && { ...window, left: Math.max(0, window.left - spent) }
}

type One = Exclude<PublicityEnd, { kind: 'nothing_left' }> | { kind: 'over'; spent: number }

async function pushOne(
  deps: Pushing,
  county: string,
  { conversationId, userId, window }: Pick<Reach, 'conversationId' | 'userId' | 'window'>,
  channel: PushChannel,
  touched: Set<string>,
  seq: number,
): Promise<One> {
  const system = { kind: 'system', county } as const
  const over = async (spent: number, end: 'told' | UntoldReason | null): Promise<One> => {
    await deps.store.transaction(system, (tx) => tx.reaches.publicityOver(conversationId, seq, spent, end))
    return { kind: 'over', spent }
  }
  const owed = await deps.store.transaction(system, (tx) => tx.reaches.publicity(conversationId, seq))
  if (!owed) return over(0, null)
  if (owed.broadcast) touched.add(owed.broadcast.id)
  const may = inCall(owed, deps.clock.now()) ?? mayPush(owed, deps.clock.now())
  if (may.kind === 'over') return over(0, null)
  if (may.kind === 'skip') return over(0, may.why)
  if (may.kind === 'wait') return may
  const room = window && { ...window, left: Math.max(0, window.left - KEPT_FROM_PUBLICITY) }
  const message = { blocks: owed.replies, about: 'publicity', key: `${conversationId}:${seq}` } as const
  const pushed = await channel.send(county, { userId, window: room }, message)
  switch (pushed.kind) {
    case 'sent':
      return over(pushed.spent, 'told')
    case 'refused':
      return over(0, 'refused')
    case 'closed':
      return { kind: 'closed' }
    case 'gone':
      return { kind: 'gone' }
    case 'later': {
      if (pushed.afterMs === undefined || !owed.broadcast) return pushed
      const at = new Date(deps.clock.now().getTime() + pushed.afterMs)
      return { kind: 'wait', until: nextOpen(at, owed.broadcast.quiet) }
    }
  }
}

/** What a mass call brought him, or may have, comes no second time. */
function inCall({ byMass }: OwedPublicity, now: Date): { kind: 'over' } | { kind: 'wait'; until: Date } | null {
  switch (byMass) {
    case 'asked':
      return { kind: 'wait', until: new Date(now.getTime() + CALL_MS) }
    case 'yes':
      return { kind: 'over' }
    case 'no':
      return null
  }
}
