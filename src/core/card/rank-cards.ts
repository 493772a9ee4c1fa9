import { normalise } from '../understanding/normalise.ts'
import type { CardIndex } from './card-index.ts'
import { colloquialIn } from './colloquial.ts'
import { gramsOf } from './grams.ts'
import { mostOf, scoreEntries } from './postings.ts'
import { withoutAsking } from './question-words.ts'

/** What a question is searched by. */
export interface Asked {
  /** Terms that some entry has, each once. */
  terms: readonly number[]
  /** How many grams of the question no entry has. */
  unknown: number
}

/** An entry with its scores: of its whole text, of its best passage, of its best phrasing, and all of them together. */
export interface Ranked {
  id: string
  whole: number
  passage: number
  phrasing: number
  score: number
}

export interface Ranking {
  /** Best first, at most `RANKED`. */
  ranked: readonly Ranked[]
  asked: Asked
  /** What an entry would score that answers every term of the question, of the same four. */
  most: Omit<Ranked, 'id'>
}

const RANKED = 5
/** Fitted on halves of public questions (whole and passage) and on our own (phrasing). */
const OF_WHOLE = 1.3
const OF_PASSAGE = 1
const OF_PHRASING = 1
/** What papers call a thing counts less than what was said. */
const OF_MEANT = 0.7

function askedIn(index: CardIndex, text: string): Asked & { weights: number[] } {
  const weights = new Map<number, number>()
  let unknown = 0
  const numberOf = (gram: number): number | undefined => {
    const term = index.vocabulary.get(gram)
    return term !== undefined && (index.whole.idf[term] ?? 0) > 0 ? term : undefined
  }
  for (const gram of new Set(gramsOf(withoutAsking(text)))) {
    const term = numberOf(gram)
    if (term === undefined) unknown++
    else weights.set(term, 1)
  }
  for (const { meant } of colloquialIn(text))
    for (const gram of gramsOf(meant)) {
      const term = numberOf(gram)
      if (term !== undefined && !weights.has(term)) weights.set(term, OF_MEANT)
    }
  return { terms: [...weights.keys()], weights: [...weights.values()], unknown }
}

const together = (whole: number, passage: number, phrasing: number): number =>
  OF_WHOLE * whole + OF_PASSAGE * passage + OF_PHRASING * phrasing

/** The entries nearest to the question, of those that `admits` lets pass. Entries that share nothing with it are left out. */
export function rankCards(index: CardIndex, question: string, admits: (id: string) => boolean): Ranking {
  const { terms, weights, unknown } = askedIn(index, normalise(question))
  const count = index.entries.length
  const joined = terms.map((term, at) => (weights[at] as number) * (index.cohesion[term] as number))
  const whole = scoreEntries(index.whole, terms, joined, count)
  const passage = scoreEntries(index.passages, terms, weights, count)
  const phrasing = scoreEntries(index.phrasings, terms, weights, count)
  const scores = whole.map((score, at) => together(score, passage[at] as number, phrasing[at] as number))
  const most = {
    whole: mostOf(index.whole, terms, joined),
    passage: mostOf(index.passages, terms, weights),
    phrasing: mostOf(index.phrasings, terms, weights),
  }
  const ranked = bestOf(scores, (at) => admits((index.entries[at] as { id: string }).id)).map((at) => ({
    id: (index.entries[at] as { id: string }).id,
    whole: whole[at] as number,
    passage: passage[at] as number,
    phrasing: phrasing[at] as number,
    score: scores[at] as number,
  }))
  return {
    ranked,
    asked: { terms, unknown },
    most: { ...most, score: together(most.whole, most.passage, most.phrasing) },
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
