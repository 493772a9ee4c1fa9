import { canBeginNumeral, type Numeral, numeralAt } from './number.ts'
import type { Duration } from './understood.ts'

/** Months per unit: a week is a quarter of a month, a day a thirtieth. The longest spelling comes first. */
const UNITS: readonly (readonly [string, number])[] = [
  ['个半月', 1],
  ['个多月', 1],
  ['个来月', 1],
  ['个把月', 1],
  ['个月', 1],
  ['多个月', 1],
  ['年', 12],
  ['多年', 12],
  ['个星期', 0.25],
  ['星期', 0.25],
  ['个礼拜', 0.25],
  ['礼拜', 0.25],
  ['周', 0.25],
  ['天', 1 / 30],
]
/** Spans said without a number. */
const FIXED: readonly (readonly [string, number])[] = [
  ['大半年', 8],
  ['多半年', 8],
  ['小半年', 5],
  ['半年', 6],
  ['大半个月', 0.7],
  ['半个月', 0.5],
  ['半个多月', 0.5],
  ['半月', 0.5],
  ['个把月', 1],
  ['个半月', 1.5],
  ['个把星期', 0.25],
  ['个把礼拜', 0.25],
  ['整年', 12],
  ['成年', 12],
  ['年把', 12],
]
/** 半年 in these is a half of the calendar year, no span: 上半年房子被火烧了. */
const HALF_YEAR_NAMES = '上下前后'
/** Behind a unit these make another word of it: 三年级, 一年生. */
const NOT_A_SPAN = ['级', '度', '初', '底', '龄', '轻', '纪', '货', '生', '花板', '气', '线', '然']
/** Exactly one year, month or day is a rate (一年两万) unless one of these shows a span. */
const SPAN_BEFORE = [
  '快',
  '才',
  '刚',
  '有',
  '经',
  '了',
  '近',
  '整',
  '满',
  '约',
  '等',
  '拖',
  '过',
  '足',
  '停',
  '业',
  '病',
  '差不多',
  '上',
  '就',
]
const SPAN_AFTER = [
  '了',
  '多',
  '没',
  '冇',
  '都',
  '以上',
  '来',
  '前',
  '无',
  '还',
  '不',
  '又',
  '零',
  '半',
  '左右',
  '啦',
  '咗',
]

interface Reading extends Duration {
  end: number
}

function fixedAt(text: string, at: number): Reading | null {
  for (const [word, months] of FIXED) {
    if (!text.startsWith(word, at)) continue
    if (word === '半年' && HALF_YEAR_NAMES.includes(text.charAt(at - 1) || ' ')) return null
    if (word === '半月' && text.charAt(at - 1) === '个') return null
    if (word === '成年' && text.charAt(at + 2) === '人') return null
    return { months, span: { start: at, end: at + word.length }, end: at + word.length }
  }
  return null
}

/** 2023年, 08年 and 19年3月 are dates: four figures, a leading zero, or two figures of this century's calendar. */
function isCalendarYear(text: string, numeral: Numeral, unitEnd: number): boolean {
  if (!numeral.figures)
    return text.charAt(numeral.end) === '年' && canBeginNumeral(text.charAt(numeral.start - 1) || ' ')
  if (numeral.lo >= 1900 || (text.charAt(numeral.start) === '0' && numeral.end - numeral.start > 1)) return true
  const next = text.charAt(unitEnd)
  const shownAsSpan = SPAN_AFTER.some((word) => text.startsWith(word, unitEnd))
  return numeral.lo >= 15 && numeral.lo <= 35 && numeral.bound === 'exact' && !shownAsSpan && next !== ''
}

/** Small numbers of units are the middle of a range (三四个月 → 3, its lower end); 几个月 counts as three. */
function countOf(numeral: Numeral): number {
  return numeral.lo === 1 && numeral.hi === 9 ? 3 : numeral.lo
}

function unitAt(text: string, at: number): readonly [string, number] | undefined {
  return UNITS.find(([word]) => text.startsWith(word, at))
}

function halfBehind(text: string, at: number, unit: string): number {
  // 一年半 and 个半月 add half a unit; 一年半载 says no more than 一年.
  if (unit.includes('半')) return 0.5
  return text.charAt(at) === '半' && text.charAt(at + 1) !== '载' && text.charAt(at + 1) !== '夜' ? 0.5 : 0
}

function counted(text: string, at: number): Reading | null {
  const numeral = numeralAt(text, at)
  if (numeral === null || numeral.scale >= 1e4) return null
  const unit = unitAt(text, numeral.end)
  if (unit === undefined) return null
  const [word, months] = unit
  let end = numeral.end + word.length
  if (NOT_A_SPAN.some((tail) => text.startsWith(tail, end))) return null
  if (word === '年' && isCalendarYear(text, numeral, end)) return null
  const half = halfBehind(text, end, word)
  if (half > 0 && !word.includes('半')) end += 1
  let total = (countOf(numeral) + half) * months
  if (isRate(text, numeral, end, total)) return null
  end = stepOverMore(text, end)
  // 一年零三个月, 两年三个月
  if (months === 12 && half === 0) {
    const from = '零又加'.includes(text.charAt(end) || ' ') ? end + 1 : end
    const more = canBeginNumeral(text.charAt(from)) ? numeralAt(text, from) : null
    const moreUnit = more === null ? undefined : unitAt(text, more.end)
    if (more !== null && moreUnit?.[1] === 1) {
      total += more.lo + halfBehind(text, more.end + moreUnit[0].length, moreUnit[0])
      end = more.end + moreUnit[0].length
    } else if (text.startsWith('半', from) && from > end) {
      total += 6
      end = from + 1
    }
  }
  return { months: total, span: { start: numeral.start, end }, end }
}

function stepOverMore(text: string, at: number): number {
  return text.charAt(at) === '多' || text.charAt(at) === '余' ? at + 1 : at
}

/** 每个月六百, 一年学费三万: how often, not how long. */
function isRate(text: string, numeral: Numeral, end: number, months: number): boolean {
  const before = text.slice(Math.max(0, numeral.start - 3), numeral.start)
  if (before.endsWith('每') || before.endsWith('第') || before.endsWith('隔')) return true
  const one = numeral.lo === 1 && numeral.bound === 'exact' && (months === 12 || months === 1 || months < 0.05)
  if (!one) return false
  if (SPAN_BEFORE.some((word) => before.endsWith(word))) return false
  return !SPAN_AFTER.some((word) => text.startsWith(word, end))
}

/**
 * Spans of time in a normalised message, in months with fractions kept (两个星期 → 0.5). Dates (去年三月, 2019年), rates
 * (每个月) and half-years by name (上半年) are none. Approximations keep the stated number: 快一年 → 12.
 */
export function findDurations(text: string): Duration[] {
  const found: Duration[] = []
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i)
    const plain = '大多小半个整成年'.includes(char) ? fixedAt(text, i) : null
    const reading = plain ?? (canBeginNumeral(char) ? counted(text, i) : null)
    if (reading === null) {
      // A number is read once from its beginning, never again from its middle.
      const numeral = canBeginNumeral(char) ? numeralAt(text, i) : null
      if (numeral !== null) i = numeral.end - 1
      continue
    }
    found.push({ months: Math.round(reading.months * 100) / 100, span: reading.span })
    i = reading.end - 1
  }
  return found
}
