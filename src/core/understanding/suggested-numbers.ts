import { findAmounts } from './amount.ts'
import { findDurations } from './duration.ts'
import { isNegated } from './negation.ts'
import { canBeginNumeral, findNumerals } from './number.ts'
import type { Place } from './quote.ts'
import { clauseAt, type Reading, read } from './reading.ts'
import type { Suggestion } from './suggestion.ts'
import type { Amount, Duration, Span } from './understood.ts'

/** What our grammar looks at on either side of a number: names, measures and dates in front of it and behind it. */
const REACH_BEFORE = 16
const REACH_AFTER = 10

/**
 * The amounts understood, with those that a model points at. Where a quote holds one that we know, only a purpose that we
 * could not tell is filled in; where it holds none, our grammar must read a sum there.
 */
export function withSuggestedAmounts(
  reading: Reading,
  amounts: readonly Amount[],
  suggested: Suggestion['amounts'],
  place: (quote: string) => Place | null,
): Amount[] {
  let all = [...amounts]
  for (const { role, quote } of suggested) {
    const at = place(quote)
    if (at === null) continue
    const there = all.filter(({ span }) => span.start < at.sent.end && at.sent.start < span.end)
    const [known] = there
    if (known === undefined) {
      const read = sumAt(reading, at)
      if (read !== null) all.push({ ...read, role: read.role === 'unknown' ? role : read.role })
    } else if (there.length === 1 && known.role === 'unknown' && isWithin(known.span, at.sent))
      all = all.map((amount) => (amount === known ? { ...amount, role } : amount))
  }
  return all.sort((a, b) => a.span.start - b.span.start)
}

/**
 * The one sum in the quote, read in its surroundings: the model's word only stands for the word of money that our grammar
 * misses beside a bare number. 三百斤, 编号1200 and 二十岁 stay what they are.
 */
function sumAt(reading: Reading, { span, sent }: Place): Amount | null {
  if (isNegated(reading.text, span, clauseAt(reading, span.start))) return null
  const from = Math.max(0, span.start - REACH_BEFORE)
  const near = `钱${reading.text.slice(from, span.end + REACH_AFTER)}`
  const moved = from - 1
  const clause = { start: 0, end: near.length, index: 0, asks: false }
  const taken = findDurations(near).map((duration) => duration.span)
  const sums = findAmounts(near, findNumerals(near), [clause], taken)
    .map((sum) => ({ ...sum, span: { start: sum.span.start + moved, end: sum.span.end + moved } }))
    .filter((sum) => isWithin(sum.span, span))
  const [sum] = sums
  if (sum === undefined || sums.length > 1) return null
  return { ...sum, span: shifted(sum.span, sent.start - span.start) }
}

/** The one span of time in the quote, as our grammar reads it; one that it read in the message and left out stays out. */
export function withSuggestedDuration(
  reading: Reading,
  suggested: Suggestion['duration'],
  place: (quote: string) => Place | null,
): Duration | null {
  const at = suggested === null ? null : place(suggested.quote)
  if (at === null) return null
  const { span, sent } = at
  const leftOut = findDurations(reading.text).some(
    (known) => known.span.start < span.end && span.start < known.span.end,
  )
  // 每一年 and 一年两万 are rates.
  const rate = /[每第隔]$/.test(reading.text.slice(0, span.start)) || canBeginNumeral(reading.text.charAt(span.end))
  const [duration, ...more] = read(reading.text.slice(span.start, span.end)).durations
  if (leftOut || rate || duration === undefined || more.length > 0) return null
  return { ...duration, span: shifted(duration.span, sent.start) }
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by }
}
