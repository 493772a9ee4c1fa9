import {
  type BroadcastState,
  type HandedOver,
  MASS_FAILURE_LABEL,
  type Told,
  UNTOLD_REASON_LABEL,
  type UntoldReason,
} from '../../contract/broadcast.ts'

/** So many deliveries that a channel said the same of. `isOld`: they stand in their chats for longer than anybody is written to about them. */
export interface SaidOf {
  told: Told | null
  reason: UntoldReason | null
  isOld: boolean
  /** Calls of the channel’s mass sending that failed with them in it. */
  massFailures: number
  count: number
}

/** Who has it, who still waits for it and who will not get it: by what the channels said, not by what we put into chats. */
export function handedOver(said: readonly SaidOf[], state: BroadcastState): HandedOver {
  const sums = { inChat: 0, told: 0, waiting: 0, untold: 0, mayRetry: 0 }
  const reasons = new Map<string, HandedOver['reasons'][number]>()
  for (const one of said) {
    const became = becameOf(one, state)
    sums[became.state] += one.count
    if (mayRetry(one)) sums.mayRetry += one.count
    if (!('reason' in became)) continue
    const { state: waits, reason } = became
    const key = `${waits}:${reason}`
    const before = reasons.get(key)?.count ?? 0
    reasons.set(key, { state: waits, reason, words: UNTOLD_REASON_LABEL[reason], count: before + one.count })
  }
  return { ...sums, reasons: [...reasons.values()].sort((one, other) => other.count - one.count) }
}

/** A mass sending failed as a whole, so nobody of it has it. Once more, and no more: WeChat judges the same words alike. */
export const MOST_MASS_FAILURES = 1

function mayRetry({ told, reason, isOld, massFailures }: SaidOf): boolean {
  return told === 'untold' && isMassFailure(reason) && !isOld && massFailures <= MOST_MASS_FAILURES
}

function isMassFailure(reason: UntoldReason | null): boolean {
  return reason !== null && Object.hasOwn(MASS_FAILURE_LABEL, reason)
}

type Became = { state: 'inChat' | 'told' } | { state: 'waiting' | 'untold'; reason: UntoldReason }

function becameOf({ told, reason, isOld }: SaidOf, state: BroadcastState): Became {
  switch (told) {
    case null:
      return { state: 'inChat' }
    case 'told':
      return { state: 'told' }
    case 'untold':
      return { state: 'untold', reason: reason ?? 'unknown' }
    case 'in_call':
      return { state: 'waiting', reason: 'on_its_way' }
    case 'waiting':
    case 'closed':
      if (state === 'stopped') return { state: 'untold', reason: 'stopped' }
      if (isOld) return { state: 'untold', reason: 'too_old' }
      return { state: 'waiting', reason: told === 'waiting' ? 'on_its_way' : (reason ?? 'until_he_writes') }
  }
}
