import { firstOf, type Gram, HAN, isPair, isSmallNumber, secondOf } from './grams.ts'
import type { Unit } from './postings.ts'

/** What a number of one or two digits counts for: it stands everywhere. */
const SMALL_NUMBER = 0.3
/** Characters that meet e times as often as by chance are as much a word as not. */
const HALFWAY = 1

/**
 * How far the two characters of a pair belong together, from how often they meet and how often by chance they would:
 * 保障 does, 活保 (in 生活保障) does not. This does a segmenter's work without a dictionary. By term, 0 to 1.
 */
export function cohesionOf(vocabulary: ReadonlyMap<Gram, number>, entries: readonly (readonly Unit[])[]): Float32Array {
  const met = new Float64Array(vocabulary.size)
  for (const { terms, counts } of entries.flat())
    for (let i = 0; i < terms.length; i++) {
      const term = terms[i] as number
      met[term] = (met[term] as number) + (counts[i] as number)
    }
  const before = new Float64Array(HAN)
  const after = new Float64Array(HAN)
  let pairs = 0
  for (const [gram, term] of vocabulary) {
    if (!isPair(gram)) continue
    const count = met[term] as number
    before[firstOf(gram)] = (before[firstOf(gram)] as number) + count
    after[secondOf(gram)] = (after[secondOf(gram)] as number) + count
    pairs += count
  }
  const cohesion = new Float32Array(vocabulary.size).fill(1)
  for (const [gram, term] of vocabulary) {
    if (isSmallNumber(gram)) cohesion[term] = SMALL_NUMBER
    const count = met[term] as number
    if (!isPair(gram) || count === 0) continue
    const chance = ((before[firstOf(gram)] as number) * (after[secondOf(gram)] as number)) / pairs
    cohesion[term] = 1 / (1 + Math.exp(HALFWAY - Math.log(count / chance)))
  }
  return cohesion
}
