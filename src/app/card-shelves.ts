import type { PacksAndCards } from '../core/card/cards-for.ts'
import { daysOfChange } from '../core/card/days-of-change.ts'
import { type CardShelf, placeOfPapers, shelfFor } from '../core/card/shelf.ts'

/** The shelf of a region (division code) on a day (yyyy-mm-dd). */
export type CardShelves = (region: string, day: string) => CardShelf

/** Some 4 MB each: a few places, as papers see them, between the days on which something changes there. */
const MOST_KEPT = 64

/**
 * Makes a shelf once for all places and days on which the same holds, until other policies are there: who asks for many
 * days costs no more than the days on which something changed. `policies` answers what holds now, the same object while
 * it is unchanged.
 */
export function cardShelves(policies: () => PacksAndCards): CardShelves {
  let of: PacksAndCards | null = null
  const shelves = new Map<string, CardShelf>()
  const changes = new Map<string, string[]>()
  return (region, day) => {
    const all = policies()
    if (of !== all) {
      shelves.clear()
      changes.clear()
    }
    of = all
    const place = placeOfPapers(all, region)
    const days = changes.get(place) ?? daysOfChange(all, place)
    changes.set(place, days)
    // Before the first paper nothing holds, as on no day at all.
    const since = days.findLast((each) => each <= day) ?? ''
    const key = `${place} ${since}`
    const shelf = shelves.get(key) ?? shelfFor(all, place, since)
    // The one used last stands last.
    shelves.delete(key)
    shelves.set(key, shelf)
    const [oldest] = shelves.keys()
    if (shelves.size > MOST_KEPT && oldest !== undefined) shelves.delete(oldest)
    return { ...shelf, region, day }
  }
}
