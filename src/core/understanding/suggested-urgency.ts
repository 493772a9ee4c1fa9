import type { Urgency } from '../../contract/terms.ts'
import { stands } from './emergency.ts'
import type { Concept } from './lexicon/lexicon.ts'
import { type Place, tells } from './quote.ts'
import { clauseAt, hasWithin, hitsOf, type Reading } from './reading.ts'
import { isUnsaid } from './suggested-risks.ts'
import type { Suggestion } from './suggestion.ts'
import type { Span } from './understood.ts'

/** Words of danger that our rules believe only beside a second word: here the model's reading may take its place. */
const HALF_SAID: readonly Concept[] = ['violence', 'slide', 'poison']
const LEAST_TOLD = 2

/**
 * How pressing a model may make a message. An emergency goes out to people at once, without consent or read-back, so a
 * model alone cannot call one: its quote must hold one of our own words of danger (blows, a hillside that moves, poison that is
 * swallowed), said as now by our own rules; the model only stands in for the second word that these ask for. Words like
 * 倒了 or 水, which mean danger in few messages, are not among them. Any other emergency of a model's is `high`: somebody looks
 * soon, nobody is woken up for nothing.
 */
export function suggestedUrgency(
  reading: Reading,
  suggested: Suggestion['urgency'],
  place: (quote: string) => Place | null,
): Urgency {
  const at = suggested === null ? null : place(suggested.quote)
  if (suggested === null || at === null || !tells(reading.text, at.span, LEAST_TOLD)) return 'normal'
  if (isUnsaid(reading, at.span)) return 'normal'
  return suggested.level === 'emergency' && holdsDanger(reading, at.span) ? 'emergency' : 'high'
}

function holdsDanger(reading: Reading, quote: Span): boolean {
  return HALF_SAID.some((concept) =>
    hitsOf(reading, concept).some((hit) => {
      if (hit.start < quote.start || hit.end > quote.end || !stands(reading, hit)) return false
      return concept !== 'poison' || hasWithin(reading, clauseAt(reading, hit.start), 'swallow')
    }),
  )
}
