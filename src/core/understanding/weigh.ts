import { RISK_TYPES, type RiskType } from '../../contract/terms.ts'
import { type Evidence, gramsOf, weighable } from './evidence.ts'
import type { Reading } from './reading.ts'
import type { Command, Intent, Span } from './understood.ts'
import {
  COMMANDS,
  INTENTS,
  LETTER_WEIGHTS,
  MESSAGE_WEIGHTS,
  VERDICTS,
  type VerdictName,
  type Weights,
} from './weights.ts'

/** How likely each thing is that a message may say, from 0 to 1; the intents sum up to 1, and so do the commands. */
export interface Verdict {
  risks: Record<RiskType, number>
  /** Any difficulty at all. */
  difficulty: number
  proxy: number
  /** Life or limb, now. */
  danger: number
  intents: Record<Intent, number>
  commands: Record<Command, number>
}

const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit))
const at = (name: VerdictName): number => VERDICTS.indexOf(name)

function softmax(logits: readonly number[]): number[] {
  const most = Math.max(...logits)
  const shares = logits.map((logit) => Math.exp(logit - most))
  const sum = shares.reduce((total, share) => total + share, 0)
  return shares.map((share) => share / sum)
}

function choice<T extends string>(names: readonly T[], logits: Float64Array, first: number): Record<T, number> {
  const shares = softmax([...logits.slice(first, first + names.length)])
  return Object.fromEntries(names.map((name, index) => [name, shares[index]])) as Record<T, number>
}

/** A log-linear model: the weights of all evidence that is known are added up. Deterministic; constant time a piece. */
function logitsOf(evidence: Evidence, { bias, of }: Weights): Float64Array {
  const logits = Float64Array.from(bias)
  for (const [name, strength] of evidence) {
    const weights = of.get(name)
    if (weights === undefined) continue
    for (let i = 0; i < logits.length; i++) logits[i] = (logits[i] as number) + (weights[i] as number) * strength
  }
  return logits
}

function chances(logits: Float64Array): Record<RiskType, number> {
  return Object.fromEntries(RISK_TYPES.map((type, index) => [type, sigmoid(logits[index] as number)])) as Record<
    RiskType,
    number
  >
}

export function weigh(evidence: Evidence, weights: Weights = MESSAGE_WEIGHTS): Verdict {
  const logits = logitsOf(evidence, weights)
  const chance = (name: VerdictName): number => sigmoid(logits[at(name)] as number)
  return {
    risks: chances(logits),
    difficulty: chance('difficulty'),
    proxy: chance('proxy'),
    danger: chance('danger'),
    intents: choice(INTENTS, logits, at('intent report')),
    commands: choice(COMMANDS, logits, at('command progress')),
  }
}

/** A letter is weighed for its difficulties alone. */
export function weighLetter(evidence: Evidence, weights: Weights = LETTER_WEIGHTS): Record<RiskType, number> {
  return chances(logitsOf(evidence, weights))
}

/** The clause that speaks most for the risk: its words are what is read back. */
export function clauseFor(reading: Reading, type: RiskType): Span {
  const index = at(type)
  let best: Span = { start: 0, end: reading.text.length }
  let most = Number.NEGATIVE_INFINITY
  for (const { start, end } of reading.clauses) {
    let sum = 0
    for (const gram of gramsOf(weighable(reading.text.slice(start, end))))
      sum += MESSAGE_WEIGHTS.of.get(gram)?.[index] ?? 0
    if (sum <= most) continue
    most = sum
    best = { start, end }
  }
  return best
}
