/** Whether people work on a day (yyyy-mm-dd) in China, moved holidays included. The core is given it and knows no calendar. */
export type IsWorkingDay = (day: string) => boolean

const DAY_MS = 86_400_000

/** The day `n` days after (before, where negative) a day; yyyy-mm-dd. */
export function addDays(day: string, n: number): string {
  return new Date(Date.parse(day) + n * DAY_MS).toISOString().slice(0, 10)
}

/** How many days lie between two days: 1 from the 3rd to the 4th. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}
