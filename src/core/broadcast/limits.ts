/** What a service account may send one person in a calendar month by WeChat's own rule for mass messages; held to on every channel. */
export const MOST_A_PERSON_A_MONTH = 4
/** A house rule: more than this a week in one village, and people stop reading. */
export const MOST_A_VILLAGE_A_WEEK = 3
/** Of what a channel lets us send unasked, publicity leaves so many messages for answers and news of a report. */
export const KEPT_FROM_PUBLICITY = 2

const CHINA_OFFSET_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/** When the month and the week of China's calendar began in which this moment lies; a week begins on Monday. */
export function periodsOf(now: Date): { month: Date; week: Date } {
  const local = new Date(now.getTime() + CHINA_OFFSET_MS)
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate())
  const month = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), 1)
  const week = midnight - ((local.getUTCDay() + 6) % 7) * DAY_MS
  return { month: new Date(month - CHINA_OFFSET_MS), week: new Date(week - CHINA_OFFSET_MS) }
}
