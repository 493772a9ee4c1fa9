import type { RiskType } from '../../contract/terms.ts'
import type { Clause } from './clause.ts'
import { findLowIncome, findTradeLoss } from './income.ts'
import { isFormal, isLetter, isProven } from './letter.ts'
import { isNegated } from './negation.ts'
import { around, clauseAt, findWithin, firstFrom, has, hasWithin, hitsOf, type Reading } from './reading.ts'
import { RISK_CONDITIONS } from './risk-conditions.ts'
import { ARREARS_CUES, OTHER_CUES, RISK_CUES, type RiskCue } from './risk-cues.ts'
import type { FoundRisk, Span } from './understood.ts'
import type { Hit } from './vocabulary.ts'

/**
 * `dropped`: a keyword stood there but was denied, feared, solved or somebody else's. `vague`: the risk found is an `other`
 * known by loose words only (没钱, 高中), which a question may use without telling a difficulty. `figures`: the types that
 * rest on sums that were told (人均四五千).
 */
export interface RiskReading {
  risks: FoundRisk[]
  dropped: boolean
  vague: boolean
  figures: RiskType[]
  /** Types whose words stand there, but denied, feared, solved or somebody else's. */
  denied: RiskType[]
}

interface Match {
  trouble: Hit
  topic: Hit | null
}

/** Looked back for a topic that carries over into the clause. */
const CARRY = 2
/** A cue that repeats is not looked at for ever. */
const MOST_MATCHES = 60

function topicFor(reading: Reading, cue: RiskCue, trouble: Hit, clause: Clause): Hit | null {
  const [topic] = cue.needs
  const reach = cue.reach ?? 0
  const hits = hitsOf(reading, topic)
  let before: Hit | null = null
  for (let i = firstFrom(hits, Math.max(clause.start, trouble.start - reach - 6)); i < hits.length; i++) {
    const hit = hits[i] as Hit
    if (hit.start >= clause.end || hit.start - trouble.end > reach) break
    const overlaps = hit.start < trouble.end && trouble.start < hit.end
    if (!overlaps && trouble.start - hit.end <= reach) before = hit
  }
  if (before !== null || !cue.carries) return before
  const span = around(reading, clause, CARRY, cue.carriesBack ? 1 : 0)
  const carried = hits[firstFrom(hits, span.start)]
  if (carried === undefined || carried.start >= span.end) return null
  return carried.start < clause.start || carried.start >= clause.end ? carried : null
}

/** Most cues of the table have no word in a message: asked first, because it is cheap. */
function isNamed(reading: Reading, cue: RiskCue): boolean {
  const concept = cue.needs[cue.needs.length - 1]
  return concept !== undefined && reading.hits.has(concept)
}

function* matches(reading: Reading, cue: RiskCue): Generator<Match> {
  const concept = cue.needs[cue.needs.length - 1]
  if (
    concept === undefined ||
    (cue.letter && !isLetter(reading)) ||
    (cue.with !== undefined && !has(reading, ...cue.with))
  )
    return
  let left = MOST_MATCHES
  for (const trouble of hitsOf(reading, concept)) {
    const clause = clauseAt(reading, trouble.start)
    const topic = cue.needs.length === 1 ? null : topicFor(reading, cue, trouble, clause)
    if (cue.needs.length === 2 && topic === null) continue
    // 柴房和灶屋都埋了: what stands before the topic does not take its place.
    const from = topic === null ? clause.start : Math.max(0, Math.min(topic.start - 2, trouble.start))
    const to = topic === null ? clause.end : trouble.end
    const instead = cue.unless !== undefined && hasWithin(reading, { start: from, end: to }, ...cue.unless)
    if (instead && !(cue.type === 'unsafe_water' && hasWithin(reading, clause, 'letter_drinking') && isLetter(reading)))
      continue
    if (left-- === 0) return
    yield { trouble, topic }
  }
}

