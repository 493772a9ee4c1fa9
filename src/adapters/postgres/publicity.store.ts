import { sql } from 'kysely'
import type { OwedPublicity } from '../../app/ports/channels.ts'
import type { Block } from '../../contract/block.ts'
import type { BroadcastState, UntoldReason } from '../../contract/broadcast.ts'
import type { Trx } from './transaction.ts'

/** `broadcast:BROADCAST:RESIDENT`; null for any other id. */
const BROADCAST_OF_TURN = sql`case when split_part(t.inbound_id, ':', 2) ~ '^[0-9a-f-]{36}$' then split_part(t.inbound_id, ':', 2)::uuid end`

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
  end: 'told' | UntoldReason | null,
): Promise<void> {
  if (end !== null)
    await sql`
      update delivery d set told = ${end === 'told' ? 'told' : 'untold'}, told_reason = ${end === 'told' ? null : end}
      from turn t
      where t.county_code = ${county} and t.conversation_id = ${conversationId} and t.seq = ${seq}
        and d.county_code = ${county} and d.conversation_id = ${conversationId} and d.broadcast_id = ${BROADCAST_OF_TURN}
        and d.told in ('waiting', 'closed', 'untold')
    `.execute(trx)
  await sql`
    update reach set put_off = array_remove(put_off, ${seq}::integer), free_left = greatest(free_left - ${spent}::integer, 0),
      attempts = 0, error = null
    where county_code = ${county} and conversation_id = ${conversationId} and ${seq}::integer = any (put_off)
  `.execute(trx)
}

/** Until he writes, or leaves: of all that he has not got. */
export async function notTold(trx: Trx, county: string, conversationId: string, why: 'closed' | 'gone'): Promise<void> {
  await sql`
    update delivery set told = ${why === 'gone' ? 'untold' : 'closed'}, told_reason = ${why === 'gone' ? 'gone' : null}
    where county_code = ${county} and conversation_id = ${conversationId} and told is not null
      and told in ('waiting', ${why === 'gone' ? 'closed' : 'waiting'})
  `.execute(trx)
}

/** Whoever opted out did so for himself on all channels. */
export async function publicityOf(
  trx: Trx,
  county: string,
  conversationId: string,
  seq: number,
): Promise<OwedPublicity | null> {
  const { rows } = await sql<{
    at: Date
    replies: Block[]
    id: string | null
    state: BroadcastState | null
    from: number | null
    until: number | null
    opted_out: boolean
    by_mass: OwedPublicity['byMass']
  }>`
    select t.at, t.replies, b.id, b.state,
      case when d.told = 'in_call' then 'asked' when d.told = 'told' or d.told_reason in ('unknown', 'unreported') then 'yes' else 'no' end as by_mass,
      b.quiet_from as "from", b.quiet_until as until,
      exists (select from conversation c
        join resident r on r.county_code = c.county_code and r.id = c.resident_id
        join resident o on o.county_code = r.county_code and o.person = r.person
        where c.county_code = ${county} and c.id = t.conversation_id and o.opted_out_at is not null) as opted_out
    from turn t
    left join broadcast b on b.county_code = t.county_code
      and b.id = ${BROADCAST_OF_TURN}
    left join delivery d on d.county_code = t.county_code and d.conversation_id = t.conversation_id and d.broadcast_id = b.id
      and d.told is not null
    where t.county_code = ${county} and t.conversation_id = ${conversationId} and t.seq = ${seq}
  `.execute(trx)
  const [row] = rows
  if (!row) return null
  const { at, replies, id, state, from, until } = row
  const broadcast =
    id !== null && state !== null && from !== null && until !== null ? { id, state, quiet: { from, until } } : null
  return { at, replies, broadcast, optedOut: row.opted_out, byMass: row.by_mass }
}
