/** China has one time zone and no summer time; residents are told its clock whatever zone the server runs in. */
const CHINA_OFFSET_MS = 8 * 3_600_000
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

function inChina(at: Date): Date {
  return new Date(at.getTime() + CHINA_OFFSET_MS)
}

/** The day in China, yyyy-mm-dd: what duties and packs are dated by. */
export function chinaDay(at: Date): string {
  return inChina(at).toISOString().slice(0, 10)
}

/** 今天下午3点 · 明天上午9点半 · 11月25日（周三）上午10点. Minutes are rounded down to the half hour. */
export function whenWords(at: Date, now: Date): string {
  const local = inChina(at)
  const hour = local.getUTCHours()
  const half = local.getUTCMinutes() >= 30 ? '半' : ''
  const part = hour < 6 ? '凌晨' : hour < 12 ? '上午' : hour < 13 ? '中午' : hour < 18 ? '下午' : '晚上'
  const clock = `${part}${hour > 12 ? hour - 12 : hour}点${half}`
  const days = (Date.parse(chinaDay(at)) - Date.parse(chinaDay(now))) / 86_400_000
  if (days === 0) return `今天${clock}`
  if (days === 1) return `明天${clock}`
  return `${dayWords(at)}${clock}`
}

/** Of yyyy-mm-dd: 2026年11月28日 */
export function dateWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** 11月25日（周三） */
export function dayWords(at: Date): string {
  const local = inChina(at)
  return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日（${WEEKDAYS[local.getUTCDay()]}）`
}
