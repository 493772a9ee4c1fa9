import { FIXED_BY_FIRST, type TimeUnit, UNITS_BY_FIRST } from './duration-units.ts'
import { canBeginNumeral, type Numeral, numeralAt } from './number.ts'
import type { Duration } from './understood.ts'
import { isWholeMessage } from './whole.ts'

/** 半年 in these is a half of the calendar year, no span: 上半年房子被火烧了. */
const HALF_YEAR_NAMES = '上下前后'
/** Behind a unit these make another word of it: 三年级, 一年生, 三天两头, 七天假. */
const NOT_A_SPAN =
  /^(?:级|度|初|底|龄|轻|纪|货|生|花板|气|线|然|两头|到晚|到黑|到夜|报销|到头|大一|薪|租|费|工资|份|饭|前[^,。]{0,3}停)/
/** Exactly one year, month or day is a rate (一年两万) unless one of these shows a span. */
const SPAN_BEFORE = /(?:快|才|刚|有|经|了|近|整|满|约|等|拖|过|足|停|业|病|工|闲|待|蹲|水|院|校|床|学|差不多|上|就|将)$/
const SPAN_AFTER = /^(?:了|多|没|冇|都|以上|来|前|无|还|不|又|零|半|左右|啦|咗|嘞|哩|几|有余|出头|光景|的了|[,。!]|$)/
/** More parts than 一年零三个月又五天六小时 nobody counts. */
const MOST_PARTS = 5

interface Part {
  months: number
  unit: TimeUnit
  start: number
  end: number
}

function fixedAt(text: string, at: number): Part | null {
  for (const [word, months, unit] of FIXED_BY_FIRST.get(text.charAt(at)) ?? []) {
    if (!text.startsWith(word, at)) continue
    const before = text.charAt(at - 1) || ' '
    if (word === '半年' && HALF_YEAR_NAMES.includes(before)) return null
    if (word.startsWith('半') && '个一两二三四五六七八九十多大'.includes(before)) return null
    if (word.startsWith('成') && (text.charAt(at + 2) === '人' || '完建变组赞'.includes(before))) return null
    if (word.startsWith('年') && '一二两三四五六七八九十几多半去今前明每全当学整0123456789'.includes(before))
      return null
    // 个把月 says about one month, 一个把月 does not occur; 上个月 and 每个月 name or rate.
    if (NOT_A_SPAN.test(text.slice(at + word.length, at + word.length + 6))) return null
    return { months, unit, start: at, end: at + word.length }
  }
  return null
}

/** 2023年, 08年 and 19年3月 are dates: four figures, a leading zero, or two figures of this century's calendar. */
function isCalendarYear(text: string, numeral: Numeral, unitEnd: number): boolean {
  if (!numeral.figures)
    return text.charAt(numeral.end) === '年' && canBeginNumeral(text.charAt(numeral.start - 1) || ' ')
  if (numeral.lo >= 1900 || (text.charAt(numeral.start) === '0' && numeral.end - numeral.start > 1)) return true
  const shownAsSpan = SPAN_AFTER.test(text.slice(unitEnd, unitEnd + 2))
  return (
    numeral.lo >= 15 && numeral.lo <= 35 && numeral.bound === 'exact' && !shownAsSpan && text.charAt(unitEnd) !== ''
  )
}

/** Small numbers of units are the lower end of a range (三四个月 → 3); 几个月 counts as three. */
function countOf(numeral: Numeral): number {
  return numeral.lo === 1 && numeral.hi === 9 ? 3 : numeral.lo
}

