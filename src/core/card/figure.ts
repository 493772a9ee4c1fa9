import { z } from 'zod'
import { findEntry, type PackEntry } from '../policy/chain.ts'
import type { PolicyPack } from '../policy/pack.ts'

const UNITS = [
  'limit',
  'yuan',
  'hours',
  'days',
  'months',
  'years',
  'percent',
  'times',
  'items',
  'measures',
  'day_of_month',
  'end_of_month',
  'year_month',
] as const
type Unit = (typeof UNITS)[number]

/**
 * A figure of a card, filled in where `{name}` stands: a value of the pack's own rule, a word about the paper itself, or
 * a figure as the cited clause prints it (`words`: how it is said, where that differs).
 */
export const Figure = z.union([
  z.strictObject({ rule: z.string().min(1), path: z.string().min(1), unit: z.enum(UNITS) }),
  z.strictObject({ paper: z.enum(['title', 'number', 'from', 'until']) }),
  z.strictObject({ printed: z.string().min(1), words: z.string().min(1).optional() }),
])
export type Figure = z.infer<typeof Figure>

/** The words of a figure, and the clause and figures of the rule that they were read from. */
export type Resolved =
  | { words: string; clause: string | null; figures: string[] }
  | { refused: 'no_such_rule' | 'no_such_value' | 'wrong_unit' }

export function resolveFigure(figure: Figure, pack: PolicyPack): Resolved {
  if ('printed' in figure) return { words: figure.words ?? figure.printed, clause: null, figures: [] }
  if ('paper' in figure) {
    const words = paperWords(pack, figure.paper)
    return words === null ? { refused: 'no_such_value' } : { words, clause: null, figures: [] }
  }
  const entry = findEntry(pack, figure.rule)
  if (!entry) return { refused: 'no_such_rule' }
  const found = walk(entry, figure.path)
  if (!found) return { refused: 'no_such_value' }
  const words = unitWords(found.value, figure.unit)
  return words === null ? { refused: 'wrong_unit' } : { words, clause: found.clause, figures: found.figures }
}

function paperWords({ paper, inForce }: PolicyPack, what: 'title' | 'number' | 'from' | 'until'): string | null {
  switch (what) {
    case 'title':
      return paper.title
    case 'number':
      return paper.number ?? null
    case 'from':
      return dateWords(inForce.from)
    case 'until':
      return inForce.until && dateWords(inForce.until)
  }
}

/** Follows a dotted path; a list is entered by number or by the name of its item. The nearest clause on the way counts. */
function walk(entry: PackEntry, path: string): { value: unknown; clause: string | null; figures: string[] } | null {
  let value: unknown = entry.value
  let { clause = null, figures = [] }: { clause?: string | null | undefined; figures?: string[] | undefined } =
    entry.citation
  for (const key of path.split('.')) {
    value = Array.isArray(value)
      ? itemOf(value, key)
      : isTree(value) && Object.hasOwn(value, key)
        ? value[key]
        : undefined
    if (value === undefined) return null
    if (isTree(value) && typeof value.clause === 'string') {
      clause = value.clause
      figures = Array.isArray(value.figures) ? value.figures.map(String) : []
    }
  }
  return { value, clause, figures }
}

function itemOf(list: unknown[], key: string): unknown {
  if (/^\d+$/.test(key)) return list[Number(key)]
  return list.find(
    (item) => isTree(item) && [item.step, item.band, item.group, item.trigger, item.labour].includes(key),
  )
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const COUNTED: Partial<Record<Unit, string>> = {
  yuan: '元',
  hours: '小时',
  days: '天',
  months: '个月',
  years: '年',
  percent: '%',
  times: '次',
  items: '个',
  measures: '项',
  day_of_month: '日',
}

function unitWords(value: unknown, unit: Unit): string | null {
  if (unit === 'limit') return limitWords(value)
  if (unit === 'end_of_month') return value === 'last' ? '月底' : null
  if (unit === 'year_month') return typeof value === 'string' && /^\d{4}-\d{2}$/.test(value) ? dateWords(value) : null
  return typeof value === 'number' ? `${value}${COUNTED[unit]}` : null
}

function limitWords(value: unknown): string | null {
  if (!isTree(value) || typeof value.yuan !== 'number') return null
  return value.inclusive ? `${value.yuan}元及以下` : `不到${value.yuan}元`
}

/** 2023-04-21 → 2023年4月21日; 2023-07 → 2023年7月 */
function dateWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day === undefined ? '' : `${day}日`}`
}
