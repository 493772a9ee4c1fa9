import { RISK_TYPES, type RiskType } from '../../contract/terms.ts'
import { type Cues, cuesOf } from './cues.ts'
import { type Evidence, evidenceOf, letterEvidenceOf } from './evidence.ts'
import { type Reading, within } from './reading.ts'
import type { FoundRisk, Span } from './understood.ts'
import { clauseFor, type Verdict, weigh, weighLetter } from './weigh.ts'
import { MESSAGE_WEIGHTS, type Weights } from './weights.ts'

/** About as long as a chat message is at most: longer passages say several things. */
const PASSAGE = 60
/** From here on a letter's difficulty is believed, and from the second on where its own rules (letter.ts) found it. */
const BELIEVED = 0.2
const BELIEVED_WITH_CUE = 0.015

/** Neighbouring clauses, put together up to the length of a message. */
function passagesOf({ clauses }: Reading): Span[] {
  const passages: Span[] = []
  for (const { start, end } of clauses) {
    const last = passages.at(-1)
    if (last !== undefined && end - last.start <= PASSAGE) last.end = end
    else passages.push({ start, end })
  }
  return passages
}

/** Each passage weighed as if it were a message of its own. */
function verdictsOf(reading: Reading, weights: Weights): Verdict[] {
  return passagesOf(reading).map((span) => {
    const passage = within(reading, span)
    return weigh(evidenceOf(passage, cuesOf(passage)), weights)
  })
}

function evidenceFrom(reading: Reading, cues: Cues, verdicts: readonly Verdict[]): Evidence {
  const ofType = (type: RiskType): number[] =>
    verdicts.map(({ risks, difficulty }) => risks[type] * Math.sqrt(difficulty))
  const passages = Object.fromEntries(RISK_TYPES.map((type) => [type, ofType(type)]))
  return letterEvidenceOf(reading, cues, passages as Record<RiskType, number[]>)
}

export function evidenceOfLetter(reading: Reading, cues: Cues, weights: Weights = MESSAGE_WEIGHTS): Evidence {
  return evidenceFrom(reading, cues, verdictsOf(reading, weights))
}

/**
 * The difficulties of the writer's household that a letter to the authorities tells, often only in passing, and the
 * danger of its most alarming passage, from 0 to 1: who calls for help at length is in danger all the same.
 */
export function judgeLetter(reading: Reading, cues: Cues): { risks: FoundRisk[]; danger: number } {
  const verdicts = verdictsOf(reading, MESSAGE_WEIGHTS)
  const chances = weighLetter(evidenceFrom(reading, cues, verdicts))
  const risks = RISK_TYPES.flatMap((type) => {
    const cue = cues.risks.find((risk) => risk.type === type)
    if (chances[type] < (cue === undefined ? BELIEVED : BELIEVED_WITH_CUE)) return []
    return [cue ?? { type, span: clauseFor(reading, type) }]
  })
  return { risks, danger: Math.max(0, ...verdicts.map(({ danger }) => danger)) }
}
