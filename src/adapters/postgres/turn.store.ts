import { isBroadcast } from '../../app/ports/broadcasts.ts'
import type { Appended, NewTurn } from '../../app/ports/chats.ts'
import type { Block } from '../../contract/block.ts'
import type { Inbound, TurnView } from '../../contract/chat.ts'
import { json } from './json.ts'
import type { Trx } from './transaction.ts'

/** One turn within a transaction that does more; the usual turn goes through turn-writer.ts. */
export async function appendTurn(trx: Trx, turn: NewTurn): Promise<Appended> {
  const row = await trx
    .insertInto('turn')
    .values({
      county_code: turn.county,
      conversation_id: turn.conversationId,
      seq: turn.seq,
      inbound_id: turn.inboundId,
      at: turn.at,
      inbound: json(turn.inbound),
      replies: json(turn.replies),
      state: json(turn.state),
    })
    // Whichever of the two keys it is: that seq, or that message, is stored already.
    .onConflict((conflict) => conflict.doNothing())
    .returning('seq')
    .executeTakeFirst()
  if (!row) return 'conflict'
  // Nobody asked for it, so whoever sends on that channel must learn of it.
  if (turn.inbound === null)
    await trx
      .updateTable('reach')
      .set((set) => ({
        owing: true,
        // What waits may be publicity alone; and where the chat is closed, news may still be told of.
        next_at: isBroadcast(turn.inboundId) ? set.ref('next_at') : set.val(turn.at),
      }))
      .where('county_code', '=', turn.county)
      .where('conversation_id', '=', turn.conversationId)
      .execute()
  return 'appended'
}

/** Oldest first. */
export async function turnsAfter(
  trx: Trx,
  county: string,
  conversationId: string,
  seq: number,
  limit: number,
): Promise<TurnView[]> {
  const rows = await turns(trx, county, conversationId).where('seq', '>', seq).orderBy('seq').limit(limit).execute()
  return rows.map(viewOf)
}

export async function turnOf(
  trx: Trx,
  county: string,
  conversationId: string,
  inboundId: string,
): Promise<TurnView | null> {
  const row = await turns(trx, county, conversationId).where('inbound_id', '=', inboundId).executeTakeFirst()
  return row ? viewOf(row) : null
}

function turns(trx: Trx, county: string, conversationId: string) {
  return trx
    .selectFrom('turn')
    .select(['seq', 'inbound_id', 'at', 'inbound', 'replies'])
    .where('county_code', '=', county)
    .where('conversation_id', '=', conversationId)
}

function viewOf(row: {
  seq: number
  inbound_id: string
  at: Date
  inbound: Inbound | null
  replies: Block[]
}): TurnView {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    // A turn of ours has no message before it, and its id is the outbox's.
    messageId: row.inbound ? row.inbound_id : null,
    inbound: row.inbound,
    replies: row.replies,
    ...(row.inbound === null && isBroadcast(row.inbound_id) && { publicity: true as const }),
  }
}
