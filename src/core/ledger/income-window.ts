import { cite, findRule, runOutWarning } from '../policy/chain.ts'
import type { Citation } from '../policy/citation.ts'
import type { PolicyPack } from '../policy/pack.ts'
import { monthOf, monthsLater } from './months.ts'

/** The months whose income counts, first to last (yyyy-mm), and where that stands. */
export interface IncomeWindow {
  months: string[]
  citation: Citation
  pack: string
  /** Set when the paper has run out. */
  warning: string | null
}

/** The whole months before the month of identification; null where nothing lays it down. */
export function incomeWindow(packs: PolicyPack[], region: string, day: string): IncomeWindow | null {
  const found = findRule(packs, 'income-window', 'income-window', region, day)
  if (!found) return null
  const { rule, pack } = found
  const first = monthsLater(monthOf(day), -rule.months)
  const citation = cite(pack, rule.clause, rule.figures)
  return {
    months: Array.from({ length: rule.months }, (_, i) => monthsLater(first, i)),
    citation,
    pack: pack.id,
    warning: runOutWarning(citation, rule.until ?? pack.inForce.until, day),
  }
}
