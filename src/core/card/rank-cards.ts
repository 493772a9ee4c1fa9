import { normalise } from '../understanding/normalise.ts'
import type { CardIndex } from './card-index.ts'
import { byField, FIELDS, type FieldName } from './fields.ts'
import { charactersOf, type Gram, gramsOf, sayingsOf } from './grams.ts'
import { businessWordsIn, mattersOf } from './matters.ts'
import { type Nearness, nearnessOf, type Stripped } from './nearness.ts'
import { scoreEntries, type Weighed } from './postings.ts'
import { withoutAsking } from './question-words.ts'

/** An entry with its score, and what share of the most that the question could score each field has, 0 to 1. */
export interface Ranked {
  id: string
  score: number
  shares: Record<FieldName, number>
  near: Nearness
}

export interface Ranking {
  /** Best first, at most `RANKED`. */
  ranked: readonly Ranked[]
  /** The share of the question's grams that no entry has. */
  unknown: number
}

const RANKED = 5
/** The fewer characters a question has, the more each tells: so much shared among them, but no more for one than `CHARACTER`. */
const CHARACTERS = 10
const CHARACTER = 2

/** The terms of the grams that some entry has, each once. */
function termsOf({ vocabulary, fields }: CardIndex, grams: readonly Gram[], field: FieldName): number[] {
  const idf = fields[field].idf
  return [...new Set(grams)].flatMap((gram) => {
    const term = vocabulary.get(gram)
    return term !== undefined && (idf[term] ?? 0) > 0 ? [term] : []
  })
}

interface Read extends Stripped {
  asked: Record<FieldName, Weighed>
  unknown: number
}

function read(index: CardIndex, question: string): Read {
  const text = normalise(question)
  const asking = withoutAsking(text)
  const said = new Set(gramsOf(asking))
  const pairs = termsOf(index, [...said], 'whole')
  const characters = termsOf(index, charactersOf(asking), 'characters')
  const sayings = termsOf(index, sayingsOf(text), 'sayings')
  const each = Math.min(CHARACTER, CHARACTERS / characters.length)
  const weighed = (terms: readonly number[], field: FieldName, times: (term: number) => number = () => 1): Weighed => ({
    terms,
    weights: terms.map((term) => (index.fields[field].idf[term] as number) * times(term)),
  })
  return {
    asked: {
      whole: weighed(pairs, 'whole', (term) => index.cohesion[term] as number),
      passage: weighed(pairs, 'passage'),
      // What is rare among phrasings may be common in the texts: how people ask, not what for.
      phrasing: weighed(pairs, 'whole'),
      characters: weighed(characters, 'characters', () => each),
      sayings: weighed(sayings, 'sayings'),
      askedSayings: weighed(sayings, 'sayings'),
      title: weighed(characters, 'characters', () => each),
    },
    unknown: said.size > 0 ? 1 - pairs.length / said.size : 1,
    characters: [...new Set(charactersOf(asking))],
    pairs: [...said],
    matters: mattersOf([...businessWordsIn(text)].filter((word) => !index.business.has(word))),
  }
}

function totalOf(scores: Record<FieldName, Float32Array>, count: number): Float32Array {
  const total = new Float32Array(count)
  byField((name) => {
    const own = scores[name]
    const weight = FIELDS[name].weight
    for (let at = 0; at < count; at++) total[at] = (total[at] as number) + weight * (own[at] as number)
  })
  return total
}

/** The entries nearest to the question, of those that `admits` lets pass. Entries that share nothing with it are left out. */
export function rankCards(index: CardIndex, question: string, admits: (id: string) => boolean): Ranking {
  const stripped = read(index, question)
  const { asked, unknown } = stripped
  const count = index.entries.length
  const scores = byField((name) => scoreEntries(index.fields[name], asked[name], count))
  const most = byField((name) => index.fields[name].ceiling * asked[name].weights.reduce((sum, one) => sum + one, 0))
  const total = totalOf(scores, count)
  const idOf = (at: number): string => index.entries[at]?.id ?? ''
  const said = new Set(stripped.characters)
  // A neighbouring question that the entry itself sends away.
  const declines = (at: number): boolean =>
    index.entries[at]?.not.some((words) => words.length > 0 && words.every((one) => said.has(one))) ?? false
  const ranked = bestOf(total, (at) => admits(idOf(at)) && !declines(at)).map((at) => ({
    id: idOf(at),
    score: total[at] as number,
    shares: byField((name) => (most[name] > 0 ? (scores[name][at] as number) / most[name] : 0)),
    near: nearnessOf(index, at, stripped),
  }))
  return { ranked, unknown }
}

/** The places of the highest scores above 0, highest first; of equal ones the first. */
function bestOf(scores: Float32Array, admits: (at: number) => boolean): number[] {
  const best: number[] = []
  for (let at = 0; at < scores.length; at++) {
    const score = scores[at] as number
    const last = best[RANKED - 1]
    if (score <= 0 || (last !== undefined && score <= (scores[last] as number)) || !admits(at)) continue
    const place = best.findIndex((one) => (scores[one] as number) < score)
    best.splice(place < 0 ? best.length : place, 0, at)
    best.length = Math.min(best.length, RANKED)
  }
  return best
}
