import { maskPrivate } from '../understanding/mask-private.ts'
import type { Span } from '../understanding/understood.ts'
import type { Said } from './conversation.ts'

/** Longest piece of his own words kept beside one value. */
export const MOST_WORDS = 40
export const CLAUSE_END = /[，,。！!？?；;、\n\s]/

/** His words for one value. Spans belong to the message as sent; masking may have made what stands before them longer or shorter. */
export function wordsAt({ text, understood }: Said, span: Span): string {
  const shifted = (offset: number) => {
    const before = understood.privateNumbers.filter((number) => number.span.end <= offset)
    return before.length === 0 ? offset : maskPrivate(' '.repeat(offset), before).length
  }
  return text.slice(shifted(span.start), shifted(span.end)).trim().slice(0, MOST_WORDS)
}

/** The whole clause that a trouble was found in: 房子漏雨, not 房子漏. */
export function clauseAt(said: Said, span: Span): string {
  const found = wordsAt(said, span)
  const at = found === '' ? -1 : said.text.indexOf(found)
  if (at < 0) return found
  const before = said.text.slice(0, at).split(CLAUSE_END).at(-1) ?? ''
  const after = said.text.slice(at + found.length).split(CLAUSE_END)[0] ?? ''
  return (before + found + after).trim().slice(0, MOST_WORDS)
}
