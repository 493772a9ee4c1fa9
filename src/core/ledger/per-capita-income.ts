import { INCOME_KINDS, type IncomeKind, SPENDING_KINDS, type SpendingKind } from '../../contract/terms.ts'
import { maskName } from '../words/person.ts'
import type { HouseholdLedger, Member, MoneyEntry } from './ledger.ts'
import { lastDayOf, monthListWords, monthsIn, monthsLater, spanWords } from './months.ts'
import { fenOf, yuanWords } from './yuan.ts'

export const MONEY_LABEL: Record<IncomeKind | SpendingKind, string> = {
  business: '经营性收入',
  wage: '工资性收入',
  property: '财产性收入',
  transfer: '转移性收入',
  production: '生产经营支出',
  rigid: '刚性支出',
}

interface Arithmetic {
  months: string[]
  /** Months without any income entry; one of 0 yuan says that nothing came in. */
  missing: string[]
  people: number
  /** How it was reckoned, one sentence a line, names masked. */
  lines: string[]
}

/** `incomplete`: something is not known, so there is no figure. */
export type PerCapitaIncome =
  | ({ kind: 'complete'; yuan: number; fen: number } & Arithmetic)
  | ({ kind: 'incomplete'; why: string[] } & Arithmetic)

/**
 * Disposable income a head over those months: the four kinds of income, less what production cost, over the members who belong
 * to the household on the last day of them. Reckoned in whole cents; what is left of a cent in the last division is dropped, which
 * never lifts a household over a line. The order in which the sums were entered does not matter.
 *
 * @param months rising, without a gap, yyyy-mm; at least one
 */
export function perCapitaIncome(ledger: HouseholdLedger, months: string[]): PerCapitaIncome {
  const counted = ledger.money.filter(({ replacedBy }) => replacedBy === null)
  const members = membersOn(ledger.members, lastDayOf(months.at(-1) ?? ''))
  const missing = monthsWithoutIncome(counted, months)
  const sums = sumsOf(counted, months)
  const total = INCOME_KINDS.reduce((sum, kind) => sum + sums[kind], 0) - sums.production
  const lines = [
    `算${spanWords(months[0] ?? '', months.at(-1) ?? '')}，共${months.length}个月。`,
    ...sharedLines(counted, months),
    ...INCOME_KINDS.map((kind) => `${MONEY_LABEL[kind]}：${yuanWords(sums[kind])}。`),
    `减去${MONEY_LABEL.production}：${yuanWords(sums.production)}。`,
    `全家一共：${yuanWords(total)}。`,
    ...(sums.rigid > 0 ? [`另有${MONEY_LABEL.rigid}${yuanWords(sums.rigid)}，不从收入里减。`] : []),
    ...peopleLines(members),
    ...contestedLines(ledger.contested ?? [], months),
  ]
  const why = [
    ...(missing.length > 0 ? [`${monthListWords(missing)}没有收入记录。`] : []),
    ...(members.length === 0 ? ['还没有录家庭成员。'] : []),
  ]
  const arithmetic = { months, missing, people: members.length }
  if (why.length > 0)
    return { kind: 'incomplete', why, ...arithmetic, lines: [...lines, ...why, '还不全，算不出人均收入。'] }
  const fen = Math.floor(total / members.length)
  const last = `${yuanWords(total)} ÷ ${members.length}人 ＝ 每人${yuanWords(fen)}（不到一分的舍去）。`
  return { kind: 'complete', yuan: fen / 100, fen, ...arithmetic, lines: [...lines, last] }
}

/** Who belongs to the household on a day. Dates may be a month or a year alone. */
export function membersOn<M extends Pick<Member, 'joined' | 'left'>>(members: M[], day: string): M[] {
  return members.filter(({ joined, left }) => (joined === null || joined <= day) && (left === null || left > day))
}

export function isIncome(kind: MoneyEntry['kind']): kind is IncomeKind {
  return INCOME_KINDS.some((each) => each === kind)
}

export function monthsWithoutIncome(entries: MoneyEntry[], months: string[]): string[] {
  const incomes = entries.filter(({ kind, replacedBy }) => isIncome(kind) && replacedBy === null)
  return months.filter((month) => !incomes.some(({ from, to }) => from <= month && month <= to))
}

/**
 * What of an entry falls into those months. A span is shared out evenly; cents that don't divide go to the later months, so that
 * all shares together are the whole sum.
 */
function shareOf({ from, to, yuan }: MoneyEntry, months: string[]): number {
  const [count, fen] = [monthsIn(from, to), fenOf(yuan)]
  const upTo = (nth: number) => Math.floor((fen * nth) / count)
  return Array.from({ length: count }, (_, nth) => nth)
    .filter((nth) => months.includes(monthsLater(from, nth)))
    .reduce((sum, nth) => sum + upTo(nth + 1) - upTo(nth), 0)
}

/** Cents of each kind within those months; replaced entries must be left out before. */
export function sumsOf(entries: MoneyEntry[], months: string[]): Record<IncomeKind | SpendingKind, number> {
  const sums = Object.fromEntries([...INCOME_KINDS, ...SPENDING_KINDS].map((kind) => [kind, 0]))
  for (const entry of entries) sums[entry.kind] = (sums[entry.kind] ?? 0) + shareOf(entry, months)
  return sums as Record<IncomeKind | SpendingKind, number>
}

/** Spans that lie partly within the months, each with what counts of it. */
function sharedLines(entries: MoneyEntry[], months: string[]): string[] {
  return entries
    .filter(({ from, to }) => {
      const inside = insideOf(from, to, months)
      return inside > 0 && inside < monthsIn(from, to)
    })
    .sort((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to) || a.id.localeCompare(b.id))
    .map((entry) => {
      const { kind, from, to, yuan } = entry
      const inside = insideOf(from, to, months)
      const share = yuanWords(shareOf(entry, months))
      return `${spanWords(from, to)}的${MONEY_LABEL[kind]}${yuanWords(fenOf(yuan))}按月平摊，其中${inside}个月算${share}。`
    })
}

function insideOf(from: string, to: string, months: string[]): number {
  return months.filter((month) => from <= month && month <= to).length
}

/** So many names fit into a sentence that is still easy to read. */
const NAMES_IN_A_LINE = 8

function peopleLines(members: Member[]): string[] {
  if (members.length === 0) return []
  const names = members.map(({ name }) => maskName(name)).sort()
  const shown = names.slice(0, NAMES_IN_A_LINE).join('、')
  return [`按${members.length}口人算：${shown}${names.length > NAMES_IN_A_LINE ? '等' : ''}。`]
}

function contestedLines(contested: MoneyEntry[], months: string[]): string[] {
  const count = contested.filter(({ from, to }) => insideOf(from, to, months) > 0).length
  return count > 0 ? [`有${count}笔和别处的数对不上，还没有核定，先不算。`] : []
}

/** Yuan a head in a calendar year; null where something of it is not known. */
export function incomeOfYear(ledger: HouseholdLedger, year: number): number | null {
  const months = Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`)
  const income = perCapitaIncome(ledger, months)
  return income.kind === 'complete' ? income.yuan : null
}
