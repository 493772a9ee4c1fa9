import { addDays } from '../procedure/calendar.ts'
import { firstDayOf, lastDayOf, type PacksAndCards } from './cards-for.ts'

/**
 * The days (yyyy-mm-dd, sorted) on which something begins to hold in a region (division code), has run out, or was
 * passed on to it. From each until the day before the next every card, source and mark is the same.
 */
export function daysOfChange({ packs, cards }: PacksAndCards, region: string): string[] {
  const here = new Map(packs.filter((pack) => region.startsWith(pack.region)).map((pack) => [pack.id, pack]))
  const ofPapers = [...here.values()].flatMap(({ inForce, paper: { passedOn = [] } }) => [
    inForce.from,
    ...passedOn.filter((one) => region.startsWith(one.region)).map(({ date }) => date),
  ])
  const ofCards = cards.flatMap(({ card, pack: id }) => {
    const pack = here.get(id)
    if (!pack) return []
    const last = lastDayOf(card, pack)
    return [firstDayOf(card, pack), ...(last === null ? [] : [addDays(last, 1)])]
  })
  return [...new Set([...ofPapers, ...ofCards])].sort()
}
