import { cuesOf } from './cues.ts'
import { dangerSpan } from './emergency.ts'
import { evidenceOf } from './evidence.ts'
import { read, within } from './reading.ts'
import type { Span } from './understood.ts'
import { weigh } from './weigh.ts'

/** The words of an emergency that tell the danger: what the rules heard, else the clause that weighs most; null for none. */
export function dangerIn(text: string): Span | null {
  const reading = read(text)
  const heard = dangerSpan(reading)
  if (heard !== null) return heard
  let most = 0
  let best: Span | null = null
  for (const { start, end } of reading.clauses) {
    const clause = within(reading, { start, end })
    const { danger } = weigh(evidenceOf(clause, cuesOf(clause)))
    if (danger > most) {
      most = danger
      best = { start, end }
    }
  }
  return best
}
