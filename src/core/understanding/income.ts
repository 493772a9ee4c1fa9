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
    if (/费|罚|价|押金|租出去/.test(before)) continue
    if (perHead(reading, amount) && amount.lo < LOW_PER_HEAD) return amount.span
    const people = headCount(reading)
    const byMonth = /月|每天|一天/.test(before)
    if (byMonth && amount.lo < (small ? LOW_BY_MONTH : LOW_BY_MONTH / 3)) return amount.span
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
