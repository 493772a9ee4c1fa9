import { fileURLToPath } from 'node:url'
import { readPacksAndCards } from '../../src/adapters/policies/read-cards.ts'
import type { Entry } from '../../src/core/card/card-index.ts'
import { cardsFor, type PacksAndCards } from '../../src/core/card/cards-for.ts'
import { entriesOf } from '../../src/core/card/shelf.ts'
import { lines } from './lines.ts'

/** Entries with their ways of asking, further questions that one of them answers, and some that none does. */
export interface Collection {
  entries: readonly Entry[]
  further: readonly { text: string; id: string }[]
  outside: readonly string[]
}

/** Ways of asking for the cards of a topic, in no card themselves. */
interface Paraphrases {
  region: string
  date: string
  topic: string
  asked: string[]
}

/** Other business of offices; where a place is named, cards of other places do speak of it. */
interface Neighbour {
  text: string
  region?: string
}

const POLICIES = fileURLToPath(new URL('../../policies', import.meta.url))
const PLACES = [
  ['440229', '2023-08-15'],
  ['4413', '2024-05-01'],
  ['44', '2021-10-15'],
  ['360724', '2024-10-15'],
  ['360425', '2022-03-01'],
] as const

function shelf(all: PacksAndCards, region: string, date: string): Collection {
  const { cards } = cardsFor(all, region, date)
  const ids = new Map(cards.map(({ card }) => [card.topic, card.id]))
  return {
    entries: entriesOf(all, cards),
    further: lines<Paraphrases>('paraphrases.jsonl')
      .filter((one) => one.region === region)
      .flatMap(({ topic, asked }) => {
        const id = ids.get(topic)
        if (id === undefined) throw new Error(`paraphrases.jsonl: no card on ${topic} in ${region} on ${date}`)
        return asked.map((text) => ({ text, id }))
      }),
    outside: lines<Neighbour>('neighbours.jsonl')
      .filter((one) => one.region === undefined || region.startsWith(one.region))
      .map(({ text }) => text),
  }
}

/** A village's notice board, invented, as a collection of another kind. */
function noticeBoard(): Collection {
  const told = lines<{ id: string; title: string; passages: string[]; asked: string[] }>('entries.jsonl')
  return {
    entries: told.map(({ asked, ...entry }) => ({ ...entry, phrasings: asked })),
    further: [],
    outside: lines<{ text: string }>('elsewhere.jsonl').map(({ text }) => text),
  }
}

/** The notice board, and what each place's papers say on a day. */
export async function readCollections(): Promise<Collection[]> {
  const all = await readPacksAndCards(POLICIES)
  return [noticeBoard(), ...PLACES.map(([region, date]) => shelf(all, region, date))]
}
