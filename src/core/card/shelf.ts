import { type CardIndex, type Entry, exactly, indexEntries } from './card-index.ts'
import { cardsFor, type EffectiveCard, type PacksAndCards } from './cards-for.ts'
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
  /** Names of places that other papers speak for, such as 惠州. */
  elsewhere: readonly string[]
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
    elsewhere: placesElsewhere(all, region),
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

const PROVINCES =
  `11北京 12天津 13河北 14山西 15内蒙古 21辽宁 22吉林 23黑龙江 31上海 32江苏 33浙江 34安徽 35福建 36江西 37山东 41河南
  42湖北 43湖南 44广东 45广西 46海南 50重庆 51四川 52贵州 53云南 54西藏 61陕西 62甘肃 63青海 64宁夏 65新疆`
    .split(/\s+/)
    .map((one) => ({ code: one.slice(0, 2), name: one.slice(2) }))

/** Papers of a city or county begin with its name. */
function placesElsewhere({ packs }: PacksAndCards, region: string): string[] {
  const named = packs.flatMap(({ region: code, paper }) => {
    const name = /^([\u4e00-\u9fff]{2,4}?)[市县区]/.exec(paper.title)?.[1]
    return name ? [{ code, name }] : []
  })
  const away = [...PROVINCES, ...named].filter(({ code }) => !region.startsWith(code) && !code.startsWith(region))
  return [...new Set(away.map(({ name }) => name))]
}
