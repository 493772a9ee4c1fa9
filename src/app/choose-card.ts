import { askShelf } from '../core/card/ask-shelf.ts'
import { findable } from '../core/card/render-card.ts'
import type { DialogueContext, Heard } from '../core/dialogue/conversation.ts'
import { asksOwnPolicies } from '../core/dialogue/own-policies.ts'
import { tellsFreely } from '../core/dialogue/tells-freely.ts'
import type { Deps } from './deps.ts'
import type { LoadedConversation } from './ports/chats.ts'

/** The context with what a language model made of a question that our own finding is unsure of. */
export type CardChoosing = (
  head: LoadedConversation,
  heard: Heard,
  context: DialogueContext,
) => Promise<DialogueContext>

/**
 * For one message, however often its turn is replayed: the model is asked once at most, which of the nearest cards answers. It points to one
 * of them or to none, and writes nothing. @param next aborted when he has written more
 */
export function chooseCard({ languageModel, store }: Deps, messageId: string, next: AbortSignal): CardChoosing {
  let asked: Promise<string | null | undefined> | null = null
  return async (head, heard, context) => {
    if (!languageModel || next.aborted || heard.kind !== 'text' || heard.understood.intent !== 'question')
      return context
    const { state } = head
    if (state.handover || state.cardChoice?.options.some(({ title }) => title === heard.text.trim())) return context
    if (!tellsFreely(state, heard) || asksOwnPolicies(heard)) return context
    const shelf = context.cards()
    const { kind, ranked } = askShelf(shelf, heard.text, context.regions)
    if (kind === 'answered' || ranked.length === 0) return context
    if (asked === null) {
      // A message that comes again is answered from its turn, so its text need not go out again.
      const stored = await store.transaction({ kind: 'system', county: head.county }, (tx) =>
        tx.conversations.turnOf(head.conversationId, messageId),
      )
      if (stored) return context
      const near = ranked.flatMap(({ id }) => shelf.cards.get(id) ?? []).map(findable)
      asked = languageModel
        .chooseCard(
          heard.text,
          near.map(({ title }) => title),
          next,
        )
        .then((place) => (typeof place === 'number' ? near[place]?.id : place))
    }
    const cardChosen = await asked
    return cardChosen === undefined ? context : { ...context, cardChosen }
  }
}
