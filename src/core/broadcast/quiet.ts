import type { QuietHours } from '../../contract/broadcast.ts'

const CHINA_OFFSET_MS = 8 * 3_600_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** `now` where people may be written to, else the end of the quiet hours in which it lies. */
export function nextOpen(now: Date, { from, until }: QuietHours): Date {
  const local = now.getTime() + CHINA_OFFSET_MS
  const midnight = local - (local % DAY_MS)
  const hour = (local - midnight) / HOUR_MS
  if (hour >= until && hour < from) return now
  const opens = midnight + until * HOUR_MS + (hour >= from ? DAY_MS : 0)
  return new Date(opens - CHINA_OFFSET_MS)
}

export function isQuiet(now: Date, quiet: QuietHours): boolean {
  return nextOpen(now, quiet) > now
}

/** The moment after so much time in which people may be written to. */
export function openTimeAfter(now: Date, milliseconds: number, quiet: QuietHours): Date {
  const openADay = (quiet.from - quiet.until) * HOUR_MS
  let at = nextOpen(now, quiet)
  // Whole days at once: a slow broadcast may take many.
  const days = Math.floor(milliseconds / openADay)
  at = new Date(at.getTime() + days * DAY_MS)
  const left = milliseconds - days * openADay
  const local = at.getTime() + CHINA_OFFSET_MS
  const untilClosing = quiet.from * HOUR_MS - (local % DAY_MS)
  if (left <= untilClosing) return new Date(at.getTime() + left)
  const opens = nextOpen(new Date(at.getTime() + untilClosing), quiet)
  return new Date(opens.getTime() + left - untilClosing)
}
