import { type ForeignWords, foreignWords } from '../../src/core/card/foreign.ts'
import { type Gram, writtenOf } from '../../src/core/card/grams.ts'

/** What the entry found for a question nowhere has of it, and whether anything answers the question. */
export interface Absent {
  absent: readonly Gram[]
  outside: boolean
}

const ROUNDS = 200
const STEP = 0.3
/** Against weights that lean on chance. */
const DECAY = 0.0001
/** What stands in a single question tells nothing. */
const LEAST = 2
/** Less than this is not worth its line. */
const SLIGHT = 0.2
const DIGITS = 2

/** By gram, how many of the questions have it; others than Chinese characters are left out. */
function counted(questions: readonly Absent[]): Map<Gram, number> {
  const counts = new Map<Gram, number>()
  for (const { absent } of questions) for (const gram of absent) counts.set(gram, (counts.get(gram) ?? 0) + 1)
  return new Map([...counts].filter(([gram, count]) => count >= LEAST && writtenOf(gram) !== null))
}

/**
 * Logistic regression on what is absent, both kinds of question counting alike, by steps that shrink as a weight moves (Adagrad): the
 * same questions give the same words. By the characters, in their order.
 */
export function learnForeign(questions: readonly Absent[]): Record<string, number> {
  const grams = [...counted(questions).keys()].sort((a, b) => a - b)
  const places = new Map(grams.map((gram, at) => [gram, at]))
  const rows = questions.map(({ absent }) => Int32Array.from(absent.flatMap((gram) => places.get(gram) ?? [])))
  const many = questions.filter(({ outside }) => outside).length
  const weights = new Float64Array(grams.length)
  const moved = new Float64Array(grams.length).fill(1e-12)
  let bias = 0
  for (let round = 0; round < ROUNDS; round++) {
    const slopes = weights.map((weight) => DECAY * weight)
    let slope = 0
    rows.forEach((row, at) => {
      const outside = questions[at]?.outside ?? false
      let logit = bias
      for (let i = 0; i < row.length; i++) logit += weights[row[i] as number] as number
      const share = 0.5 / (outside ? many : questions.length - many)
      const error = share * (1 / (1 + Math.exp(-logit)) - (outside ? 1 : 0))
      slope += error
      for (let i = 0; i < row.length; i++) {
        const place = row[i] as number
        slopes[place] = (slopes[place] as number) + error
      }
    })
    bias -= STEP * slope
    for (let place = 0; place < weights.length; place++) {
      const own = slopes[place] as number
      moved[place] = (moved[place] as number) + own * own
      weights[place] = (weights[place] as number) - (STEP * own) / Math.sqrt(moved[place] as number)
    }
  }
  const told = grams.map(
    (gram, at) => [writtenOf(gram) ?? '', Number((weights[at] as number).toFixed(DIGITS))] as const,
  )
  return Object.fromEntries(told.filter(([, weight]) => Math.abs(weight) >= SLIGHT))
}

/** For each question the words learnt from the other parts: how foreign it is must not be told by itself. */
export function learnByParts(questions: readonly (Absent & { part: number })[]): (part: number) => ForeignWords {
  const parts = [...new Set(questions.map(({ part }) => part))]
  const learnt = new Map(
    parts.map((part) => [part, foreignWords(learnForeign(questions.filter((one) => one.part !== part)))]),
  )
  return (part) => learnt.get(part) ?? new Map()
}
