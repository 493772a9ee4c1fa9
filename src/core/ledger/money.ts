import type { MoneyEntry } from './ledger.ts'
import { fenOf } from './yuan.ts'

/** A sum as it was entered. Never changed: a correction is a new one that says whose place it takes. */
export interface MoneyRow extends Omit<MoneyEntry, 'replacedBy'> {
  /** The entry whose place it takes. */
  replaces: string | null
  /** The entry that a list contradicts with it; it does not count until a cadre settles it. */
  contests: string | null
  /** Contradictions that a cadre saw and settled with it. */
  settles: string[]
}

/** An entry, and what lists say otherwise of the same kind and some of the same months. */
export interface MoneyConflict {
  entry: MoneyEntry
  others: MoneyEntry[]
}

export interface MoneyInForce {
  /** All that count or counted; those with `replacedBy` count no more. */
  entries: MoneyEntry[]
  conflicts: MoneyConflict[]
}

/** Of all rows what counts, and what is still contradicted. In the order of entry; the order in which rows come does not matter. */
export function moneyInForce(rows: MoneyRow[]): MoneyInForce {
  const replacedBy = new Map(rows.flatMap(({ id, replaces }) => (replaces === null ? [] : [[replaces, id] as const])))
  const settled = new Set(rows.flatMap(({ settles }) => settles))
  const plain = ({ replaces: _, contests: __, settles: ___, ...entry }: MoneyRow): MoneyEntry => ({
    ...entry,
    replacedBy: replacedBy.get(entry.id) ?? null,
  })
  const inOrder = [...rows].sort((a, b) => a.at.getTime() - b.at.getTime() || a.id.localeCompare(b.id))
  const entries = inOrder.filter(({ contests }) => contests === null).map(plain)
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const headOf = (id: string): MoneyEntry | undefined => {
    const entry = byId.get(id)
    return entry?.replacedBy ? headOf(entry.replacedBy) : entry
  }
  const conflicts = new Map<string, MoneyConflict>()
  for (const row of inOrder) {
    const entry = row.contests === null || settled.has(row.id) ? undefined : headOf(row.contests)
    if (!entry || sameSum(entry, row)) continue
    const known = conflicts.get(entry.id) ?? { entry, others: [] }
    conflicts.set(entry.id, { entry, others: [...known.others, plain(row)] })
  }
  return { entries, conflicts: [...conflicts.values()] }
}

type Spanned = Pick<MoneyEntry, 'from' | 'to' | 'yuan'>

export function sameMonths(a: Spanned, b: Spanned): boolean {
  return a.from === b.from && a.to === b.to
}

export function sameSum(a: Spanned, b: Spanned): boolean {
  return sameMonths(a, b) && fenOf(a.yuan) === fenOf(b.yuan)
}
