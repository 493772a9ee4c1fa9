import { type Belief, SIGNS } from '../../src/core/card/belief.ts'

/** What was seen of one question, and whether the best entry answered it. */
export interface Judged {
  signs: readonly number[]
  right: boolean
  /** What it counts for among the others; 1 where left out. */
  weight?: number
}

const ROUNDS = 4_000
const STEP = 2
/** Against weights that lean on chance. */
const DECAY = 0.0005

/** Logistic regression by plain descent: the same questions give the same numbers. */
export function fitBelief(judged: readonly Judged[]): Pick<Belief, 'bias' | 'weights'> {
  const weights = new Float64Array(SIGNS.length)
  let bias = 0
  const total = judged.reduce((sum, { weight = 1 }) => sum + weight, 0)
  const slopes = new Float64Array(SIGNS.length)
  for (let round = 0; round < ROUNDS; round++) {
    slopes.fill(0)
    let slope = 0
    for (const { signs, right, weight = 1 } of judged) {
      let logit = bias
      for (let i = 0; i < weights.length; i++) logit += (weights[i] as number) * (signs[i] as number)
      const error = weight * (1 / (1 + Math.exp(-logit)) - (right ? 1 : 0))
      slope += error
      for (let i = 0; i < weights.length; i++) slopes[i] = (slopes[i] as number) + error * (signs[i] as number)
    }
    bias -= (STEP * slope) / total
    for (let i = 0; i < weights.length; i++) {
      const now = weights[i] as number
      weights[i] = now - STEP * ((slopes[i] as number) / total + DECAY * now)
    }
  }
  return { bias, weights: [...weights] }
}
