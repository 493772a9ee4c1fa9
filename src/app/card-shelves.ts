import type { PacksAndCards } from '../core/card/cards-for.ts'
import { type CardShelf, placeOfPapers, shelfFor } from '../core/card/shelf.ts'

/** The shelf of a region (division code) on a day (yyyy-mm-dd). */
export type CardShelves = (region: string, day: string) => CardShelf

/** Some 1 MB each: the places of a province on a few days. */
const MOST_KEPT = 64

/** Makes each shelf once, until other policies are there. `policies` answers what holds now, the same object while it is unchanged. */
export function cardShelves(policies: () => PacksAndCards): CardShelves {
  let of: PacksAndCards | null = null
  const shelves = new Map<string, CardShelf>()
  return (region, day) => {
    const all = policies()
    if (of !== all) shelves.clear()
    of = all
    const place = placeOfPapers(all, region)
    const key = `${place} ${day}`
    const shelf = shelves.get(key) ?? shelfFor(all, place, day)
    // The one used last stands last.
    shelves.delete(key)
    shelves.set(key, shelf)
    const [oldest] = shelves.keys()
    if (shelves.size > MOST_KEPT && oldest !== undefined) shelves.delete(oldest)
    return shelf
  }
}
