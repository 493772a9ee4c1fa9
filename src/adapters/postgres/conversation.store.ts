import { sql } from 'kysely'
import type { ConversationHead, Conversations } from '../../app/ports/chats.ts'
import type { Channel } from '../../contract/terms.ts'
import type { ConversationState } from '../../core/dialogue/conversation.ts'
import type { Trx } from './transaction.ts'

type NewConversation = Parameters<Conversations['open']>[0]

export async function findConversation(
  trx: Trx,
  county: string,
  channel: Channel,
  userId: string,
): Promise<ConversationHead | null> {
  const row = await heads(trx, county)
    .where('conversation.channel', '=', channel)
    .where('conversation.resident_id', '=', (from) =>
      from
        .selectFrom('identity')
        .select('identity.resident_id')
        .where('identity.county_code', '=', county)
        .where('identity.channel', '=', channel)
        .where('identity.user_id', '=', userId),
    )
    .executeTakeFirst()
  return row ? headOf(row) : null
}

export async function conversationHead(
  trx: Trx,
  county: string,
  conversationId: string,
): Promise<ConversationHead | null> {
  const row = await heads(trx, county).where('conversation.id', '=', conversationId).executeTakeFirst()
  return row ? headOf(row) : null
}

/**
 * Finds, or makes resident, identity and conversation. When two do it at once the identity's key lets one of them through;
 * the other waits at it until the first has committed and then finds what that one made.
 */
export async function openConversation(trx: Trx, county: string, who: NewConversation): Promise<ConversationHead> {
  const found = await findConversation(trx, county, who.channel, who.userId)
  if (found) return found
  await sql`
    with came as (
      insert into identity (county_code, channel, user_id, resident_id)
      values (${county}, ${who.channel}, ${who.userId}, ${who.residentId})
      on conflict do nothing
      returning resident_id
    ), known as (
      insert into resident (county_code, id, village, created_at, demo)
      select ${county}, resident_id, ${who.village}, ${who.at}, ${who.demo} from came
    )
    insert into conversation (county_code, id, resident_id, channel, created_at)
    select ${county}, ${who.conversationId}, resident_id, ${who.channel}, ${who.at} from came
  `.execute(trx)
  const opened = await findConversation(trx, county, who.channel, who.userId)
  if (!opened) throw new Error(`identity without conversation: ${who.channel}`)
  return opened
}

/** Every conversation with its newest turn, found backwards on the turn's key. */
function heads(trx: Trx, county: string) {
  return trx
    .selectFrom('conversation')
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('turn')
          .select(['turn.seq', 'turn.state'])
          .whereRef('turn.county_code', '=', 'conversation.county_code')
          .whereRef('turn.conversation_id', '=', 'conversation.id')
          .orderBy('turn.seq', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onTrue(),
    )
    .select([
      'conversation.county_code',
      'conversation.id',
      'conversation.resident_id',
      'conversation.channel',
      'last.seq',
      'last.state',
    ])
    .where('conversation.county_code', '=', county)
}

function headOf(row: {
  county_code: string
  id: string
  resident_id: string
  channel: Channel
  seq: number | null
  state: ConversationState | null
}): ConversationHead {
  return {
    county: row.county_code,
    conversationId: row.id,
    residentId: row.resident_id,
    channel: row.channel,
    lastSeq: row.seq ?? 0,
    state: row.state,
  }
}
