import { type RawBuilder, sql } from 'kysely'
import type { MassCall, MassCalls, MassEnd, MassLimits } from '../../app/ports/mass.ts'
import type { Block } from '../../contract/block.ts'
import type { BroadcastState, QuietHours } from '../../contract/broadcast.ts'
import type { Channel } from '../../contract/terms.ts'
import type { Trx } from './transaction.ts'

export function massCallsOf(trx: Trx, county: string): MassCalls {
  return {
    ready: (channel, limits, now) => ready(trx, county, channel, limits, now),
    form: (channel, broadcastId, id, limits, now) => form(trx, county, channel, broadcastId, id, limits, now),
    claim: (channel, now, until) => claim(trx, county, channel, now, until),
    begin: (id, now) => begin(trx, county, id, now),
    async postpone(id, until, unsureSince, why) {
      await trx
        .updateTable('mass_call')
        .set({ next_at: until, unsure_since: unsureSince, why })
        .where('county_code', '=', county)
        .where('id', '=', id)
        .where('state', '=', 'open')
        .execute()
    },
    end: (id, end, at) => endCall(trx, county, id, end, at),
  }
}

async function ready(
  trx: Trx,
  county: string,
  channel: Channel,
  { atLeast, fresh }: MassLimits,
  now: Date,
): Promise<{ broadcastId: string; quiet: QuietHours }[]> {
  const { rows } = await sql<{ id: string; from: number; until: number }>`
    select b.id, b.quiet_from as "from", b.quiet_until as until from broadcast b
    where b.county_code = ${county} and b.state in ('sending', 'done')
      and coalesce(b.ended_at, ${now}) > ${fresh}
      and (select count(*) from (
        select from delivery d where d.county_code = ${county} and d.broadcast_id = b.id
          and d.told = 'closed' and d.mass_call is null and d.channel = ${channel} limit ${atLeast}) few) >= ${atLeast}
      and not exists (select from delivery d where d.county_code = ${county} and d.broadcast_id = b.id
        and d.state = 'queued' and d.next_at <= ${now})
      and not exists (select from delivery d
        join reach r on r.county_code = d.county_code and r.conversation_id = d.conversation_id
        where d.county_code = ${county} and d.broadcast_id = b.id and d.told = 'waiting' and d.channel = ${channel}
          and r.owing and r.gone_at is null and r.next_at <= ${now})
      and not exists (select from mass_call c where c.county_code = ${county} and c.channel = ${channel} and c.paused_until > ${now})
    order by b.started_at
  `.execute(trx)
  return rows.map(({ id, from, until }) => ({ broadcastId: id, quiet: { from, until } }))
}

const OPTED_OUT = (county: string) => sql<boolean>`exists (select from resident o where o.county_code = ${county}
  and (o.person = d.person or o.id = d.resident_id) and o.opted_out_at is not null)`

/** Calls that reached that chat this month, or may have. */
const hadInMonth = (county: string, month: Date, now: Date): RawBuilder<number> => sql`(select count(*) from delivery h
  join mass_call c on c.county_code = h.county_code and c.id = h.mass_call
  where h.county_code = ${county} and h.conversation_id = d.conversation_id and h.told is not null
    and c.state <> 'refused' and coalesce(c.ended_at, ${now}::timestamptz) >= ${month})`

