import type { RiskType } from '../../contract/terms.ts'
import type { AmountRole } from './understood.ts'

/** What a language model believes to have read. It proves nothing: each value names the words that it came from. */
export interface Suggestion {
  intent: { value: 'report' | 'question'; quote: string } | null
  risks: { type: RiskType; quote: string }[]
  /** The sum is read from the quote by our own grammar; only what the money is for can be suggested. */
  amounts: { role: AmountRole; quote: string }[]
  /** How long the difficulty has lasted; the months are read from the quote by our own grammar. */
  duration: { quote: string } | null
  urgency: { level: 'high' | 'emergency'; quote: string } | null
}
