import { numeralAt } from './number.ts'
import type { Duration, Span } from './understood.ts'

/** A month of the calendar, counted from the year 0: only differences matter. */
interface Point extends Span {
  month: number
}

/** The year that a word means, seen from this year. */
const YEARS: readonly (readonly [string, number])[] = [
  ['大前年', -3],
  ['前年', -2],
  ['去年', -1],
  ['旧年', -1],
  ['上年', -1],
  ['今年', 0],
  ['本年', 0],
]
/** Times of the year that people name for a month. */
const SEASONS: readonly (readonly [string, number])[] = [
  ['年初', 1],
  ['开年', 2],
  ['过完年', 2],
  ['过年', 2],
  ['春节', 2],
  ['正月', 2],
  ['元宵', 2],
  ['开春', 3],
  ['清明', 4],
  ['五一', 5],
  ['端午', 6],
  ['年中', 6],
  ['下半年', 7],
  ['暑假', 7],
  ['立秋', 8],
  ['开学', 9],
  ['中秋', 9],
  ['国庆', 10],
  ['重阳', 10],
  ['冬至', 12],
  ['腊月', 12],
  ['年底', 12],
  ['年尾', 12],
  ['年终', 12],
  ['底', 12],
  ['初', 1],
  ['尾', 12],
]
/** Behind or before the point of time these say that the trouble began then and goes on. */
const BEGINS_BEFORE = /(?:从|自从|自|打从|打|由)$/
const BEGINS_BEHIND = /^(?:份|间|的时候)?(?:起|开始|以来|之后|以后|过后|后|到现在|到今天|到而家|到如今|至今|到目前|就)/
const STILL_NOW = /到现在|到今天|到今日|至今|到如今|到而家|到目前|到这会|直到现在/

/** `today` as yyyy-mm-dd, or null where it is none. */
function monthOf(today: string): number | null {
  const match = /^(\d{4})-(\d{2})-\d{2}/.exec(today)
  return match === null ? null : Number(match[1]) * 12 + Number(match[2]) - 1
}

/** 2023年, 23年, 去年: the year at `at`, seen from `now`. */
function yearAt(text: string, at: number, now: number): { year: number; end: number } | null {
  const thisYear = Math.floor(now / 12)
  const named = YEARS.find(([word]) => text.startsWith(word, at))
  if (named !== undefined) return { year: thisYear + named[1], end: at + named[0].length }
  const figures = /^(?:20)?(\d{2})年/.exec(text.slice(at, at + 5))
  if (figures === null || (text.charAt(at - 1) >= '0' && text.charAt(at - 1) <= '9')) return null
  return { year: 2000 + Number(figures[1]), end: at + figures[0].length }
}

/** 十二月, 3月份, 国庆: a month of the year at `at`. */
function monthAt(text: string, at: number): { month: number; end: number } | null {
  const named = SEASONS.find(([word]) => word.length > 1 && text.startsWith(word, at))
  if (named !== undefined) return { month: named[1], end: at + named[0].length }
  const numeral = numeralAt(text, at)
  if (numeral === null || text.charAt(numeral.end) !== '月' || numeral.lo !== numeral.hi) return null
  if (!Number.isInteger(numeral.lo) || numeral.lo < 1 || numeral.lo > 12) return null
  return { month: numeral.lo, end: numeral.end + 1 }
}

function pointAt(text: string, at: number, now: number): Point | null {
  const year = yearAt(text, at, now)
  if (year !== null) {
    const short = SEASONS.find(([word]) => text.startsWith(word, year.end))
    const month =
      monthAt(text, year.end) ?? (short === undefined ? null : { month: short[1], end: year.end + short[0].length })
    // 去年到现在 says at least since the middle of it.
    if (month === null) return { month: year.year * 12 + 6, start: at, end: year.end }
    return { month: year.year * 12 + month.month - 1, start: at, end: month.end }
  }
  const month = monthAt(text, at)
  if (month === null) return null
  // Without a year the last one that has passed.
  const thisYear = Math.floor(now / 12) * 12 + month.month - 1
  return { month: thisYear > now ? thisYear - 12 : thisYear, start: at, end: month.end }
}

/** How far behind the point 到现在 may stand: 从去年十二月被厂里裁下来,到今天都冇工返. */
const REACH = 24

/**
 * Spans told by their beginning (从去年十二月到现在, 三月份起), in months up to `today`. Without a date there are none:
 * the core reads no clock.
 */
export function findSince(text: string, today: string | undefined): Duration[] {
  const now = today === undefined ? null : monthOf(today)
  if (now === null) return []
  const found: Duration[] = []
  for (let at = 0; at < text.length; at++) {
    if (!BEGINNINGS.includes(text.charAt(at))) continue
    const point = pointAt(text, at, now)
    if (point === null) continue
    const begins = BEGINS_BEFORE.exec(text.slice(Math.max(0, at - 2), at))
    const goesOn = BEGINS_BEHIND.test(text.slice(point.end, point.end + 6))
    const still = STILL_NOW.exec(text.slice(point.end, point.end + REACH))
    const months = now - point.month
    if ((begins !== null || goesOn || still !== null) && months > 0 && months < 1200) {
      const start = at - (begins?.[0].length ?? 0)
      const adjacent = still !== null && still.index <= 2
      found.push({ months, span: { start, end: adjacent ? point.end + still.index + still[0].length : point.end } })
    }
    at = point.end - 1
  }
  return found
}

/** Whatever a year or month can begin with. */
const BEGINNINGS = '大前去旧上今本年开过春正元清五端暑立中国重冬腊下一二三四六七八九十0123456789'
