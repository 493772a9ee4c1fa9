import { FALSE_NEGATIONS, NEGATION_FILLERS, NEGATIONS, NEGATIONS_BEHIND } from './lexicon/stance.ts'
import type { Span } from './understood.ts'

/** At most this many fillers stand between a negation and what it denies: 没有 谁 得 病. */
const MOST_FILLERS = 3

function endsWithAny(text: string, end: number, words: readonly string[], from: number): string | undefined {
  return words.find((word) => end - word.length >= from && text.startsWith(word, end - word.length))
}

/** True where the words at [start, end) are denied within their clause, from in front (没有漏) or behind (欠债倒没有). */
export function isNegated(text: string, cue: Span, clause: Span): boolean {
  let end = cue.start
  for (let i = 0; i <= MOST_FILLERS; i++) {
    if (endsWithAny(text, end, FALSE_NEGATIONS, clause.start) !== undefined) return false
    if (endsWithAny(text, end, NEGATIONS, clause.start) !== undefined) return true
    const filler = endsWithAny(text, end, NEGATION_FILLERS, clause.start)
    if (filler === undefined) break
    end -= filler.length
  }
  const tail = text.slice(cue.end, Math.min(clause.end, cue.end + 6))
  return tail.length <= 4 && NEGATIONS_BEHIND.includes(tail)
}
