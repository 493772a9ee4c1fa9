import { type Age, findAges } from './age.ts'
import { findAmounts } from './amount.ts'
import { type Clause, splitClauses } from './clause.ts'
import { findDurations } from './duration.ts'
import type { Concept } from './lexicon/lexicon.ts'
import { normalise } from './normalise.ts'
import { findNumerals, type Numeral } from './number.ts'
import { findPrivateNumbers } from './private-number.ts'
import { findSince } from './since.ts'
import type { Amount, Duration, PrivateNumber, Span } from './understood.ts'
import { findHits, type Hit, type Hits } from './vocabulary.ts'

/** Everything that has been read off a message before it is judged. All offsets are into `text`, as long as the message. */
export interface Reading {
  text: string
  clauses: Clause[]
  hits: Hits
  numerals: Numeral[]
  amounts: Amount[]
  durations: Duration[]
  ages: Age[]
  privateNumbers: PrivateNumber[]
}

/** How long somebody worked, was married or with child is not how long the trouble has lasted: 保安干了六年被顶掉. */
const TENURE =
  /(?:(?<![活事工])干|当|教|跑|打工|怀|嫁过来|嫁来|结婚|工龄|工作了|开店|婚龄|刑|判)(?:了|才|已|都|快|有)*$/

function isTenure(text: string, { span }: Duration): boolean {
  // 跑了大半年没一家要 tells of the search, not of a job held.
  if (/^(?:都|也|还|仲)?[没冇未]/.test(text.slice(span.end, span.end + 2))) return false
  return (
    TENURE.test(text.slice(Math.max(0, span.start - 6), span.start)) ||
    /^的(?:工|班|保安|老师|教)/.test(text.slice(span.end, span.end + 3))
  )
}

/**
 * Reads a message as it was sent; pure and linear in its length. `today` (yyyy-mm-dd) is the day of the message: with it
 * 从去年十二月到现在 is a span.
 */
export function read(message: string, today?: string): Reading {
  const text = normalise(message)
  const clauses = splitClauses(text)
  const privateNumbers = findPrivateNumbers(text)
  const outside = (spans: { span: Span }[]): { span: Span }[] =>
    spans.filter(
      ({ span }) => !privateNumbers.some((number) => span.start < number.span.end && number.span.start < span.end),
    )
  const spans = outside(findDurations(text)) as Duration[]
  const since = outside(findSince(text, today)) as Duration[]
  const durations = [...spans.filter((span) => !isTenure(text, span)), ...since].sort(
    (a, b) => a.span.start - b.span.start,
  )
  const taken = [...privateNumbers, ...spans, ...since].map(({ span }) => span).sort((a, b) => a.start - b.start)
  const numerals = findNumerals(text)
  const amounts = findAmounts(text, numerals, clauses, taken)
  return {
    text,
    clauses,
    hits: findHits(text),
    numerals,
    amounts,
    durations,
    ages: findAges(text, numerals),
    privateNumbers,
  }
}

const NONE: readonly Hit[] = []

export function hitsOf(reading: Reading, concept: Concept): readonly Hit[] {
  return reading.hits.get(concept) ?? NONE
}

export function has(reading: Reading, ...concepts: Concept[]): boolean {
  return concepts.some((concept) => reading.hits.has(concept))
}

/** Index of the first hit that starts at or behind `at`. */
export function firstFrom(hits: readonly Hit[], at: number): number {
  let low = 0
  let high = hits.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((hits[middle] as Hit).start < at) low = middle + 1
    else high = middle
  }
  return low
}

/** The first hit of the concept that starts within the span, if any. */
export function findWithin(reading: Reading, concept: Concept, span: Span): Hit | undefined {
  const hits = hitsOf(reading, concept)
  const hit = hits[firstFrom(hits, span.start)]
  return hit !== undefined && hit.start < span.end ? hit : undefined
}

export function hasWithin(reading: Reading, span: Span, ...concepts: Concept[]): boolean {
  return concepts.some((concept) => findWithin(reading, concept, span) !== undefined)
}

/** The clause that holds the offset; the nearest before it for a mark between clauses. */
export function clauseAt(reading: Reading, at: number): Clause {
  const { clauses } = reading
  let low = 0
  let high = clauses.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((clauses[middle] as Clause).start <= at) low = middle
    else high = middle - 1
  }
  return clauses[low] ?? { start: 0, end: reading.text.length, index: 0, asks: false }
}

/** The clause with `before` clauses in front of it and `after` behind it, as one span. */
export function around(reading: Reading, clause: Clause, before: number, after: number): Span {
  const first = reading.clauses[Math.max(0, clause.index - before)] ?? clause
  const last = reading.clauses[Math.min(reading.clauses.length - 1, clause.index + after)] ?? clause
  return { start: first.start, end: last.end }
}

/** Those of `all`, which are in order of their starts, that lie within the passage. */
function inside<T>(all: readonly T[], spanOf: (one: T) => Span, { start, end }: Span): T[] {
  let low = 0
  let high = all.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (spanOf(all[middle] as T).start < start) low = middle + 1
    else high = middle
  }
  const found: T[] = []
  for (; low < all.length; low++) {
    const one = all[low] as T
    if (spanOf(one).start >= end) break
    if (spanOf(one).end <= end) found.push(one)
  }
  return found
}

const itself = (span: Span): Span => span
const itsSpan = ({ span }: { span: Span }): Span => span

function part<T extends Span>(all: readonly T[], passage: Span): T[] {
  const { start } = passage
  return inside(all, itself, passage).map((one) => ({ ...one, start: one.start - start, end: one.end - start }))
}

function partOf<T extends { span: Span }>(all: readonly T[], passage: Span): T[] {
  const { start } = passage
  return inside(all, itsSpan, passage).map((one) => ({
    ...one,
    span: { start: one.span.start - start, end: one.span.end - start },
  }))
}

/** What was read off one passage, as if it were a message of its own; offsets are into the passage. Reads nothing anew. */
export function within(reading: Reading, passage: Span): Reading {
  const hits = new Map<Concept, Hit[]>()
  for (const [concept, all] of reading.hits) {
    const inside: Hit[] = []
    for (let i = firstFrom(all, passage.start); i < all.length; i++) {
      const hit = all[i] as Hit
      if (hit.start >= passage.end) break
      if (hit.end <= passage.end)
        inside.push({ concept, start: hit.start - passage.start, end: hit.end - passage.start })
    }
    if (inside.length > 0) hits.set(concept, inside)
  }
  return {
    text: reading.text.slice(passage.start, passage.end),
    clauses: part(reading.clauses, passage).map((clause, index) => ({ ...clause, index })),
    hits,
    numerals: part(reading.numerals, passage),
    amounts: partOf(reading.amounts, passage),
    durations: partOf(reading.durations, passage),
    ages: partOf(reading.ages, passage),
    privateNumbers: partOf(reading.privateNumbers, passage),
  }
}
