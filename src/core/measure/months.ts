/** Months and days as text (yyyy-mm, yyyy-mm-dd): they sort as they are, and know no time zone. */

/** The day so many months later; a day that the month has not got is the first of the next one. */
export function monthsLater(day: string, months: number): string {
  const [year = 0, month = 0, date = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, date)).toISOString().slice(0, 10)
}

export function daysLater(day: string, days: number): string {
  const [year = 0, month = 0, date = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, date + days)).toISOString().slice(0, 10)
}

/** 2024-Q1 → first and last day of the quarter. */
export function quarterOf(day: string): { name: string; from: string; to: string } {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const quarter = Math.floor((month - 1) / 3)
  const first = (of: number) => new Date(Date.UTC(year, of * 3, 1)).toISOString().slice(0, 10)
  return { name: `${year}-Q${quarter + 1}`, from: first(quarter), to: daysLater(first(quarter + 1), -1) }
}

/** The last day of the nth month (1 is the first) of the quarter that the day lies in, or an earlier day of that month. */
export function dayOfQuarter(day: string, monthOfQuarter: number, date: number | 'last'): string {
  const { from } = quarterOf(day)
  const start = monthsLater(from, monthOfQuarter - 1)
  const last = daysLater(monthsLater(start, 1), -1)
  if (date === 'last') return last
  const wanted = daysLater(start, date - 1)
  return wanted < last ? wanted : last
}

/** 3月31日 */
export function dateWords(day: string): string {
  const [, month, date] = day.split('-').map(Number)
  return `${month}月${date}日`
}
