import { headCount } from './people.ts'
import { clauseAt, hasWithin, type Reading } from './reading.ts'
import type { Amount, Span } from './understood.ts'

/**
 * Rough ceilings in yuan a head and year for believing a stated income to be low; the pack decides by its own line
 * later (6,000 in 2021, up to 16,460 in 2024), so this only has to tell 五千 from 十万.
 */
const LOW_PER_HEAD = 15_000
/** Where the speaker does not call it little himself. */
const SURELY_LOW_PER_HEAD = 10_000
const LOW_HOUSEHOLD = 20_000
/** 一个月才八百: low enough by the month. */
const LOW_BY_MONTH = 1_500
/** The same where others live of it: 三个细路要养,一个月得两千蚊. */
const LOW_WITH_DEPENDANTS = 2_500

/** Earned in a month, called little or not. */
const LOW_WAGE_BY_MONTH = 1_200
/** Of work by the day, which is not had every day. */
const LOW_BY_DAY = 100
/** A trade's loss is told in thousands; 亏了几十块 is none. */
const LEAST_LOSS = 2_000

/** 亏了十几万: a sum lost, whatever the trade was; null where none is told, or somebody else's (公司亏了). */
export function findTradeLoss(reading: Reading): Span | null {
  for (const { lo, span } of reading.amounts) {
    const clause = clauseAt(reading, span.start)
    const before = reading.text.slice(Math.max(clause.start, span.start - 8), span.start)
    if (lo < LEAST_LOSS || !/(?:亏|蚀|折本)(?:了|咗|掉|空|损|本|进去)*[^,。]{0,3}$/.test(before)) continue
    if (/[没不冇未]亏|赌|股票|彩票|炒币/.test(reading.text)) continue
    if (hasWithin(reading, clause, 'outsider', 'feared', 'supposed', 'tale')) continue
    return span
  }
  return null
}

function perHead(reading: Reading, amount: Amount): boolean {
  const before = reading.text.slice(Math.max(0, amount.span.start - 12), amount.span.start)
  return /人均|每人|平均|每个人/.test(before)
}

/** The first stated income that is low, by head, household or month; null where none is stated. */
export function findLowIncome(reading: Reading): Span | null {
  for (const amount of reading.amounts) {
    if (['own_cost', 'total_cost', 'debt', 'loss', 'wage_arrears'].includes(amount.role) && !perHead(reading, amount))
      continue
    const clause = clauseAt(reading, amount.span.start)
    if (!hasWithin(reading, clause, 'income_word')) continue
    const start = Math.max(clause.start, amount.span.start - 20)
    const before = reading.text.slice(start, amount.span.start)
    const small = hasWithin(reading, { start, end: clause.end }, 'income_low_word')
    if (/[费药病罚价吃]|押金|租出去|透析|打针/.test(before)) continue
    if (perHead(reading, amount) && amount.lo < LOW_PER_HEAD) return amount.span
    const people = headCount(reading)
    if (/(?:一天|每天|一日|日薪)[^,。]{0,5}$/.test(before) && amount.lo >= 10 && amount.lo < LOW_BY_DAY)
      return amount.span
    const byMonth = /月|每天|一天/.test(before)
    const low = /要养|养活|带着|拖着|供/.test(reading.text) ? LOW_WITH_DEPENDANTS : LOW_BY_MONTH
    const earns = /(?:挣|赚|揾|搵|收入|工资|养老金|到手|得返)[^,。]{0,4}$/.test(before)
    if (byMonth && earns && amount.lo <= LOW_WAGE_BY_MONTH) return amount.span
    if (byMonth && amount.lo < (small ? low : LOW_BY_MONTH / 3)) return amount.span
    const earned = small || amount.role === 'income_household' || (people !== null && /一年|全年/.test(before))
    if (!earned) continue
    const year = byMonth ? amount.lo * 12 : amount.lo
    if (people !== null && amount.lo >= 100 && year / people < (small ? LOW_PER_HEAD : SURELY_LOW_PER_HEAD))
      return amount.span
    if (byMonth) continue
    if (people === null && small && amount.lo < LOW_HOUSEHOLD) return amount.span
  }
  return null
}
