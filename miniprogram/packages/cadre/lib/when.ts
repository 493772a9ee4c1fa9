/** Times in words, on China's clock whatever the zone of the phone. */
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const SOON = 4 * HOUR

const inChina = (at: Date) => new Date(at.getTime() + 8 * HOUR)
const two = (number: number) => String(number).padStart(2, '0')

/** 10:05 today, otherwise 11月23日 10:05 */
export function clock(at: string, now: Date): string {
  const local = inChina(new Date(at))
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`
  const sameDay = Math.floor(local.getTime() / DAY) === Math.floor(inChina(now).getTime() / DAY)
  return sameDay ? time : `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${time}`
}

/** 11月28日 for a day yyyy-mm-dd. */
export function dayWords(day: string): string {
  const [, month, date] = day.split('-').map(Number)
  return `${month}月${date}日`
}

/** Today in China, yyyy-mm-dd. */
export function today(now: Date): string {
  return inChina(now).toISOString().slice(0, 10)
}

/** 还有 3 天, or how many days it is overdue. */
export function daysLeftWords(days: number): string {
  if (days < 0) return `超了 ${-days} 天`
  return days === 0 ? '今天到期' : `还有 ${days} 天`
}

/** How long there is still, or how long it is overdue: rounded down, because a promise is not stretched. */
export function timeLeft(due: string, now: Date): { text: string; late: boolean; soon: boolean } {
  const left = Date.parse(due) - now.getTime()
  const late = left < 0
  return { text: `${late ? '已超时' : '还剩'} ${span(Math.abs(left))}`, late, soon: !late && left < SOON }
}

/** How long it is since then, such as 3 小时; at least a minute. */
export function spanWords(since: string, now: Date): string {
  return span(now.getTime() - Date.parse(since))
}

function span(ms: number): string {
  if (ms >= 2 * DAY) return `${Math.floor(ms / DAY)} 天`
  if (ms >= HOUR) return `${Math.floor(ms / HOUR)} 小时`
  return `${Math.max(1, Math.floor(ms / MINUTE))} 分钟`
}
