import learnt from './foreign.json' with { type: 'json' }
import { type Gram, gramOf } from './grams.ts'

/**
 * How much pairs and characters of a question tell of other business where the best entry does not have them: 几点 and 谁修 do, 补贴
 * does not. Below 0, that they are words of what cards are about.
 */
export type ForeignWords = ReadonlyMap<Gram, number>

export const foreignWords = (weights: Readonly<Record<string, number>>): ForeignWords =>
  new Map(Object.entries(weights).map(([written, weight]) => [gramOf(written), weight]))

/** `npm run learn` writes them, from questions that cards answer and that none does. */
export const FOREIGN = foreignWords(learnt)

/** From 0, all of our own, to 1, all of other business; a half where nothing tells. */
export function foreignIn(absent: readonly Gram[], words: ForeignWords): number {
  const sum = absent.reduce((all, gram) => all + (words.get(gram) ?? 0), 0)
  return 1 / (1 + Math.exp(-sum))
}
