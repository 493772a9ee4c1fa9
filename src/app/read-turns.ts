import type { TurnView } from '../contract/chat.ts'
import type { Deps } from './deps.ts'
import type { Door } from './door.ts'
import type { NewTurn } from './ports.ts'

/** As many turns as one look back brings; a phone that was away longer asks again from the last it got. */
const MOST_TURNS = 200

/** The turns after `after`, oldest first. */
export async function readTurns(deps: Deps, door: Door, after: number): Promise<TurnView[]> {
  return deps.store.transaction({ kind: 'system', county: door.county }, async (tx) => {
    const head = await tx.conversations.find(door.channel, door.userId)
    return head ? tx.conversations.turnsAfter(head.conversationId, after, MOST_TURNS) : []
  })
}

export function turnView(turn: NewTurn): TurnView {
  const ours = turn.inbound === null
  return {
    seq: turn.seq,
    at: turn.at.toISOString(),
    messageId: ours ? null : turn.inboundId,
    inbound: turn.inbound,
    replies: turn.replies,
  }
}
