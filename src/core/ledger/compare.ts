import type { Fact, FactInForce } from './facts.ts'
import type { MoneyEntry } from './ledger.ts'
import { sourceKey } from './source.ts'
import { fenOf } from './yuan.ts'

/** What a line of a list is, beside what the ledger holds: `differing` is kept too, and waits for a cadre to settle it. */
export type Compared = 'new' | 'same' | 'differing'

export function compareFact(fact: Fact, inForce: FactInForce[]): Compared {
  const known = inForce.find(
    (each) => each.fact.field === fact.field && each.fact.member === fact.member && each.fact.period === fact.period,
  )
  if (!known) return 'new'
  const held = [known.fact, ...known.others].map(({ value }) => JSON.stringify(value))
  if (held[0] === JSON.stringify(fact.value)) return 'same'
  // The newest word of the same list takes its place, where no person said anything.
  return sourceKey(known.fact.source) === sourceKey(fact.source) ? 'new' : 'differing'
}

/**
 * Finds what others entered for the same kind and months. Each of their entries answers for one line only: two wages of one
 * month are two.
 *
 * @param taken entries that answered for an earlier line; grows
 */
export function compareMoney(
  row: Pick<MoneyEntry, 'kind' | 'from' | 'to' | 'yuan' | 'source'>,
  entries: MoneyEntry[],
  taken: Set<string>,
): { is: Compared; contests: string | null } {
  const rivals = entries.filter(
    (entry) =>
      entry.replacedBy === null &&
      entry.kind === row.kind &&
      entry.from === row.from &&
      entry.to === row.to &&
      sourceKey(entry.source) !== sourceKey(row.source),
  )
  const same = rivals.find((entry) => !taken.has(entry.id) && fenOf(entry.yuan) === fenOf(row.yuan))
  const rival = same ?? rivals.find((entry) => !taken.has(entry.id)) ?? rivals[0]
  if (!rival) return { is: 'new', contests: null }
  taken.add(rival.id)
  return same ? { is: 'same', contests: null } : { is: 'differing', contests: rival.id }
}
