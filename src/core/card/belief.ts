import learnt from './belief.json' with { type: 'json' }
import { FOREIGN, type ForeignWords, foreignIn } from './foreign.ts'
import type { Ranking } from './rank-cards.ts'

/** What tells whether the best entry answers, each from 0 to 1 whatever the size of the collection. */
export const SIGNS = [
  'whole',
  'passage',
  'phrasing',
  'characters',
  'sayings',
  'askedSayings',
  'title',
  'missing',
  'missingPairs',
  'alike',
  'margin',
  'unknown',
  'foreign',
] as const

/** How far to believe in the best entry, and from where on to say it. `npm run learn` writes it from `learning/cards/`. */
export interface Belief {
  bias: number
  /** In the order of `SIGNS`. */
  weights: readonly number[]
  /** Answer from this probability on; below it, but from `askFrom` on, ask back. */
  answerFrom: number
  askFrom: number
}
export const LEARNT: Belief = learnt

/**
 * The best entry's shares of what could be scored at most, how far it is ahead of the second, and the share of the
 * question that no entry knows, and what in it tells of other business. Null where nothing was found.
 */
export function signsOf({ ranked, unknown }: Ranking, words: ForeignWords = FOREIGN): number[] | null {
  const [best, second] = ranked
  if (best === undefined) return null
  const margin = marginOf(best.score, second?.score ?? 0)
  const seen = { ...best.shares, ...best.near, margin, unknown, foreign: foreignIn(best.near.absent, words) }
  return SIGNS.map((sign) => seen[sign])
}

/** What belief in the best entry is worth where the question names another business of offices that the entry doesn't. */
export const STRAYED = 0.1
export const hasStrayed = ({ ranked }: Ranking): boolean => ranked[0]?.near.strayed ?? false

export const marginOf = (best: number, second: number): number => (best > 0 ? 1 - second / best : 0)

/** The probability that the best entry answers, 0 to 1. */
export function beliefIn(signs: readonly number[], { bias, weights }: Belief): number {
  const logit = signs.reduce((sum, sign, at) => sum + sign * (weights[at] as number), bias)
  return 1 / (1 + Math.exp(-logit))
}
