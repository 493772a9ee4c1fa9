import type { BroadcastProgress, BroadcastState, QuietHours } from '../../contract/broadcast.ts'
import { isQuiet, openTimeAfter } from './quiet.ts'

export interface Counts {
  queued: number
  sent: number
  failed: number
  skipped: number
}

/** Since when it is being sent without a break, and how many it had dealt with then. */
export interface Pace {
  since: Date
  dealtWith: number
}

/** Over less than this a rate is chance. */
const LEAST_MS = 1_000

export function dealtWith({ sent, failed, skipped }: Counts): number {
  return sent + failed + skipped
}

export function progressOf(
  counts: Counts,
  state: BroadcastState,
  pace: Pace | null,
  quiet: QuietHours,
  now: Date,
): BroadcastProgress {
  const { queued, sent, failed, skipped } = counts
  const told = { queued, sent, failed, skipped }
  const silent = { ...told, perMinute: null, expectedEnd: null }
  if (state !== 'sending' || pace === null || isQuiet(now, quiet)) return silent
  const ms = now.getTime() - pace.since.getTime()
  const done = dealtWith(counts) - pace.dealtWith
  if (ms < LEAST_MS || done <= 0) return silent
  const expectedEnd = openTimeAfter(now, (queued * ms) / done, quiet).toISOString()
  return { ...told, perMinute: Math.round((done * 60_000) / ms), expectedEnd }
}
