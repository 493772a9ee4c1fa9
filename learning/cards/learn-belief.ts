import { type Belief, beliefIn } from '../../src/core/card/belief.ts'
import { fitBelief } from './fit-belief.ts'
import { type Asked, askedQuestions, type Kind } from './questions.ts'

/** So many of a hundred questions about something else may be answered: a wrong answer is worse than a person's. */
const ANSWERED_ELSEWHERE = 0.05
/** And of those whose own entry is gone: they differ from a neighbour's by a word. */
const ANSWERED_GONE = 0.1
/** Asking back does no harm but takes time. */
const ASKED_ELSEWHERE = 0.1
const DIGITS = 4
const rounded = (value: number): number => Number(value.toFixed(DIGITS))

/** The lowest probability that no more than that share of the questions of that kind reaches. */
function lowest(judged: readonly (Asked & { belief: number })[], kind: Kind, share: number): number {
  const beliefs = judged.filter((one) => one.kind === kind).map(({ belief }) => belief)
  const highest = beliefs.sort((a, b) => b - a)
  return highest[Math.floor(highest.length * share)] ?? 1
}

/** What `src/core/card/belief.json` should hold. The same questions give the same file. */
export function learnBelief(): { file: string; count: number } {
  const asked = askedQuestions()
  const fitted = fitBelief(asked)
  const plain = { bias: rounded(fitted.bias), weights: fitted.weights.map(rounded) }
  const judged = asked.map((one) => ({ ...one, belief: beliefIn(one.signs, { ...plain, answerFrom: 1, askFrom: 1 }) }))
  const answerFrom = Math.max(lowest(judged, 'elsewhere', ANSWERED_ELSEWHERE), lowest(judged, 'gone', ANSWERED_GONE))
  const askFrom = Math.min(lowest(judged, 'elsewhere', ASKED_ELSEWHERE), answerFrom)
  const belief: Belief = { ...plain, answerFrom: rounded(answerFrom), askFrom: rounded(askFrom) }
  return { file: `${JSON.stringify(belief)}\n`, count: asked.length }
}
