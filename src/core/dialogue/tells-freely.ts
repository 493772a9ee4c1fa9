import { commandIn } from './commands.ts'
import type { ConversationState, Said } from './conversation.ts'
import { wantsPerson } from './hear-text.ts'

/**
 * Whether this is a moment at which somebody tells his trouble in his own words: no question is open, or the one what is
 * wrong. Answers, commands and whatever is said in an emergency wait for nobody's second reading; and who is just being
 * asked whether he agrees says nothing that is handed on.
 */
export function tellsFreely({ asking, draft }: ConversationState, said: Said): boolean {
  if (draft?.urgency === 'emergency' || commandIn(said) !== null || wantsPerson(said)) return false
  return asking === null || (asking.kind === 'slot' && asking.slot === 'what')
}