/** Feared or supposed in the same clause, in front of the trouble. */
function isUnreal(reading: Reading, trouble: Hit, clause: Clause): boolean {
  const before = { start: clause.start, end: trouble.start }
  if (hasWithin(reading, before, 'feared', 'supposed')) return true
  return hasWithin(reading, { start: trouble.end, end: clause.end }, 'supposed')
}

/** A word of asking that is no part of 说啥也不, 什么都没. */
function reallyAsks(reading: Reading, clause: Clause): boolean {
  const hit = findWithin(reading, 'asking', clause)
  if (hit === undefined) return false
  return !hitsOf(reading, 'not_asking').some((other) => other.start <= hit.start && hit.end <= other.end)
}

/** Asked about in general: a question whose speaker says nothing of himself. */
function isAskedInGeneral(reading: Reading, trouble: Hit, clause: Clause): boolean {
  if (hasWithin(reading, clause, 'hypothesis_policy')) {
    const policy = findWithin(reading, 'hypothesis_policy', clause)
    if (policy !== undefined && policy.start <= trouble.start && trouble.end <= policy.end) return true
  }
  const asks = clause.asks || hasWithin(reading, clause, 'inquiry') || reallyAsks(reading, clause)
  if (!asks || hasWithin(reading, clause, 'plea')) return false
  return !has(reading, 'own') && reading.amounts.length === 0 && reading.durations.length === 0
}

/** Somebody else's: a firm, a village, the news is the subject and the speaker's household is not. */
function isOutsiders(reading: Reading, type: RiskType, trouble: Hit, topic: Hit | null, clause: Clause): boolean {
  // Firms that close are how a job is lost, and schools that expel how schooling is.
  if (type === 'job_loss' || type === 'other' || type === 'school_dropout') return false
  const from = Math.min(topic?.start ?? trouble.start, trouble.start)
  const lead = { start: clause.start, end: from }
  const subject = findWithin(reading, 'outsider', { start: clause.start, end: Math.max(from, clause.start + 1) })
  if (subject === undefined) return false
  return !hasWithin(reading, { start: subject.end, end: clause.end }, 'self') && !hasWithin(reading, lead, 'own_home')
}

/** Over and done: a word of repair stands behind the trouble and nothing says "still" or "again" after it. */
function isSolved(reading: Reading, type: RiskType, trouble: Hit): boolean {
  // What a letter calls settled is often another matter of the many it tells.
  if (type === 'labourer_death' || (type === 'other' && isLetter(reading))) return false
  const last = isLetter(reading) ? around(reading, clauseAt(reading, trouble.end - 1), 0, 2).end : reading.text.length
  const solved = hitsOf(reading, 'solved')
  const still = hitsOf(reading, 'still')
  for (let i = firstFrom(solved, trouble.end); i < solved.length; i++) {
    const hit = solved[i] as Hit
    if (hit.start >= last) return false
    const clause = clauseAt(reading, hit.start)
    if (
      isNegated(reading.text, hit, clause) ||
      hasWithin(reading, { start: clause.start, end: hit.start }, 'feared', 'supposed')
    )
      continue
    if (clause.asks || hasWithin(reading, { start: clause.start, end: hit.start }, 'asking')) continue
    const again = still[firstFrom(still, trouble.end)]
    return again === undefined
  }
  return false
}

function counts(reading: Reading, type: RiskType, { trouble, topic }: Match, proxy: boolean): boolean {
  const clause = clauseAt(reading, trouble.start)
  const word = reading.text.charAt(trouble.start)
  // 没水喝 and 不上学 hold their own negation; another one in front of them is none of theirs.
  const holdsNegation = '没不无冇唔未'.includes(word)
  if (!holdsNegation && isNegated(reading.text, trouble, clause)) return false
  if (isUnreal(reading, trouble, clause) || hasWithin(reading, around(reading, clause, 1, 0), 'tale')) return false
  if (type === 'other' && hasWithin(reading, clause, 'praise')) return false
  if (!isLetter(reading) && isAskedInGeneral(reading, trouble, clause)) return false
  if (!proxy && !isLetter(reading) && isOutsiders(reading, type, trouble, topic, clause)) return false
  return !isSolved(reading, type, trouble)
}