async function form(
  trx: Trx,
  county: string,
  channel: Channel,
  broadcastId: string,
  id: string,
  { atLeast, atMost, aMonth, month, fresh }: MassLimits,
  now: Date,
): Promise<number> {
  // Two at once would share few people between two calls.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mass/${county}/${channel}`}, 0))`.execute(trx)
  const closed = sql`d.county_code = ${county} and d.broadcast_id = ${broadcastId} and d.told = 'closed'
    and d.mass_call is null and d.channel = ${channel}`
  await sql`update delivery d set told = 'untold', told_reason = 'opted_out' where ${closed} and ${OPTED_OUT(county)}`.execute(
    trx,
  )
  const full = sql`${hadInMonth(county, month, now)} >= ${aMonth}`
  await sql`
    update delivery d set told_reason = case when ${full} then 'month_full' end
    where ${closed} and (${full}) is distinct from (d.told_reason is not null)
  `.execute(trx)
  const { rows } = await sql<{ n: number }>`
    with picked as materialized (
      select d.person from delivery d
      join reach r on r.county_code = d.county_code and r.conversation_id = d.conversation_id
      where ${closed} and d.told_reason is null and d.ended_at > ${fresh}
        -- He has not written since: whoever did is written to by himself.
        and r.next_at = 'infinity' and r.gone_at is null and (r.claimed_until is null or r.claimed_until <= ${now})
      order by d.conversation_id limit ${atMost} for update of d, r skip locked
    ), made as (
      insert into mass_call (county_code, id, channel, broadcast_id, made_at, next_at)
      select ${county}, ${id}, ${channel}, ${broadcastId}, ${now}, ${now}
      where (select count(*) from picked) >= ${atLeast}
      returning id
    ), joined as (
      update delivery d set told = 'in_call', mass_call = m.id from picked p, made m
      where d.county_code = ${county} and d.broadcast_id = ${broadcastId} and d.person = p.person
      returning d.person
    )
    select count(*) as n from joined
  `.execute(trx)
  return Number(rows[0]?.n ?? 0)
}

async function claim(trx: Trx, county: string, channel: Channel, now: Date, until: Date): Promise<MassCall | null> {
  const { rows } = await sql<{
    id: string
    broadcast_id: string
    made_at: Date
    attempts: number
    unsure_since: Date | null
    blocks: Block[]
    state: BroadcastState
    from: number
    until: number
  }>`
    update mass_call c set next_at = ${until} from broadcast b
    where c.county_code = ${county} and b.county_code = c.county_code and b.id = c.broadcast_id
      and c.id = (select id from mass_call o where o.county_code = ${county} and o.channel = ${channel}
        and o.state = 'open' and o.next_at <= ${now} order by o.next_at, o.id limit 1 for update skip locked)
    returning c.id, c.broadcast_id, c.made_at, c.attempts, c.unsure_since, b.blocks, b.state, b.quiet_from as "from", b.quiet_until as until
  `.execute(trx)
  const [row] = rows
  if (!row) return null
  const { id, blocks, attempts, state, from, until: opens } = row
  const broadcast = { state, quiet: { from, until: opens } }
  return {
    id,
    blocks,
    attempts,
    broadcast,
    broadcastId: row.broadcast_id,
    madeAt: row.made_at,
    unsureSince: row.unsure_since,
  }
}

async function begin(trx: Trx, county: string, id: string, now: Date): Promise<string[]> {
  await sql`
    update delivery d set told = 'untold', told_reason = 'opted_out'
    where d.county_code = ${county} and d.mass_call = ${id} and d.told = 'in_call' and ${OPTED_OUT(county)}
  `.execute(trx)
  await sql`
    update mass_call set attempts = attempts + 1, unsure_since = coalesce(unsure_since, ${now})
    where county_code = ${county} and id = ${id}
  `.execute(trx)
  const { rows } = await sql<{ user_id: string }>`
    select r.user_id from delivery d
    join reach r on r.county_code = d.county_code and r.conversation_id = d.conversation_id
    where d.county_code = ${county} and d.mass_call = ${id} and d.told = 'in_call'
    order by d.conversation_id
  `.execute(trx)
  return rows.map(({ user_id }) => user_id)
}

async function endCall(trx: Trx, county: string, id: string, end: MassEnd, at: Date): Promise<void> {
  const people = sql`county_code = ${county} and mass_call = ${id} and told = 'in_call'`
  switch (end.kind) {
    case 'sent':
      await sql`update delivery set told = 'told' where ${people}`.execute(trx)
      break
    case 'unknown':
      await sql`update delivery set told = 'untold', told_reason = 'unknown' where ${people}`.execute(trx)
      break
    case 'refused':
      if (end.pausedUntil) await sql`update delivery set told = 'closed', mass_call = null where ${people}`.execute(trx)
      else await sql`update delivery set told = 'closed', told_reason = 'mass_refused' where ${people}`.execute(trx)
      break
  }
  await trx
    .updateTable('mass_call')
    .set({
      state: end.kind,
      next_at: null,
      ended_at: at,
      why: end.kind === 'sent' ? null : end.why,
      answer_id: end.kind === 'sent' ? end.answerId : null,
      paused_until: end.kind === 'refused' ? end.pausedUntil : null,
    })
    .where('county_code', '=', county)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute()
}
