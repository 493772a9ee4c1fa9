import type { Heard } from '../core/dialogue/conversation.ts'
import { tellsFreely } from '../core/dialogue/tells-freely.ts'
import type { Suggestion } from '../core/understanding/suggestion.ts'
import { isUnsure } from '../core/understanding/unsure.ts'
import { withSuggestion } from '../core/understanding/with-suggestion.ts'
import type { Deps } from './deps.ts'
import type { LoadedConversation } from './ports/chats.ts'

/** What was heard, with a language model's help where our own reading is unsure and there is one. */
export type SecondReading = (head: LoadedConversation, heard: Heard) => Promise<Heard>

/**
 * For one message, however often its turn is replayed: the model is asked once at most. Nothing is open or locked meanwhile
 * but the order of this conversation; a crash leaves no turn, so the phone sends the message again.
 * @param next aborted when he has written more: that may be a cry for help, so the model is not waited for any longer.
 */
export function askModel({ languageModel, store }: Deps, messageId: string, next: AbortSignal): SecondReading {
  let asked: Promise<Suggestion | null> | null = null
  return async (head, heard) => {
    if (!languageModel || next.aborted || heard.kind !== 'text') return heard
    if (!isUnsure(heard.understood, heard.text) || !tellsFreely(head.state, heard)) return heard
    if (asked === null) {
      // A message that comes again is answered from its turn, so its text need not go out again.
      const stored = await store.transaction({ kind: 'system', county: head.county }, (tx) =>
        tx.conversations.turnOf(head.conversationId, messageId),
      )
      if (stored) return heard
      asked = languageModel.suggest(heard.text, next)
    }
    const suggestion = await asked
    return suggestion === null
      ? heard
      : { ...heard, understood: withSuggestion(heard.understood, heard.text, suggestion) }
  }
}
