import { RISK_TYPES } from '../src/contract/terms.ts'
import { understand } from '../src/core/understanding/understand.ts'
import type { AmountRow, DurationRow, Row } from './understanding-rows.ts'

/** What every reader gives, ours and the peers. */
export interface Read {
  intent: string
  risks: readonly string[]
}
export type Reader = (text: string) => Read

const ratio = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(3).replace(/^0/, ''))

/** Counts of right, invented and missed. */
class Tally {
  right = 0
  invented = 0
  missed = 0
  add(found: ReadonlySet<string>, wanted: ReadonlySet<string>): void {
    for (const one of found) wanted.has(one) ? this.right++ : this.invented++
    for (const one of wanted) if (!found.has(one)) this.missed++
  }
  get precision(): string {
    return ratio(this.right, this.right + this.invented)
  }
  get recall(): string {
    return ratio(this.right, this.right + this.missed)
  }
  get f1(): string {
    return ratio(2 * this.right, 2 * this.right + this.invented + this.missed)
  }
}

/** One line of the table: intent, risks, lead or none, emergencies missed and false. */
export function scoreRow(rows: readonly Row[], reader: Reader): string[] {
  const risks = new Tally()
  const leads = new Tally()
  let intents = 0
  let missed = 0
  let invented = 0
  for (const row of rows) {
    const read = reader(row.text)
    risks.add(new Set(read.risks), new Set(row.risks))
    leads.add(new Set(read.risks.length > 0 ? ['lead'] : []), new Set(row.risks.length > 0 ? ['lead'] : []))
    if (row.intent === undefined) continue
    if (read.intent === row.intent) intents++
    else if (row.intent === 'emergency') missed++
    else if (read.intent === 'emergency') invented++
  }
  const labelled = rows.some((row) => row.intent !== undefined)
  return [
    labelled ? ratio(intents, rows.length) : '–',
    risks.precision,
    risks.recall,
    risks.f1,
    leads.precision,
    leads.recall,
    labelled ? `${missed}/${invented}` : '–',
  ]
}

/** Rows are the labels, columns what was found instead: only where a risk was missed and another invented. */
export function confusion(rows: readonly Row[], reader: Reader): string[][] {
  const table = new Map(RISK_TYPES.map((type) => [type as string, { tally: new Tally(), instead: [] as string[] }]))
  for (const row of rows) {
    const found = new Set(reader(row.text).risks)
    const wanted = new Set(row.risks)
    const extra = [...found].filter((type) => !wanted.has(type))
    for (const [type, { tally, instead }] of table) {
      tally.add(new Set(found.has(type) ? [type] : []), new Set(wanted.has(type) ? [type] : []))
      if (wanted.has(type) && !found.has(type)) instead.push(...(extra.length > 0 ? extra : ['nothing']))
    }
  }
  return [...table].map(([type, { tally, instead }]) => [
    type,
    String(tally.right),
    String(tally.missed),
    String(tally.invented),
    tally.f1,
    [...Map.groupBy(instead, (one) => one)].map(([one, list]) => `${one} ${list.length}`).join(', '),
  ])
}

/** Sums, spans and whose it is of labelled messages, ours only: rows where all of them are right. */
export function scoreValues(rows: readonly Row[]): string[] {
  const sums = rows.filter((row) => row.amounts !== undefined)
  const spans = rows.filter((row) => row.months !== undefined)
  const labelled = rows.filter((row) => row.intent !== undefined)
  const rightSums = sums.filter((row) => {
    const found = understand(row.text).amounts.map((amount) => amount.lo)
    return found.length === row.amounts?.length && found.every((lo, index) => lo === row.amounts?.[index])
  })
  // 大半年 is anything from seven to nine.
  const rightSpans = spans.filter((row) => {
    const wanted = row.months ?? 0
    return Math.abs((understand(row.text).duration?.months ?? -1) - wanted) <= Math.max(0.5, wanted / 7)
  })
  const rightProxies = labelled.filter((row) => understand(row.text).proxy === (row.proxy ?? false))
  return [
    `${rightSums.length}/${sums.length}`,
    `${rightSpans.length}/${spans.length}`,
    ratio(rightProxies.length, labelled.length),
  ]
}

/** Sums in context: the value where it is money, and money or not. */
export function scoreAmounts(rows: readonly AmountRow[]): string[] {
  let values = 0
  let told = 0
  for (const { ctx, mention, money, lo, hi } of rows) {
    const start = ctx.indexOf(mention)
    const end = start + mention.length
    const found = understand(ctx).amounts.find(({ span }) => span.start < end && start < span.end)
    if ((found !== undefined) === money) told++
    if (money && found?.lo === Math.round(lo) && found.hi === Math.round(hi)) values++
  }
  return [ratio(values, rows.filter((row) => row.money).length), ratio(told, rows.length)]
}

const MONTH_SECONDS = 30 * 86_400
/** Spans shorter than half a day say nothing about a difficulty. */
const LEAST_SECONDS = 43_200
/** Years are counted as twelve months of thirty days here and as 365 days there. */
const TOLERANCE = 0.03

export function scoreDurations(rows: readonly DurationRow[]): string[] {
  const long = rows.filter((row) => row.seconds >= LEAST_SECONDS)
  const right = long.filter(({ text, seconds }) => {
    const wanted = seconds / MONTH_SECONDS
    return Math.abs((understand(text).duration?.months ?? -1) - wanted) <= Math.max(TOLERANCE, wanted * TOLERANCE)
  })
  return [ratio(right.length, long.length), `${right.length}/${long.length}`]
}
