import { type Belief, beliefIn, SIGNS, STRAYED } from '../../src/core/card/belief.ts'
import { foreignIn } from '../../src/core/card/foreign.ts'
import { readCollections } from './collections.ts'
import { fitBelief } from './fit-belief.ts'
import { learnByParts, learnForeign } from './learn-foreign.ts'
import { type Asked, askedQuestions, type Kind, PARTS } from './questions.ts'

/**
 * So many of a hundred questions about something else may be answered: a wrong answer is worse than a person's. Fewer than one would
 * bear, because the list of other business was made with most of these questions in sight (of fresh ones more are).
 */
const ANSWERED_OUTSIDE = 0.02
/** And of those whose own entry is gone: they differ from a neighbour's by a word. */
const ANSWERED_GONE = 0.15
/** Asking back does no harm but takes time. */
const ASKED_OUTSIDE = 0.06
const DIGITS = 4
const rounded = (value: number): number => Number(value.toFixed(DIGITS))

const believed = (one: Asked, belief: Belief): number => beliefIn(one.signs, belief) * (one.strayed ? STRAYED : 1)

/** The lowest probability that no more than that share of the questions of that kind reaches. */
function lowest(judged: readonly (Asked & { belief: number })[], kind: Kind, share: number): number {
  const beliefs = judged.filter((one) => one.kind === kind).map(({ belief }) => belief)
  const highest = beliefs.sort((a, b) => b - a)
  return highest[Math.floor(highest.length * share)] ?? 1
}

function learnFrom(asked: readonly Asked[]): Belief {
  // What has strayed is not weighed: it is judged by that alone.
  const fitted = fitBelief(asked.filter(({ strayed, kind }) => !strayed || kind === 'outside'))
  const plain = { bias: rounded(fitted.bias), weights: fitted.weights.map(rounded), answerFrom: 1, askFrom: 1 }
  const judged = asked.map((one) => ({ ...one, belief: believed(one, plain) }))
  const answerFrom = Math.max(lowest(judged, 'outside', ANSWERED_OUTSIDE), lowest(judged, 'gone', ANSWERED_GONE))
  const askFrom = Math.min(lowest(judged, 'outside', ASKED_OUTSIDE), answerFrom)
  return { ...plain, answerFrom: rounded(answerFrom), askFrom: rounded(askFrom) }
}

/** A line for each kind: how often the right one came first, and what is answered with the belief learnt from the other parts. */
export function crossValidated(asked: readonly Asked[]): string[] {
  const told = Array.from({ length: PARTS }, (_, part) => {
    const belief = learnFrom(asked.filter((one) => one.part !== part))
    return asked
      .filter((one) => one.part === part)
      .map((one) => ({ ...one, answered: believed(one, belief) >= belief.answerFrom }))
  }).flat()
  return (['phrased', 'further', 'gone', 'outside'] as const).map((kind) => {
    const own = told.filter((one) => one.kind === kind)
    const answered = own.filter((one) => one.answered)
    const share = (some: readonly unknown[], all: readonly unknown[]): string => (some.length / all.length).toFixed(3)
    const right = (all: readonly Asked[]): string =>
      share(
        all.filter((one) => one.right),
        all,
      )
    const known = kind === 'phrased' || kind === 'further'
    const first = known ? `, right first ${right(own)}` : ''
    const of = known ? `, of them right ${right(answered)}` : ''
    return `${kind}: ${own.length}${first}, answered ${share(answered, own)}${of}`
  })
}

const FOREIGN = SIGNS.indexOf('foreign')

/** What `src/core/card/belief.json` and `foreign.json` should hold. The same questions give the same files. */
export async function learnBelief(): Promise<{ belief: string; foreign: string; asked: readonly Asked[] }> {
  const asked = (await readCollections()).flatMap(askedQuestions)
  // Whose own entry is gone still asks for what cards are about.
  const told = asked.flatMap((one) => (one.kind === 'gone' ? [] : [{ ...one, outside: one.kind === 'outside' }]))
  const wordsFor = learnByParts(told)
  const judged = asked.map((one) => ({
    ...one,
    signs: one.signs.with(FOREIGN, foreignIn(one.absent, wordsFor(one.part))),
  }))
  return {
    belief: `${JSON.stringify(learnFrom(judged))}\n`,
    foreign: `${JSON.stringify(learnForeign(told))}\n`,
    asked: judged,
  }
}
