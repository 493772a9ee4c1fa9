import { sql } from 'kysely'
import type { OwedPublicity } from '../../app/ports/channels.ts'
import type { Block } from '../../contract/block.ts'
import type { BroadcastState } from '../../contract/broadcast.ts'
import type { Trx } from './transaction.ts'

/** Passed over, and remembered: whatever stands behind it goes first. */
export async function putOff(trx: Trx, county: string, conversationId: string, seq: number): Promise<void> {
  await sql`
    update reach set told_seq = ${seq}, put_off = array_append(put_off, ${seq}::integer)
    where county_code = ${county} and conversation_id = ${conversationId} and told_seq < ${seq}
  `.execute(trx)
}

export async function publicityOver(
  trx: Trx,
  county: string,
  conversationId: string,
  seq: number,
  spent: number,
): Promise<void> {
  await sql`
    update reach set put_off = array_remove(put_off, ${seq}::integer), free_left = greatest(free_left - ${spent}::integer, 0),
      attempts = 0, error = null
    where county_code = ${county} and conversation_id = ${conversationId} and ${seq}::integer = any (put_off)
  `.execute(trx)
}

/** By the id of the turn, `broadcast:BROADCAST:RESIDENT`. Whoever opted out did so for himself on all channels. */
export async function publicityOf(
  trx: Trx,
  county: string,
  conversationId: string,
  seq: number,
): Promise<OwedPublicity | null> {
  const { rows } = await sql<{
    at: Date
    replies: Block[]
    state: BroadcastState | null
    from: number | null
    until: number | null
    opted_out: boolean
  }>`
    select t.at, t.replies, b.state, b.quiet_from as "from", b.quiet_until as until,
      exists (select from conversation c
        join resident r on r.county_code = c.county_code and r.id = c.resident_id
        join resident o on o.county_code = r.county_code and o.person = r.person
        where c.county_code = ${county} and c.id = t.conversation_id and o.opted_out_at is not null) as opted_out
    from turn t
    left join broadcast b on b.county_code = t.county_code
      and b.id = case when split_part(t.inbound_id, ':', 2) ~ '^[0-9a-f-]{36}$' then split_part(t.inbound_id, ':', 2)::uuid end
    where t.county_code = ${county} and t.conversation_id = ${conversationId} and t.seq = ${seq}
  `.execute(trx)
  const [row] = rows
  if (!row) return null
  const { at, replies, state, from, until } = row
  const broadcast = state !== null && from !== null && until !== null ? { state, quiet: { from, until } } : null
  return { at, replies, broadcast, optedOut: row.opted_out }
}
