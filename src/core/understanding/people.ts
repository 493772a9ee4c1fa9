import { has, type Reading } from './reading.ts'
import type { Span } from './understood.ts'
import { isWholeMessage } from './whole.ts'

type People = { count: number; span: Span }

const HOUSEHOLD_BEFORE =
  /(?:一家|全家|家里|家中|屋里|屋企|我家|我们家|家里头|一屋|家|户)(?:里|中)?(?:总共|一共|共|共有|有|就|只有|得|现在|现有|是)*$/
/** No family is larger; a larger number counts something else. */
const MOST = 30
const ALONE = [
  '我一个人',
  '就我一个',
  '只有我一个',
  '独自一人',
  '孤身一人',
  '我自己一个人',
  '光棍一个',
  '单身一人',
  '得我一个',
]

/**
 * How many people live in the household: 一家五口, 家里6个人, 五口之家, 就我一个人. The whole message may be the count
 * (5口, 四个人, 5个). Couples (两口子) and crowds are none.
 */
export function findPeople(reading: Reading): People | null {
  const { text } = reading
  for (const numeral of reading.numerals) {
    const { start, end, lo } = numeral
    if (lo < 1 || lo > MOST || !Number.isInteger(lo)) continue
    const unit = unitAt(text, end)
    if (unit === '') continue
    const mouths = unit.startsWith('口')
    const before = text.slice(Math.max(0, start - 8), start)
    const whole = isWholeMessage(text, start, end + unit.length)
    if (mouths || whole || HOUSEHOLD_BEFORE.test(before)) return { count: lo, span: { start, end: end + unit.length } }
  }
  const parts = oldAndYoung(reading)
  if (parts !== null) return parts
  for (const words of ALONE) {
    const at = text.indexOf(words)
    if (at >= 0) return { count: 1, span: { start: at, end: at + words.length } }
  }
  return null
}

/** 两个大人三个小孩: the parts of a household, added up. */
function oldAndYoung({ text, numerals }: Reading): People | null {
  let count = 0
  let start = -1
  let end = -1
  for (const numeral of numerals) {
    const kind = /^个?(?:大人|小孩|老人|孩子|娃|细路|细人|小的|老的|劳力)/.exec(
      text.slice(numeral.end, numeral.end + 4),
    )
    if (kind === null || numeral.lo < 1 || numeral.lo > 10 || !Number.isInteger(numeral.lo)) continue
    // 养三个小的两个老的 does not count the speaker.
    if (start < 0 && !/大人/.test(kind[0])) return null
    if (start < 0) start = numeral.start
    count += numeral.lo
    end = numeral.end + kind[0].length
  }
  return start >= 0 && count > 1 && end > start ? { count, span: { start, end } } : null
}

function unitAt(text: string, at: number): string {
  // 三个月 is no count of people, 三个孩子 not all of them; 两口子 is a couple, 三口井 three wells.
  if (/^个(?![人,，。.!！?？ 啊呀吧的了哦左]|$)/.test(text.slice(at, at + 2))) return ''
  if (/^口(?:子|井|塘|锅|水|气|棺|饭)/.test(text.slice(at, at + 2))) return ''
  for (const unit of ['口之家', '口人', '口', '个人', '人', '个'])
    if (text.startsWith(unit, at)) return unit === '人' && text.startsWith('人均', at) ? '' : unit
  return ''
}

/** People of the household as a number for sums per head, or null; a couple alone is two. */
export function headCount(reading: Reading): number | null {
  const people = findPeople(reading)
  if (people !== null) return people.count
  return /两口子|老两口|两公婆|我[和同跟]?(?:我)?老(?:伴|头|婆|公)[^,。]{0,3}(?:两个|俩)?/.test(reading.text) &&
    has(reading, 'own')
    ? 2
    : null
}
