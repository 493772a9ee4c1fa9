import type { NamedPlace } from '../region/known-divisions.ts'
import { type CardIndex, type Entry, exactly, indexEntries } from './card-index.ts'
import { cardsFor, type EffectiveCard, type PacksAndCards } from './cards-for.ts'
import { type PlacesAround, placesAround } from './places-asked.ts'
import { findable } from './render-card.ts'

/** The cards that hold somewhere on a day, with what finds them. Never changed once made. */
export interface CardShelf {
  index: CardIndex
  /** By id. */
  cards: ReadonlyMap<string, EffectiveCard>
  /** Ids by title: a title is what a tap sends. */
  titles: ReadonlyMap<string, string>
  /** Whose cards they are: the division code that was asked for, a village's where it is known. */
  region: string
  /** The day that was asked for, yyyy-mm-dd. */
  day: string
  /** Of these places he may ask, and be shown a card that speaks for another. */
  places: PlacesAround
}

/** The shelf of a region (division code) on a day (yyyy-mm-dd); some 80 ms. */
export function shelfFor(all: PacksAndCards, region: string, day: string): CardShelf {
  const { cards } = cardsFor(all, region, day)
  const entries = entriesOf(all, cards)
  return {
    index: indexEntries(entries),
    titles: new Map(entries.map(({ id, title }) => [title, id])),
    cards: new Map(cards.map((one) => [one.card.id, one])),
    region,
    day,
    places: placesAround(region, placesOfPapers(all)),
  }
}

/** What a shelf is found by: each card also by what people elsewhere ask its topic with, unless that is another card's own phrasing here. */
export function entriesOf({ cards: everywhere }: PacksAndCards, cards: readonly EffectiveCard[]): Entry[] {
  const own = new Set(cards.flatMap(({ card }) => card.phrasings.map(exactly)))
  const byTopic = new Map<string, Map<string, string>>()
  for (const { card } of everywhere) {
    const asked = byTopic.get(card.topic) ?? new Map<string, string>()
    for (const phrasing of card.phrasings) if (!own.has(exactly(phrasing))) asked.set(exactly(phrasing), phrasing)
    byTopic.set(card.topic, asked)
  }
  return cards.map((one) => {
    const { passages, ...entry } = findable(one)
    // A card is as short as a passage.
    const text = passages.join('\n')
    return { ...entry, passages: [text], alsoAsked: [...(byTopic.get(one.card.topic)?.values() ?? [])] }
  })
}

/** Of two regions with one answer here every card is the same: the longest place within the region that any paper names. */
export function placeOfPapers({ packs }: PacksAndCards, region: string): string {
  const named = packs.flatMap((pack) => [pack.region, ...(pack.paper.passedOn ?? []).map((one) => one.region)])
  return named
    .filter((one) => region.startsWith(one))
    .reduce((longest, one) => (one.length > longest.length ? one : longest), '')
}

/** Papers of a city or county begin with its name. */
function placesOfPapers({ packs }: PacksAndCards): NamedPlace[] {
  return packs.flatMap(({ region: code, paper }) => {
    const name = /^([\u4e00-\u9fff]{2,4}?)[市县区]/.exec(paper.title)?.[1]
    return name ? [{ code, name }] : []
  })
}
