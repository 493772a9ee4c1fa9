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

type Sum = Pick<MoneyEntry, 'kind' | 'from' | 'to' | 'yuan' | 'source'>

/**
 * Holds the sums of a list against what others entered for the same kind and months. Each of their entries answers for one sum only, as
 * two wages of one month are two; an equal one is looked for first, wherever in the list it stands.
 *
 * @returns for each sum what it is, and the entry that it contradicts
 */
export function compareMoney<S extends Sum>(
  sums: S[],
  entries: MoneyEntry[],
): { sum: S; is: Compared; contests: MoneyEntry | null }[] {
  const taken = new Set<string>()
  const equal = new Map<S, MoneyEntry>()
  for (const sum of sums) {
    const same = rivalsOf(sum, entries).find(({ id, yuan }) => !taken.has(id) && fenOf(yuan) === fenOf(sum.yuan))
    if (!same) continue
    taken.add(same.id)
    equal.set(sum, same)
  }
  return sums.map((sum) => {
    if (equal.has(sum)) return { sum, is: 'same', contests: null }
    const rivals = rivalsOf(sum, entries)
    const rival = rivals.find(({ id }) => !taken.has(id)) ?? rivals[0]
    if (!rival) return { sum, is: 'new', contests: null }
    taken.add(rival.id)
    return { sum, is: 'differing', contests: rival }
  })
}

function rivalsOf(sum: Sum, entries: MoneyEntry[]): MoneyEntry[] {
  return entries.filter(
    ({ replacedBy, kind, from, to, source }) =>
      replacedBy === null &&
      kind === sum.kind &&
      from === sum.from &&
      to === sum.to &&
      sourceKey(source) !== sourceKey(sum.source),
  )
}