/** One number with its unit: 三四个月, 年半 behind 一, 两个半月, 20来天, 5 天. */
function countedAt(text: string, at: number, joined: boolean): Part | null {
  const numeral = numeralAt(text, at)
  if (numeral === null || numeral.scale >= 1e4) return null
  let end = numeral.end
  if (text.charAt(end) === ' ') end += 1
  // 八个多月 and 两个半月: 个 first, then more or half, then the unit.
  const found = UNITS_BY_FIRST.get(text.charAt(end))?.find(([word]) => text.startsWith(word, end))
  if (found === undefined) return null
  const [word, months, unit] = found
  end += word.length
  if (NOT_A_SPAN.test(text.slice(end, end + 6))) return null
  if (unit === 'year' && isCalendarYear(text, numeral, end)) return null
  // 两日 is a span, 3日 a date; 十几日 again a span.
  if (word === '日' && numeral.figures && text.charAt(numeral.start - 1) === '月') return null
  let count = countOf(numeral) + (word.includes('半') ? 0.5 : 0)
  if (!word.includes('半') && text.charAt(end) === '半' && !'载夜天日'.includes(text.charAt(end + 1) || ' ')) {
    count += 0.5
    end += 1
  } else if ('多余几'.includes(text.charAt(end) || ' ') && !canBeginUnit(text, end)) end += 1
  if (!joined && isRate(text, numeral, end, unit)) return null
  return { months: count * months, unit, start: numeral.start, end }
}

/** 一年几个月 goes on with 几个月; 两年几 ends there. */
function canBeginUnit(text: string, at: number): boolean {
  return text.charAt(at) === '几' && /^几(?:个|天|日|周|年|月)/.test(text.slice(at, at + 2))
}

/** 每个月六百, 一年学费三万: how often, not how long. */
function isRate(text: string, numeral: Numeral, end: number, unit: TimeUnit): boolean {
  const before = text.slice(Math.max(0, numeral.start - 3), numeral.start)
  if (/[每第隔]$/.test(before)) return true
  const one = numeral.lo === 1 && numeral.bound === 'exact' && numeral.hi === 1
  if (!one || isWholeMessage(text, numeral.start, end)) return false
  if (unit === 'year' && /^(?:零|又|加)?[一二两三四五六七八九十\d几]{1,3}个/.test(text.slice(end, end + 5)))
    return false
  return !SPAN_BEFORE.test(before) && !SPAN_AFTER.test(text.slice(end, end + 2))
}

/** 一年零三个月, 一个星期又三天: parts that follow each other, larger before smaller or joined by 零, 又, 加. */
function spanAt(text: string, at: number): { months: number; start: number; end: number } | null {
  const first = fixedAt(text, at) ?? (canBeginNumeral(text.charAt(at)) ? countedAt(text, at, false) : null)
  if (first === null) return null
  let { months, end } = first
  let last = first.unit
  for (let parts = 1; parts < MOST_PARTS; parts++) {
    const joint = /^(?:零|又|加|另|,? ?余)/.exec(text.slice(end, end + 2))?.[0] ?? ''
    const from = end + joint.length
    const half = text.charAt(from) === '半' && joint !== '' && last === 'year'
    const next = half ? null : canBeginNumeral(text.charAt(from)) ? countedAt(text, from, true) : fixedAt(text, from)
    if (half) {
      months += 6
      end = from + 1
      break
    }
    if (next === null || next.unit === last || (joint === '' && isLarger(next.unit, last))) break
    months += next.months
    end = next.end
    last = next.unit
  }
  return { months, start: first.start, end }
}

const ORDER: readonly TimeUnit[] = ['minute', 'hour', 'day', 'week', 'month', 'year']
function isLarger(one: TimeUnit, other: TimeUnit): boolean {
  return ORDER.indexOf(one) > ORDER.indexOf(other)
}

/** Shorter spans say nothing about a difficulty unless they are all that was said. */
const LEAST_MONTHS = 1 / 61

/**
 * Spans of time in a normalised message, in months with fractions kept (两个星期 → 0.47). Dates (去年三月, 2019年), rates
 * (每个月) and half-years by name (上半年) are none. Approximations keep the stated number: 快一年 → 12.
 */
export function findDurations(text: string): Duration[] {
  const found: Duration[] = []
  for (let i = 0; i < text.length; i++) {
    const span = spanAt(text, i)
    if (span === null) {
      // A number is read once from its beginning, never again from its middle.
      const numeral = canBeginNumeral(text.charAt(i)) ? numeralAt(text, i) : null
      if (numeral !== null) i = numeral.end - 1
      continue
    }
    if (span.months >= LEAST_MONTHS || isWholeMessage(text, span.start, span.end))
      found.push({ months: tidy(span.months), span: { start: span.start, end: span.end } })
    i = span.end - 1
  }
  return found
}

function tidy(months: number): number {
  const digits = months < 0.1 ? 1e4 : 100
  return Math.round(months * digits) / digits
}