function spanOf({ trouble, topic }: Match): Span {
  if (topic === null) return { start: trouble.start, end: trouble.end }
  return { start: Math.min(topic.start, trouble.start), end: Math.max(topic.end, trouble.end) }
}

/** An accident that killed the earner is that death, not a loss of property besides. */
function withoutDoubles(reading: Reading, risks: FoundRisk[]): FoundRisk[] {
  const types = new Set(risks.map((risk) => risk.type))
  const property = has(reading, 'crop_loss') && has(reading, 'damage')
  return risks.filter((risk) => {
    // Out of work without a span, beside a trade that failed, is that trade.
    if (risk.type === 'job_loss' && types.has('business_failure') && reading.durations.length === 0) return false
    if (!types.has('labourer_death')) return true
    if (risk.type === 'business_failure') return /[亏赔蚀投]|本钱|贷/.test(reading.text)
    if (risk.type === 'disaster_loss') return property && has(reading, 'flood')
    return risk.type !== 'medical_cost' || (has(reading, 'burden') && !(isLetter(reading) && has(reading, 'accident')))
  })
}

/**
 * All risks that the message supports, one span each, in the order of the cue table; `other` only where a trouble is told
 * that is none of the rest. Linear: each cue is looked at a bounded number of times.
 */
export function findRisks(reading: Reading, proxy: boolean): RiskReading {
  const found = new Map<RiskType, FoundRisk>()
  let other: FoundRisk | null = null
  let dropped = false
  const denied = new Set<RiskType>()
  for (const cue of RISK_CUES) {
    if (found.has(cue.type) || !isNamed(reading, cue)) continue
    for (const match of matches(reading, cue)) {
      if (!isProven(reading, cue.type, match.trouble)) continue
      if (!counts(reading, cue.type, match, proxy)) {
        dropped = true
        denied.add(cue.type)
        continue
      }
      const verdict = RISK_CONDITIONS[cue.type](reading, cue, match.trouble, match.topic)
      if (verdict === 'yes') {
        found.set(cue.type, { type: cue.type, span: spanOf(match) })
        break
      }
      dropped = true
      if (verdict === 'other') other ??= { type: 'other', span: spanOf(match) }
    }
  }
  const income = found.has('income_below_line') || isFormal(reading) ? null : findLowIncome(reading)
  if (income !== null) found.set('income_below_line', { type: 'income_below_line', span: income })
  const lost = found.has('business_failure') || isFormal(reading) ? null : findTradeLoss(reading)
  if (lost !== null) found.set('business_failure', { type: 'business_failure', span: lost })
  const figures = [
    ...(income === null ? [] : ['income_below_line' as const]),
    ...(lost === null ? [] : ['business_failure' as const]),
  ]
  const risks = withoutDoubles(reading, [...found.values()])
  const arrears = firstOf(reading, ARREARS_CUES, proxy)
  if (arrears !== null) return { risks: [...risks, arrears], dropped, vague: false, figures, denied: [...denied] }
  if (risks.length > 0) return { risks, dropped, vague: false, figures, denied: [...denied] }
  // A letter that proves none of the nine is a complaint or a question.
  if (isLetter(reading)) return { risks: [], dropped: true, vague: false, figures, denied: [...denied] }
  other ??= firstOf(reading, OTHER_CUES, proxy)
  return { risks: other === null ? [] : [other], dropped, vague: true, figures, denied: [...denied] }
}

function firstOf(reading: Reading, cues: readonly RiskCue[], proxy: boolean): FoundRisk | null {
  for (const cue of cues) {
    if (!isNamed(reading, cue)) continue
    for (const match of matches(reading, cue))
      if (isProven(reading, 'other', match.trouble) && counts(reading, 'other', match, proxy))
        return { type: 'other', span: spanOf(match) }
  }
  return null
}
