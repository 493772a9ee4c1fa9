/** Times in words, on China's clock whatever the zone of the phone. */
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const inChina = (at: Date) => new Date(at.getTime() + 8 * HOUR_MS)
const two = (number: number) => String(number).padStart(2, '0')

/** 10:05 today, otherwise 11月23日 10:05 */
export function clock(at: Date, now = new Date()): string {
  const local = inChina(at)
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`
  const isToday = Math.floor(local.getTime() / DAY_MS) === Math.floor(inChina(now).getTime() / DAY_MS)
  return isToday ? time : `${dayOf(at)} ${time}`
}

/** 11月23日 */
export function dayOf(at: Date): string {
  const local = inChina(at)
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日`
}

/** 2026年11月28日 for a day yyyy-mm-dd. */
export function dateWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** 还有 3 天, or how many days it is overdue. */
export function daysLeftWords(days: number): string {
  if (days < 0) return `超了 ${-days} 天`
  return days === 0 ? '今天到期' : `还有 ${days} 天`
}
