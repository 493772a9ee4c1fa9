import type { Block } from '../../contract/block.ts'
import type { Inbound, TurnView } from '../../contract/chat.ts'
import type { Channel } from '../../contract/terms.ts'
import type { ConversationState } from '../../core/dialogue/conversation.ts'

/** `conflict`: somebody stored that seq, or that message, first; read again and replay. */
export type Appended = 'appended' | 'conflict'

/** A conversation as its last turn left it. `state` null: nobody has said anything yet. */
export interface ConversationHead {
  county: string
  conversationId: string
  residentId: string
  channel: Channel
  lastSeq: number
  state: ConversationState | null
}

export type LoadedConversation = ConversationHead & { state: ConversationState }

export interface NewTurn {
  county: string
  conversationId: string
  seq: number
  /** The channel's message id, or `outbox:KEY` for a turn of ours: unique within the conversation. */
  inboundId: string
  at: Date
  inbound: Inbound | null
  replies: Block[]
  state: ConversationState
}

export interface Conversations {
  find(channel: Channel, userId: string): Promise<ConversationHead | null>
  /** Finds, or makes resident, identity and conversation under the ids given. Safe when two do it at once. */
  open(who: {
    channel: Channel
    userId: string
    residentId: string
    conversationId: string
    village: string | null
    at: Date
    demo: boolean
  }): Promise<ConversationHead>
  head(conversationId: string): Promise<ConversationHead | null>
  turnsAfter(conversationId: string, seq: number, limit: number): Promise<TurnView[]>
  turnOf(conversationId: string, inboundId: string): Promise<TurnView | null>
  append(turn: NewTurn): Promise<Appended>
}
