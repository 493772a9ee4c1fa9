import { type BandQuestion, limitsFor, marginFor } from '../policy/band.ts'
import { cite, findRule } from '../policy/chain.ts'
import type { Citation } from '../policy/citation.ts'
import { within } from '../policy/lines.ts'
import type { PolicyPack } from '../policy/pack.ts'
import { chinaDay } from '../words/when.ts'
import { incomeWindow } from './income-window.ts'
import type { HouseholdLedger, MoneyEntry } from './ledger.ts'
import { daysBetween, lastDayOf } from './months.ts'
import { perCapitaIncome } from './per-capita-income.ts'
import { sourceWords } from './source.ts'
import { fenOf, yuanWords } from './yuan.ts'

export const DEADLINES = ['finish_by', 'year_end', 'quarter_end'] as const
export interface Deadline {
  kind: (typeof DEADLINES)[number]
  day: string
}

const DEADLINE_LABEL: Record<Deadline['kind'], string> = {
  finish_by: '识别期限',
  year_end: '年底',
  quarter_end: '季度末',
}

/** An income that was entered shortly before a deadline and lifts the household just over a line. Somebody looks again; nothing is refused. */
export interface IncomeFlag {
  entryId: string
  at: Date
  who: string
  /** Yuan a head before and after. */
  before: number
  after: number
  /** The line, in yuan a head and year. */
  limit: number
  deadline: Deadline
  words: string
  citation: Citation
}

interface Question {
  region: string
  household?: BandQuestion['household']
  /** By when identifications of this household must be finished, yyyy-mm-dd. */
  finishBy: string[]
}

/**
 * Looks at every entry in the order in which they were made. Where a figure was not known before or after there is nothing to
 * compare, and nothing is flagged.
 */
export function incomeFlags(packs: PolicyPack[], ledger: HouseholdLedger, question: Question): IncomeFlag[] {
  const inOrder = [...ledger.money].sort(earlier)
  return inOrder.flatMap((entry, nth) => {
    const day = chinaDay(entry.at)
    const deadline = deadlineAfter(packs, day, question)
    const window = deadline && incomeWindow(packs, question.region, day)
    if (!window) return []
    const before = figureOf(ledger, inOrder.slice(0, nth), window.months)
    const after = figureOf(ledger, inOrder.slice(0, nth + 1), window.months)
    if (before === null || after === null) return []
    const { region, household } = question
    const margin = marginFor(packs, { region, day })?.yuan ?? 0
    const passed = limitsFor(packs, { region, day, household })
      .filter((limit) => within(before, limit) && !within(after, limit) && after - limit.yuan <= margin)
      .at(-1)
    if (!passed) return []
    const flag = { entryId: entry.id, at: entry.at, before, after, limit: passed.yuan, deadline }
    return [
      { ...flag, who: sourceWords(entry.source), words: wordsOf(flag, day), citation: clauseFor(packs, region, day) },
    ]
  })
}

function earlier(a: MoneyEntry, b: MoneyEntry): number {
  return a.at.getTime() - b.at.getTime() || a.id.localeCompare(b.id)
}

/** Yuan a head as the ledger stood when only those had been entered. */
function figureOf(ledger: HouseholdLedger, known: MoneyEntry[], months: string[]): number | null {
  const ids = new Set(known.map(({ id }) => id))
  const money = known.map((entry) => ({
    ...entry,
    replacedBy: entry.replacedBy !== null && ids.has(entry.replacedBy) ? entry.replacedBy : null,
  }))
  const income = perCapitaIncome({ ...ledger, money }, months)
  return income.kind === 'complete' ? income.yuan : null
}

/** The nearest deadline for which this day is near enough; of two on one day the weightier. */
function deadlineAfter(packs: PolicyPack[], day: string, { region, finishBy }: Question): Deadline | null {
  const rule = findRule(packs, 'income-watch', 'income-watch', region, day)?.rule
  if (!rule) return null
  const near = {
    finish_by: rule.daysBefore.finishBy,
    quarter_end: rule.daysBefore.quarterEnd,
    year_end: rule.daysBefore.yearEnd,
  }
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3) * 3
  const all: Deadline[] = [
    ...finishBy.map((each) => ({ kind: 'finish_by' as const, day: each })),
    { kind: 'year_end', day: `${day.slice(0, 4)}-12-31` },
    { kind: 'quarter_end', day: lastDayOf(`${day.slice(0, 4)}-${String(quarter).padStart(2, '0')}`) },
  ]
  const rank = ({ kind }: Deadline) => DEADLINES.indexOf(kind)
  return (
    all
      .filter((each) => each.day >= day && daysBetween(day, each.day) <= near[each.kind])
      .sort((a, b) => a.day.localeCompare(b.day) || rank(a) - rank(b))[0] ?? null
  )
}

/** The clause of the paper that forbids sums made to reach a line, else the house rule by which it is looked at. */
function clauseFor(packs: PolicyPack[], region: string, day: string): Citation {
  const found =
    findRule(packs, 'honest-figures', 'practice', region, day) ??
    findRule(packs, 'income-watch', 'income-watch', region, day)
  if (!found) throw new Error('a flag without the rule that it follows from')
  return cite(found.pack, found.rule.clause)
}

function wordsOf(
  { before, after, limit, deadline }: Omit<IncomeFlag, 'who' | 'words' | 'citation'>,
  day: string,
): string {
  const left = daysBetween(day, deadline.day)
  const when = `${DEADLINE_LABEL[deadline.kind]}${left === 0 ? '当天' : `前${left}天`}`
  const figures = `人均从${yuanWords(fenOf(before))}变成${yuanWords(fenOf(after))}`
  return `${when}改了收入，${figures}，刚过${yuanWords(fenOf(limit))}的线，请再核一遍。`
}
