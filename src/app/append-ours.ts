import type { Block } from '../contract/block.ts'
import type { TurnView } from '../contract/chat.ts'
import type { ConversationState } from '../core/dialogue/conversation.ts'
import type { LoadedConversation, NewTurn } from './ports/chats.ts'
import type { Tx } from './ports/store.ts'
import { turnView } from './read-turns.ts'

/** A resident writes a handful at once at most. */
const MAX_RACES = 5

/**
 * Appends a turn that no message of the resident's caused, and tells those who listen. A resident who writes at the same moment may take its
 * place; then it is made anew from the state after his message. Its id is unique in the chat: a second time it answers the first turn.
 * Null where nothing was said yet, or when the races were too many.
 */
export async function appendOurs(
  tx: Tx,
  chat: { county: string; conversationId: string },
  inboundId: string,
  at: Date,
  make: (head: LoadedConversation) => { replies: Block[]; state: ConversationState },
): Promise<TurnView | null> {
  const { county, conversationId } = chat
  for (let race = 0; race < MAX_RACES; race++) {
    const head = await tx.conversations.head(conversationId)
    if (!head?.state) return null
    const made = make({ ...head, state: head.state })
    const turn: NewTurn = { county, conversationId, seq: head.lastSeq + 1, inboundId, at, inbound: null, ...made }
    if ((await tx.conversations.append(turn)) === 'appended') {
      await tx.announce({ topic: 'turn', county, conversationId, seq: turn.seq })
      return turnView(turn)
    }
    const stored = await tx.conversations.turnOf(conversationId, inboundId)
    if (stored) return stored
  }
  return null
}
