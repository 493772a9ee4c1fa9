import type { Concept } from './lexicon/lexicon.ts'
import { isNegated } from './negation.ts'
import { clauseAt, has, hasWithin, hitsOf, type Reading } from './reading.ts'

/** Two words that together mean danger now. */
const PAIRS: readonly (readonly [Concept, Concept])[] = [
  ['flood', 'water_rising'],
  ['collapse', 'trapped'],
  ['violence', 'violence_now'],
]
/** One word that means danger now, unless it is told as past. */
const ALONE: readonly Concept[] = [
  'cry',
  'suicide',
  'gas',
  'unconscious',
  'missing',
  'hazard_now',
  'trapped',
  'fire_now',
]
/** Danger to a life is believed even in a question or a supposition. */
const ALWAYS_BELIEVED: ReadonlySet<Concept> = new Set(['suicide'])

function isPast(reading: Reading): boolean {
  // Whoever counts the bill of it speaks of an illness that has been treated.
  if (reading.amounts.length > 0 && has(reading, 'burden') && !has(reading, 'cry')) return true
  return has(reading, 'over') && !/现在|正在|又在|快来|救命|马上|赶紧|还在/.test(reading.text)
}

function stands(reading: Reading, concept: Concept): boolean {
  return hitsOf(reading, concept).some((hit) => {
    const clause = clauseAt(reading, hit.start)
    const inside = hitsOf(reading, 'not_suicide').some((other) => other.start <= hit.start && hit.end <= other.end)
    if (inside && concept === 'suicide') return false
    if (ALWAYS_BELIEVED.has(concept)) return true
    if (isNegated(reading.text, hit, clause)) return false
    return !hasWithin(reading, { start: clause.start, end: hit.start }, 'feared', 'supposed')
  })
}

/**
 * True where life or limb is in danger now: rising water, people under rubble, gas, violence at home, suicide, somebody
 * unconscious or missing. Long past ones are none; a death is none any more.
 */
export function isEmergency(reading: Reading): boolean {
  if (stands(reading, 'suicide') && !/去年|以前|当年/.test(reading.text)) return true
  if (isPast(reading)) return false
  if (ALONE.some((concept) => stands(reading, concept))) return true
  return PAIRS.some(
    ([first, second]) => stands(reading, first) && stands(reading, second) && near(reading, first, second),
  )
}

/** The two words stand in the same or neighbouring clauses. */
function near(reading: Reading, first: Concept, second: Concept): boolean {
  const firstClauses = new Set(hitsOf(reading, first).map((hit) => clauseAt(reading, hit.start).index))
  return hitsOf(reading, second).some((hit) => {
    const { index } = clauseAt(reading, hit.start)
    return firstClauses.has(index) || firstClauses.has(index - 1) || firstClauses.has(index + 1)
  })
}
