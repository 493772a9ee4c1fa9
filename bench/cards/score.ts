import { fitBelief } from '../../learning/cards/fit-belief.ts'
import { beliefIn } from '../../src/core/card/belief.ts'
import type { Finder, Said } from './finder.ts'

export interface Question {
  text: string
  /** The id of the entry that answers; null where none does. */
  wanted: string | null
}

export interface Scored {
  hit: number
  reciprocal: number
  /** Null where the finder tells nothing to abstain by. */
  abstention: { auroc: number; falseAnswers: number; answered: number; answeredRight: number } | null
  /** Median, ms. */
  median: number
}

interface Asked extends Said {
  wanted: string | null
  right: boolean
  ms: number
}

/** So many of a hundred questions that nothing answers may be answered, on the half that the threshold is set by. */
const FALSE_ANSWERS = 0.05
const share = (part: number, of: number): number => (of > 0 ? part / of : 0)

/** How often a right one is believed more than a wrong one; equal counts half. */
function auroc(right: readonly number[], wrong: readonly number[]): number {
  const sorted = wrong.toSorted((a, b) => a - b)
  const below = (value: number, equal: boolean): number => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      const one = sorted[middle] as number
      if (one < value || (equal && one === value)) low = middle + 1
      else high = middle
    }
    return low
  }
  return share(
    right.reduce((sum, value) => sum + (below(value, false) + below(value, true)) / 2, 0),
    right.length * wrong.length,
  )
}

/** By several signs as they were weighed on `half`; a single one tells by itself. Nothing found is no belief at all. */
function beliefFrom(half: readonly Asked[]): (asked: Asked) => number {
  const judged = half.flatMap(({ signs, wanted }) => (signs ? [{ signs, right: wanted !== null }] : []))
  const several = (judged[0]?.signs.length ?? 0) > 1
  const fitted = several ? fitBelief(judged) : null
  return ({ signs }) => {
    if (signs === null) return Number.NEGATIVE_INFINITY
    return fitted ? beliefIn(signs, { ...fitted, answerFrom: 0, askFrom: 0 }) : (signs[0] as number)
  }
}

/** Belief and threshold come from `half`, figures from `other`. */
function abstain(half: readonly Asked[], other: readonly Asked[]) {
  const belief = beliefFrom(half)
  const none = half.filter(({ wanted }) => wanted === null).map(belief)
  const threshold = none.sort((a, b) => b - a)[Math.floor(none.length * FALSE_ANSWERS)] ?? Number.POSITIVE_INFINITY
  const inside = other.filter(({ wanted }) => wanted !== null)
  const outside = other.filter(({ wanted }) => wanted === null)
  const answered = inside.filter((one) => belief(one) > threshold)
  return {
    auroc: auroc(inside.map(belief), outside.map(belief)),
    falseAnswers: share(outside.filter((one) => belief(one) > threshold).length, outside.length),
    answered: share(answered.length, inside.length),
    answeredRight: share(answered.filter(({ right }) => right).length, answered.length),
  }
}

/** Each half is judged with the belief of the other. */
export async function scoreFinder(finder: Finder, questions: readonly Question[]): Promise<Scored> {
  const asked: Asked[] = []
  for (const { text, wanted } of questions) {
    const start = performance.now()
    const said = await finder.find(text)
    asked.push({ ...said, wanted, right: said.ids[0] === wanted, ms: performance.now() - start })
  }
  const inside = asked.filter(({ wanted }) => wanted !== null)
  const rank = ({ ids, wanted }: Asked): number => ids.indexOf(wanted ?? '') + 1
  const halves = [0, 1].map((half) => asked.filter((_, at) => at % 2 === half)) as [Asked[], Asked[]]
  const [first, second] = halves
  const twice = asked.some(({ signs }) => signs) ? [abstain(first, second), abstain(second, first)] : null
  const mean = (of: 'auroc' | 'falseAnswers' | 'answered' | 'answeredRight'): number =>
    share(twice?.reduce((sum, one) => sum + one[of], 0) ?? 0, 2)
  const times = asked.map(({ ms }) => ms).sort((a, b) => a - b)
  return {
    hit: share(inside.filter(({ right }) => right).length, inside.length),
    reciprocal: share(
      inside.reduce((sum, one) => sum + (rank(one) > 0 ? 1 / rank(one) : 0), 0),
      inside.length,
    ),
    abstention: twice && {
      auroc: mean('auroc'),
      falseAnswers: mean('falseAnswers'),
      answered: mean('answered'),
      answeredRight: mean('answeredRight'),
    },
    median: times[Math.floor(times.length / 2)] ?? 0,
  }
}
