import type { TurnView } from '../contract/chat.ts'
import type { Deps } from './deps.ts'
import type { Door } from './door.ts'
import { isBroadcast } from './ports/broadcasts.ts'
import type { ConversationHead, NewTurn } from './ports/chats.ts'

/** As many turns as one look back brings; a phone that was away longer asks again from the last it got. */
export const MOST_TURNS = 200

/** The turns after `after`, oldest first, at most `limit`. */
export async function readTurns(deps: Deps, door: Door, after: number, limit = MOST_TURNS): Promise<TurnView[]> {
  const head = await deps.store.transaction({ kind: 'system', county: door.county }, (tx) =>
    tx.conversations.find(door.channel, door.userId),
  )
  return head ? turnsAfter(deps, head, after, limit) : []
}

/** Read as the resident whose chat it is: whatever goes wrong in here, it shows nobody else's. */
async function turnsAfter(
  deps: Pick<Deps, 'store'>,
  { county, residentId, conversationId }: ConversationHead,
  after: number,
  limit: number,
): Promise<TurnView[]> {
  return deps.store.transaction({ kind: 'resident', county, residentId }, (tx) =>
    tx.conversations.turnsAfter(conversationId, after, limit),
  )
}

export function turnView(turn: NewTurn): TurnView {
  const ours = turn.inbound === null
  return {
    seq: turn.seq,
    at: turn.at.toISOString(),
    messageId: ours ? null : turn.inboundId,
    inbound: turn.inbound,
    replies: turn.replies,
    ...(ours && isBroadcast(turn.inboundId) && { publicity: true as const }),
  }
}
