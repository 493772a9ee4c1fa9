import { RISK_TYPES, type RiskType } from '../../contract/terms.ts'
import type { Cues } from './cues.ts'
import { isNegated } from './negation.ts'
import { clauseAt, type Reading } from './reading.ts'
import type { Hit } from './vocabulary.ts'

/** Names of what was seen, each with its strength in (0, 1]. */
export type Evidence = ReadonlyMap<string, number>

/** Marks between words are one; asking is another. */
const MARKS = /[,.，。!！?？;；:：\s~…、]+/g
/** Sums and counts differ in every message; that one stands there is what counts. */
const NUMBERS = /[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九十百千万几]{2,}/g

/** The text as it is weighed: numbers and marks are one sign each, its beginning and end are marked. */
export function weighable(text: string): string {
  const plain = text.replace(NUMBERS, '0').replace(MARKS, (marks) => (/[?？]/.test(marks) ? '?' : ','))
  return `^${plain}$`
}

/** Single characters and pairs of neighbours: what serves Chinese without a segmenter. */
export function gramsOf(weighed: string): string[] {
  const grams: string[] = []
  for (let i = 0; i < weighed.length; i++) {
    grams.push(weighed.charAt(i))
    if (i + 1 < weighed.length) grams.push(weighed.slice(i, i + 2))
  }
  return grams
}

/** Ages that mean something for a risk: below school, compulsory schooling, youth, working age, old. */
const AGE_BANDS: readonly (readonly [number, string])[] = [
  [5, 'infant'],
  [15, 'pupil'],
  [24, 'youth'],
  [59, 'adult'],
  [Number.POSITIVE_INFINITY, 'old'],
]
const LONGEST_BAND = 5

function* factsOf(reading: Reading, cues: Cues): Generator<string> {
  for (const { type } of cues.risks) yield `=risk ${type}`
  yield `=intent ${cues.intent}`
  if (cues.command !== null) yield `=command ${cues.command}`
  if (cues.proxy) yield '=proxy'
  if (cues.dropped) yield '=dropped'
  if (cues.pastDanger) yield '=past danger'
  for (const { role } of reading.amounts) yield `=sum ${role}`
  for (const { years } of reading.ages) yield `=age ${AGE_BANDS.find(([upTo]) => years <= upTo)?.[1]}`
  yield `=length ${Math.min(LONGEST_BAND, Math.floor(Math.log2(reading.text.length + 1)))}`
}

/** Each concept once where it is affirmed and once where it is denied. */
function conceptsOf(reading: Reading): string[] {
  const names: string[] = []
  for (const [concept, found] of reading.hits) {
    if (concept === 'blind') continue
    const denied = (hit: Hit): boolean => isNegated(reading.text, hit, clauseAt(reading, hit.start))
    const first = denied(found[0] as Hit)
    names.push(first ? `@not ${concept}` : `@${concept}`)
    if (found.some((hit, at) => at > 0 && denied(hit) !== first)) names.push(first ? `@${concept}` : `@not ${concept}`)
  }
  return names
}

function put(evidence: Map<string, number>, names: ReadonlySet<string>, strength: number): void {
  for (const name of names) evidence.set(name, strength)
}

/**
 * All that a verdict may rest on: facts that were read (strength 1), words of the lexicon, denied or not, and the bare
 * characters and pairs; of the latter two each weighs less the more there are.
 */
export function evidenceOf(reading: Reading, cues: Cues): Evidence {
  const evidence = new Map<string, number>()
  const grams = new Set(gramsOf(weighable(reading.text)))
  const concepts = new Set(conceptsOf(reading))
  put(evidence, grams, 1 / Math.sqrt(grams.size))
  put(evidence, concepts, 1 / Math.sqrt(concepts.size))
  put(evidence, new Set(factsOf(reading, cues)), 1)
  return evidence
}

/** The share of a passage's likelihood from which on it counts as a hint, and as a strong one. */
const HINT = 0.2
const STRONG_HINT = 0.5
const SECOND_HINT = 0.3

function* hintsOf(type: RiskType, [first = 0, second = 0]: readonly number[]): Generator<string> {
  if (first > HINT) yield `=hint ${type}`
  if (first > STRONG_HINT) yield `=strong hint ${type}`
  if (second > SECOND_HINT) yield `=second hint ${type}`
}

/**
 * What a letter is weighed by: all that a message is, and what its passages would say if each were a message alone
 * (`passages`, by type from 0 to 1, any order).
 */
export function letterEvidenceOf(
  reading: Reading,
  cues: Cues,
  passages: Record<RiskType, readonly number[]>,
): Evidence {
  const evidence = new Map(evidenceOf(reading, cues))
  for (const type of RISK_TYPES) {
    const sorted = passages[type].toSorted((a, b) => b - a)
    evidence.set(`=passage ${type}`, sorted[0] ?? 0)
    for (const hint of hintsOf(type, sorted)) evidence.set(hint, 1)
  }
  return evidence
}
