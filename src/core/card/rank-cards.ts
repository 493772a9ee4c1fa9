import { normalise } from '../understanding/normalise.ts'
import type { CardIndex } from './card-index.ts'
import { colloquialIn } from './colloquial.ts'
import { charactersOf, gramsOf } from './grams.ts'
import { mostOf, type Postings, scoreEntries, type Weighed } from './postings.ts'
import { withoutAsking } from './question-words.ts'

/** An entry with its scores: of its whole text, of its best passage, of its best phrasing, and all of them together. */
export interface Ranked {
  id: string
  whole: number
  passage: number
  phrasing: number
  characters: number
  score: number
}

export interface Ranking {
  /** Best first, at most `RANKED`. */
  ranked: readonly Ranked[]
  /** What an entry would score that answers every word of the question. */
  most: Omit<Ranked, 'id'>
  /** The share of the question's grams that no entry has. */
  unknown: number
}

type Scores = Omit<Ranked, 'id' | 'score'>

const RANKED = 5
/** Fitted on halves of public questions (whole and passage) and on our own (phrasing). */
const OF_WHOLE = 1.3
/** What papers call a thing counts less than what was said. */
const OF_MEANT = 0.7
/** The fewer characters a question has, the more each tells: so many parted among them, but no more than `CHARACTER`. */
const CHARACTERS = 10
const CHARACTER = 2

/** The question's terms, what papers call what it says, and the share that no entry has. */
function askedIn(index: CardIndex, asking: string, text: string): { asked: Weighed; unknown: number } {
  const said = new Set(gramsOf(asking))
  const weights = new Map<number, number>()
  const add = (gram: number, weight: number): void => {
    const term = index.vocabulary.get(gram)
    if (term !== undefined && (index.whole.idf[term] ?? 0) > 0 && !weights.has(term)) weights.set(term, weight)
  }
  for (const gram of said) add(gram, 1)
  const unknown = said.size > 0 ? 1 - weights.size / said.size : 1
  for (const { meant } of colloquialIn(text)) for (const gram of gramsOf(meant)) add(gram, OF_MEANT)
  return { asked: { terms: [...weights.keys()], weights: [...weights.values()] }, unknown }
}

function charactersIn(index: CardIndex, asking: string): Weighed {
  const terms = [...new Set(charactersOf(asking))].flatMap((gram) => {
    const term = index.vocabulary.get(gram)
    return term !== undefined && (index.characters.idf[term] ?? 0) > 0 ? [term] : []
  })
  const each = Math.min(CHARACTER, CHARACTERS / terms.length)
  return { terms, weights: terms.map((term) => each * (index.characters.idf[term] as number)) }
}

const weighed = ({ terms, weights }: Weighed, by: Float32Array, also?: Float32Array): Weighed => ({
  terms,
  weights: weights.map((weight, at) => weight * (by[terms[at] as number] as number) * (also?.[terms[at] as number] ?? 1)),
})

const together = ({ whole, passage, phrasing, characters }: Scores): number =>
  OF_WHOLE * whole + passage + phrasing + characters

/** The entries nearest to the question, of those that `admits` lets pass. Entries that share nothing with it are left out. */
export function rankCards(index: CardIndex, question: string, admits: (id: string) => boolean): Ranking {
  const text = normalise(question)
  const asking = withoutAsking(text)
  const { asked, unknown } = askedIn(index, asking, text)
  const fields = {
    whole: [index.whole, weighed(asked, index.whole.idf, index.cohesion)],
    passage: [index.passages, weighed(asked, index.passages.idf)],
    // What is rare among phrasings may be common in the texts: how people ask, not what for.
    phrasing: [index.phrasings, weighed(asked, index.whole.idf)],
    characters: [index.characters, charactersIn(index, asking)],
  } as const satisfies Record<keyof Scores, readonly [Postings, Weighed]>
  const by = <T>(make: (postings: Postings, asked: Weighed) => T): Record<keyof Scores, T> => ({
    whole: make(...fields.whole),
    passage: make(...fields.passage),
    phrasing: make(...fields.phrasing),
    characters: make(...fields.characters),
  })
  const scores = by((postings, of) => scoreEntries(postings, of, index.entries.length))
  const scoresAt = (at: number): Scores & { score: number } => {
    const own = {
      whole: scores.whole[at] as number,
      passage: scores.passage[at] as number,
      phrasing: scores.phrasing[at] as number,
      characters: scores.characters[at] as number,
    }
    return { ...own, score: together(own) }
  }
  const idOf = (at: number): string => (index.entries[at] as { id: string }).id
  const total = scores.whole.map((_, at) => scoresAt(at).score)
  const most = by(mostOf)
  return {
    ranked: bestOf(total, (at) => admits(idOf(at))).map((at) => ({ id: idOf(at), ...scoresAt(at) })),
    most: { ...most, score: together(most) },
    unknown,
  }
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
