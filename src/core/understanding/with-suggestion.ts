import { URGENCIES, type Urgency } from '../../contract/terms.ts'
import { placeQuote, tells } from './quote.ts'
import { has, type Reading, read } from './reading.ts'
import { withSuggestedAmounts, withSuggestedDuration } from './suggested-numbers.ts'
import { suggestedRisks } from './suggested-risks.ts'
import { suggestedUrgency } from './suggested-urgency.ts'
import type { Suggestion } from './suggestion.ts'
import type { Intent, Understood } from './understood.ts'

/** Fewer Chinese characters than this don't show what a message is for. */
const LEAST_INTENT = 4

/**
 * What our own rules understood, and beside it what a model suggests as far as it holds: its quote stands in the message
 * word for word, nobody denied it there, and our grammar reads the number. Nothing understood is taken away or made less
 * pressing. `text` is the message with private numbers masked; spans of the result belong to the message as sent, as all do.
 */
export function withSuggestion(understood: Understood, text: string, suggestion: Suggestion): Understood {
  // Commands, wishes for a person and cries for help are understood; a question is answered as it was asked.
  if (understood.intent !== 'report' && understood.intent !== 'smalltalk') return understood
  const reading = read(text)
  const place = (quote: string) => placeQuote(reading.text, quote, understood.privateNumbers)
  const risks = [...understood.risks, ...suggestedRisks(reading, understood, suggestion.risks, place)]
  const urgency = suggestedUrgency(reading, suggestion.urgency, place)
  const helped: Understood = {
    ...understood,
    intent: suggestedIntent(reading, understood, suggestion, risks.length > understood.risks.length),
    risks,
    amounts: withSuggestedAmounts(reading, understood.amounts, suggestion.amounts, place),
    duration: understood.duration ?? withSuggestedDuration(reading, suggestion.duration, place),
  }
  if (urgency === 'emergency') return { ...helped, intent: 'emergency', urgency }
  return risks.length === 0 ? helped : { ...helped, urgency: morePressing(understood.urgency, urgency) }
}

/** Only words that would be lost as small talk are heard as something else; towards a command never. */
function suggestedIntent(
  reading: Reading,
  { intent, privateNumbers }: Understood,
  suggestion: Suggestion,
  troubled: boolean,
): Intent {
  if (intent !== 'smalltalk') return intent
  if (troubled) return 'report'
  const { intent: suggested } = suggestion
  if (suggested === null || has(reading, 'fine')) return intent
  const found = placeQuote(reading.text, suggested.quote, privateNumbers)
  return found !== null && tells(reading.text, found.span, LEAST_INTENT) ? suggested.value : intent
}

function morePressing(one: Urgency, other: Urgency): Urgency {
  return URGENCIES.indexOf(one) <= URGENCIES.indexOf(other) ? one : other
}
