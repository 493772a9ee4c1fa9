import { hasStrayed, signsOf } from '../../src/core/card/belief.ts'
import { type CardIndex, indexEntries, withoutEntries } from '../../src/core/card/card-index.ts'
import type { Gram } from '../../src/core/card/grams.ts'
import { rankCards } from '../../src/core/card/rank-cards.ts'
import type { Collection } from './collections.ts'
import type { Judged } from './fit-belief.ts'

/** One of so many ways of asking is taken out of the entries and asked. */
const FOLDS = 4

/**
 * phrased: put to entries that don't hold it, of which one answers. further: in no entry, but one answers. gone: the entry that answers
 * is gone, so that only neighbours are left. outside: nothing answers.
 */
export type Kind = 'phrased' | 'further' | 'gone' | 'outside'
export interface Asked extends Judged {
  text: string
  /** One of `PARTS`: the same words always fall into the same, wherever they are asked. */
  part: number
  /** Pairs and characters of it that the best entry nowhere has. */
  absent: readonly Gram[]
  kind: Kind
  strayed: boolean
}

/** What a question counts for: residents' own ways of asking most, the neighbours of a missing entry least, for one of them may well answer. */
const WEIGHTS: Record<Kind, number> = { phrased: 0.5, further: 3, gone: 0.3, outside: 2 }

export const PARTS = 4
const partOf = (text: string): number =>
  [...text].reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) % 9973, 7) % PARTS

function ask(index: CardIndex, text: string, kind: Kind, wanted: string | null): Asked[] {
  const ranking = rankCards(index, text, () => true)
  // How foreign it is can only be said when all have been read.
  const signs = signsOf(ranking, new Map())
  const [best] = ranking.ranked
  if (signs === null || best === undefined) return []
  const right = best.id === wanted
  const { absent } = best.near
  return [{ text, part: partOf(text), absent, signs, kind, right, strayed: hasStrayed(ranking), weight: WEIGHTS[kind] }]
}

function askPhrasings({ entries }: Collection, fold: number): Asked[] {
  const held = (_: unknown, at: number): boolean => at % FOLDS === fold
  const index = indexEntries(
    entries.map((entry) => ({ ...entry, phrasings: entry.phrasings.filter((one, at) => !held(one, at)) })),
  )
  return entries.flatMap(({ id, phrasings }) => {
    const without = withoutEntries(index, [id])
    return phrasings
      .filter(held)
      .flatMap((one) => [...ask(index, one, 'phrased', id), ...ask(without, one, 'gone', null)])
  })
}

/** Those that nothing is found for need no judgement and are left out. */
export function askedQuestions(collection: Collection): Asked[] {
  const index = indexEntries(collection.entries)
  return [
    ...Array.from({ length: FOLDS }, (_, fold) => askPhrasings(collection, fold)).flat(),
    ...collection.further.flatMap(({ text, id }) => ask(index, text, 'further', id)),
    ...collection.outside.flatMap((text) => ask(index, text, 'outside', null)),
  ]
}
