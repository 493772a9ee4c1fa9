import { cite, findRule, runOutWarning } from './chain.ts'
import type { Citation } from './citation.ts'
import { type Limit, type LineHousehold, type LineRule, limitOn, within } from './lines.ts'
import type { PolicyPack } from './pack.ts'

/** The lines in the order in which they are tried: who is monitored is not merely warned about. */
export const LINE_NAMES = ['monitoring-line', 'warning-line'] as const

interface Step {
  band: string
  words: string
  limit: Limit
  also: string[]
  households: LineHousehold[]
  citation: Citation
  pack: string
  warning: string | null
}

interface Against {
  /** Yuan a head and year. */
  limit: number
  /** Whether the limit itself is still within. */
  inclusive: boolean
  unit: 'yuan_per_head_and_year'
  /** Whom the line is for. */
  households: LineHousehold[]
  /** What must be so beside the income. */
  also: string[]
  citation: Citation
  pack: string
  /** Within the margin of any line: somebody should look again. */
  borderline: boolean
  margin: { yuan: number; citation: Citation } | null
  /** Set when the paper has run out. */
  warning: string | null
}

/** `above_lines` names the highest line; `no_line`: no paper lays one down for this place, day and kind. */
export type BandAnswer =
  | ({ kind: 'in_band'; band: string; words: string } & Against)
  | ({ kind: 'above_lines'; band: null; words: string } & Against)
  | { kind: 'no_line'; band: null; words: string }

export interface BandQuestion {
  region: string
  /** yyyy-mm-dd */
  day: string
  /** Per-capita disposable income of the window's months, in yuan. */
  income: number
  /** Without it, lines for every kind of household are used and named. */
  household?: LineHousehold | undefined
}

/** Every limit that an income is held against in a place on a day, lowest line first within each rule. */
export function limitsFor(packs: PolicyPack[], question: Omit<BandQuestion, 'income'>): Limit[] {
  return LINE_NAMES.flatMap((name) => stepsOf(packs, name, question)).map(({ limit }) => limit)
}

/** Which band an income is in, with the line that says so. */
export function bandOf(packs: PolicyPack[], question: BandQuestion): BandAnswer {
  const steps = LINE_NAMES.flatMap((name) => stepsOf(packs, name, question))
  const highest = steps.reduce<Step | undefined>((top, step) => (top && !higher(step, top) ? top : step), undefined)
  if (!highest) return { kind: 'no_line', band: null, words: '没有文件规定这里、这一天、这类户的收入线，不能判断。' }
  const margin = marginFor(packs, question)
  const near = steps.some(({ limit }) => Math.abs(question.income - limit.yuan) <= (margin?.yuan ?? 0))
  const mine = steps.find(({ limit }) => within(question.income, limit))
  const { limit, band, words, ...rest } = mine ?? highest
  const against: Against = {
    limit: limit.yuan,
    inclusive: limit.inclusive,
    unit: 'yuan_per_head_and_year',
    ...rest,
    borderline: near,
    margin,
  }
  if (mine) return { kind: 'in_band', band, words, ...against }
  return { kind: 'above_lines', band: null, words: '收入在各条线以上。收入以外的风险照样要看。', ...against }
}

function higher(a: Step, b: Step): boolean {
  return a.limit.yuan > b.limit.yuan || (a.limit.yuan === b.limit.yuan && a.limit.inclusive && !b.limit.inclusive)
}

/** The steps of one line on a day, lowest first; none where it is not for this kind of household. */
function stepsOf(packs: PolicyPack[], name: string, { region, day, household }: Omit<BandQuestion, 'income'>): Step[] {
  const found = findRule(packs, name, 'line', region, day)
  if (!found || (household && !found.rule.households.includes(household))) return []
  return found.rule.bands.flatMap((band) => {
    const on = limitOn(band.limits, day)
    return on ? [stepOf(found, band, on, day)] : []
  })
}

function stepOf(
  { rule, pack }: { rule: LineRule; pack: PolicyPack },
  band: LineRule['bands'][number],
  on: { limit: Limit; carriedOn: boolean },
  day: string,
): Step {
  const citation = cite(pack, rule.clause, rule.figures)
  const last = on.carriedOn && on.limit.to ? lastDayOf(on.limit.to) : null
  return {
    band: band.band,
    words: band.words,
    limit: on.limit,
    also: band.also ?? [],
    households: rule.households,
    citation,
    pack: pack.id,
    warning: runOutWarning(citation, rule.until ?? pack.inForce.until, day) ?? runOutWarning(citation, last, day),
  }
}

/** The last day of a month (yyyy-mm). */
function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

/** How near to a line is borderline; null where nothing says so. */
export function marginFor(
  packs: PolicyPack[],
  { region, day }: Pick<BandQuestion, 'region' | 'day'>,
): { yuan: number; citation: Citation } | null {
  const found = findRule(packs, 'margin', 'margin', region, day)
  return found ? { yuan: found.rule.yuan, citation: cite(found.pack, found.rule.clause) } : null
}
