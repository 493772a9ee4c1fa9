import type { RiskType } from '../../contract/terms.ts'
import { isNegated } from './negation.ts'
import { type Place, tells } from './quote.ts'
import { around, clauseAt, hasWithin, hitsOf, type Reading } from './reading.ts'
import { RISK_CUES, type RiskCue } from './risk-cues.ts'
import type { Suggestion } from './suggestion.ts'
import type { FoundRisk, Span, Understood } from './understood.ts'

/** A message tells of a few troubles; who finds all ten in it has read none. */
const MOST_RISKS = 3
/** 漏雨 is the shortest trouble that people write. */
const LEAST_TOLD = 2
/** A topic may stand in one of the clauses before, or in the next one, as in the cue table. */
const CARRY = 2

/** The suggested risks that may stand beside those understood: of other types, each once, in the order suggested. */
export function suggestedRisks(
  reading: Reading,
  understood: Understood,
  suggested: Suggestion['risks'],
  place: (quote: string) => Place | null,
): FoundRisk[] {
  const known = new Set<RiskType>(understood.risks.map((risk) => risk.type))
  const found: FoundRisk[] = []
  for (const { type, quote } of suggested) {
    if (known.has(type) || found.length === MOST_RISKS) continue
    // `other` says that there is a trouble of some kind: nothing new beside one that is known.
    if (type === 'other' && known.size > 0) continue
    const at = place(quote)
    if (at === null || !tells(reading.text, at.span, LEAST_TOLD)) continue
    if (isUnsaid(reading, at.span) || isWeighed(reading, type, at.span)) continue
    known.add(type)
    found.push({ type, span: at.sent })
  }
  return found
}

/** The clauses that the words lie in, with `after` more behind them. */
function clausesOf(reading: Reading, { start, end }: Span, after = 0): Span {
  return { start: clauseAt(reading, start).start, end: around(reading, clauseAt(reading, end - 1), 0, after).end }
}

/** Denied, feared, supposed, told of others, praised or mended: said, but not as a trouble that he has. */
export function isUnsaid(reading: Reading, quote: Span): boolean {
  if (isNegated(reading.text, quote, clauseAt(reading, quote.start))) return true
  const clauses = clausesOf(reading, quote)
  if (hasWithin(reading, clauses, 'feared', 'supposed', 'covered', 'fine', 'praise', 'spare', 'tale')) return true
  const behind = clausesOf(reading, quote, CARRY)
  return hasWithin(reading, behind, 'solved') && !hasWithin(reading, behind, 'still')
}

/**
 * The words there are ones that our own table knows for this type, and it didn't take them: denied, mended, or short of the
 * type's least conditions (half a month without work). Where the table took them and the weights let them go, these were right
 * more often than not. What is judged so no model brings back.
 */
function isWeighed(reading: Reading, type: RiskType, quote: Span): boolean {
  const clauses = clausesOf(reading, quote)
  return RISK_CUES.some((cue) => cue.type === type && !cue.letter && stands(reading, cue, clauses))
}

function stands(reading: Reading, { needs }: RiskCue, clauses: Span): boolean {
  const [topic, trouble = topic] = needs
  const near = {
    start: around(reading, clauseAt(reading, clauses.start), CARRY, 0).start,
    end: around(reading, clauseAt(reading, clauses.end - 1), 0, 1).end,
  }
  return (
    hitsOf(reading, trouble).some((hit) => hit.start < clauses.end && clauses.start < hit.end) &&
    hasWithin(reading, near, topic)
  )
}
