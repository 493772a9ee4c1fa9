import type { About, Pushed } from '../../app/ports/channels.ts'
import { USUAL_QUIET } from '../../contract/broadcast.ts'
import { nextOpen } from '../../core/broadcast/quiet.ts'
import { chinaDay } from '../../core/words/when.ts'
import { type ApiAnswer, BAD_TOKEN } from './wechat-fetch.ts'

const NEWS_BACK_OFF_MS = 10 * 60_000
const DAY_MS = 86_400_000

/** 45015: longer than 48 hours ago that he wrote. 45047: so many without a word of his. */
const CLOSED = [45015, 45047]
/** Not a follower (any more), has blocked us, or is nobody. */
const GONE = [43004, 43019, 40003]
const TOO_OFTEN = 45009
/** It may have been sent all the same. */
export const BUSY = -1

/** What became of something sent, by the API's answer. `spent`: what it used up where it was taken. */
export function pushedBy(answer: ApiAnswer, about: About, now: Date, spent: number): Pushed {
  if (answer.kind === 'failed') return { kind: 'later', why: answer.why }
  const { errcode } = answer
  const why = `errcode ${errcode}`
  if (errcode === 0) return { kind: 'sent', spent }
  if (CLOSED.includes(errcode)) return { kind: 'closed' }
  if (GONE.includes(errcode)) return { kind: 'gone', why }
  if (errcode === TOO_OFTEN) return { kind: 'later', why, afterMs: backOffMs(about, now) }
  if (errcode === BUSY || BAD_TOKEN.includes(errcode)) return { kind: 'later', why }
  return { kind: 'refused', why }
}

/** Publicity waits for the next day's quota, and until people may be written to; news and answers are tried again within minutes. */
export function backOffMs(about: About, now: Date): number {
  if (about !== 'publicity') return NEWS_BACK_OFF_MS
  const tomorrow = chinaDay(new Date(now.getTime() + DAY_MS))
  return nextOpen(new Date(`${tomorrow}T00:00:00+08:00`), USUAL_QUIET).getTime() - now.getTime()
}
