import type { Fact, FactInForce } from './facts.ts'
import type { MoneyEntry } from './ledger.ts'
import { sameMonths, sameSum } from './money.ts'
import { sourceKey } from './source.ts'

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

type Sum = Pick<MoneyEntry, 'kind' | 'from' | 'to' | 'yuan' | 'words' | 'source'>

/**
 * Holds the sums of a list against what was entered for the same kind and any of the same months, so that nothing counts twice: what
 * others said, and what an earlier form of this list said under the same words. Each of those entries answers for one sum
 * first, as two wages of one month are two; an equal one is looked for before all others, wherever in the list it stands.
 *
 * @param listed entries that this list itself still holds: they stand beside its new sums
 * @returns for each sum what it is, and the entry that it contradicts
 */
export function compareMoney<S extends Sum>(
  sums: S[],
  entries: MoneyEntry[],
  listed: Set<string> = new Set(),
): { sum: S; is: Compared; contests: MoneyEntry | null }[] {
  const others = entries.filter(({ id, replacedBy }) => replacedBy === null && !listed.has(id))
  const taken = new Set<string>()
  const equal = new Set<S>()
  for (const sum of sums) {
    const same = rivalsOf(sum, others).find((entry) => !taken.has(entry.id) && sameSum(entry, sum))
    if (!same) continue
    taken.add(same.id)
    equal.add(sum)
  }
  return sums.map((sum) => {
    if (equal.has(sum)) return { sum, is: 'same', contests: null }
    const rivals = rivalsOf(sum, others)
    const rival = rivals.find(({ id }) => !taken.has(id)) ?? rivals[0]
    if (!rival) return { sum, is: 'new', contests: null }
    taken.add(rival.id)
    return { sum, is: 'differing', contests: rival }
  })
}

/** Those of just the same months first, then the largest: it is the likeliest to hold the sum already. */
function rivalsOf(sum: Sum, entries: MoneyEntry[]): MoneyEntry[] {
  const near = (entry: MoneyEntry) => (sameMonths(entry, sum) ? 0 : 1)
  const rivals = entries.filter(
    ({ kind, from, to, words, source }) =>
      kind === sum.kind &&
      from <= sum.to &&
      sum.from <= to &&
      (sourceKey(source) !== sourceKey(sum.source) || words === sum.words),
  )
  return rivals.sort((a, b) => near(a) - near(b) || b.yuan - a.yuan || a.id.localeCompare(b.id))
}
