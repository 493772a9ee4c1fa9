import { maskPrivate } from './mask-private.ts'
import { normalise } from './normalise.ts'
import type { PrivateNumber, Span } from './understood.ts'

/** Where a quote stands: in the masked text, and in the message as it was sent. */
export interface Place {
  span: Span
  sent: Span
}

/** One character proves nothing, and whoever quotes half a letter has found nothing in it. */
const SHORTEST = 2
const LONGEST = 60

/**
 * The first place where the quote stands in the normalised, masked `text`, word for word. Null for a quote that is made up,
 * too short or too long, or that holds or touches a hidden number.
 */
export function placeQuote(text: string, quote: string, privateNumbers: readonly PrivateNumber[]): Place | null {
  const wanted = normalise(quote).trim()
  if (wanted.length < SHORTEST || wanted.length > LONGEST || wanted.includes('*')) return null
  const start = text.indexOf(wanted)
  if (start < 0) return null
  const span = { start, end: start + wanted.length }
  if (text.charAt(span.start - 1) === '*' || text.charAt(span.end) === '*') return null
  const sent = asSent(span, privateNumbers)
  return sent === null ? null : { span, sent }
}

/** Masks may be longer or shorter than numbers, so places behind them move. Null for what lies on a number. */
function asSent(span: Span, privateNumbers: readonly PrivateNumber[]): Span | null {
  let moved = 0
  let last = 0
  for (const number of [...privateNumbers].sort((a, b) => a.span.start - b.span.start)) {
    if (number.span.start < last) continue
    last = number.span.end
    const length = maskPrivate('', [{ ...number, span: { start: 0, end: 0 } }]).length
    const start = number.span.start + moved
    if (span.end <= start) break
    if (span.start < start + length) return null
    moved += length - (number.span.end - number.span.start)
  }
  return { start: span.start - moved, end: span.end - moved }
}

/** Whether at least so many Chinese characters stand there. */
export function tells(text: string, span: Span, least: number): boolean {
  return countHan(text.slice(span.start, span.end)) >= least
}

export function countHan(text: string): number {
  return text.replace(/[^\u4e00-\u9fff]/g, '').length
}
