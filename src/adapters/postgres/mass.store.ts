import { type RawBuilder, sql } from 'kysely'
import type { MassCall, MassCalls, MassClaim, MassEnd, MassLimits, ReadyForMass } from '../../app/ports/mass.ts'
import type { Block } from '../../contract/block.ts'
import type { BroadcastState } from '../../contract/broadcast.ts'
import type { Channel } from '../../contract/terms.ts'
import { applyEarly, giveUpReports, takeReport } from './mass-report.store.ts'
import type { Trx } from './transaction.ts'

export function massCallsOf(trx: Trx, county: string): MassCalls {
  return {
    async newMonth(channel) {
      await sql`
        update delivery set told_reason = null
        where county_code = ${county} and channel = ${channel} and told = 'closed' and mass_call is null and told_reason = 'month_full'
      `.execute(trx)
    },
    ready: (channel, limits, now) => ready(trx, county, channel, limits, now),
    form: (channel, broadcastId, id, limits, now) => form(trx, county, channel, broadcastId, id, limits, now),
    claim: (channel, now, until) => claim(trx, county, channel, now, until),
    begin: (call, now) => begin(trx, county, call, now),
    async postpone({ id, until }, againAt, unsureSince, why) {
      await trx
        .updateTable('mass_call')
        .set({ next_at: againAt, unsure_since: unsureSince, why })
        .where('county_code', '=', county)
        .where('id', '=', id)
        .where('state', '=', 'open')
        .where('next_at', '=', until)
        .execute()
    },
    end: (call, end, at) => endCall(trx, county, call, end, at),
    report: (channel, report, at) => takeReport(trx, county, channel, report, at),
    unreported: (channel, before) => giveUpReports(trx, county, channel, before),
  }
}

/** Rows of those whom the channel can't write to: whoever wrote since is written to by himself. */
const waiting = (county: string, channel: Channel, broadcastId: RawBuilder<unknown>, fresh: Date) => sql`
  from delivery d join reach r on r.county_code = d.county_code and r.conversation_id = d.conversation_id
  where d.county_code = ${county} and d.broadcast_id = ${broadcastId} and d.channel = ${channel} and d.told = 'closed'
    and d.mass_call is null and d.told_reason is null and d.ended_at > ${fresh} and r.next_at = 'infinity' and r.gone_at is null`

const isPaused = (county: string, channel: Channel, now: Date) => sql<boolean>`exists (select from mass_call p
  where p.county_code = ${county} and p.channel = ${channel} and p.paused_until > ${now})`

async function ready(
  trx: Trx,
  county: string,
  channel: Channel,
  { atLeast, fresh }: MassLimits,
  now: Date,
): Promise<ReadyForMass[]> {
  const { rows } = await sql<{ id: string; from: number; until: number; blocks: Block[] }>`
    select b.id, b.blocks, b.quiet_from as "from", b.quiet_until as until from broadcast b
    where b.county_code = ${county} and b.state in ('sending', 'done')
      and coalesce(b.ended_at, ${now}) > ${fresh}
      and (select count(*) from (select ${waiting(county, channel, sql`b.id`, fresh)} limit ${atLeast}) few) >= ${atLeast}
      and not exists (select from delivery d where d.county_code = ${county} and d.broadcast_id = b.id
        and d.state = 'queued' and d.next_at <= ${now})
      and not exists (select from delivery d
        join reach r on r.county_code = d.county_code and r.conversation_id = d.conversation_id
        where d.county_code = ${county} and d.broadcast_id = b.id and d.told = 'waiting' and d.channel = ${channel}
          and r.owing and r.gone_at is null and r.next_at <= ${now})
      and not ${isPaused(county, channel, now)}
    order by b.started_at
  `.execute(trx)
  return rows.map(({ id, from, until, blocks }) => ({ broadcastId: id, quiet: { from, until }, blocks }))
}

/** Of people of these rows: whoever said on any channel that he wants none. */
const optedOut = (county: string, of: string) => {
  const [person, resident] = [sql.ref(`${of}.person`), sql.ref(`${of}.resident_id`)]
  const said = sql`from resident o where o.county_code = ${county} and o.opted_out_at is not null`
  return sql<boolean>`(${person} in (select o.person ${said}) or coalesce(${resident} in (select o.id ${said}), false))`
}

/**
 * Looks at as many as a call may hold and no more, however many wait behind them: each is put into the call, or marked so that nobody
 * looks at him again.
 */
async function form(
  trx: Trx,
  county: string,
  channel: Channel,
  broadcastId: string,
  id: string,
  { atLeast, atMost, aMonth, month, fresh }: MassLimits,
  now: Date,
): Promise<number> {
  // Two at once would share few people between two calls, and each miss what the other brings him this month.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`mass/${county}/${channel}`}, 0))`.execute(trx)
  const { rows } = await sql<{ n: number }>`
    with picked as materialized (
      select d.person, d.resident_id, d.conversation_id ${waiting(county, channel, sql`${broadcastId}`, fresh)}
        and (r.claimed_until is null or r.claimed_until <= ${now})
      order by d.conversation_id limit ${atMost} for update of d, r skip locked
    ), had as materialized (
      -- Calls that reached that chat this month, or may have.
      select h.conversation_id from picked p
      join delivery h on h.county_code = ${county} and h.conversation_id = p.conversation_id and h.told is not null
      join mass_call c on c.county_code = ${county} and c.id = h.mass_call
        and c.state not in ('refused', 'failed') and coalesce(c.ended_at, ${now}::timestamptz) >= ${month}
      group by 1 having count(*) >= ${aMonth}
    ), judged as materialized (
      select p.person, ${optedOut(county, 'p')} as opted_out,
        p.conversation_id in (select conversation_id from had) as is_full from picked p
    ), made as (
      insert into mass_call (county_code, id, channel, broadcast_id, made_at, next_at)
      select ${county}, ${id}, ${channel}, ${broadcastId}, ${now}, ${now}
      where (select count(*) from judged where not opted_out and not is_full) >= ${atLeast}
      returning id
    ), marked as (
      update delivery d set
        told = case when j.opted_out then 'untold' when j.is_full then 'closed' else 'in_call' end,
        told_reason = case when j.opted_out then 'opted_out' when j.is_full then 'month_full' end,
        mass_call = case when not j.opted_out and not j.is_full then (select m.id from made m) end
      from judged j where d.county_code = ${county} and d.broadcast_id = ${broadcastId} and d.person = j.person
        and (j.opted_out or j.is_full or exists (select from made))
    )
    select count(*) as n from picked
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
        and o.state = 'open' and o.next_at <= ${now}
        -- The account has no call left; but one that it may have got is only asked about.
        and (o.unsure_since is not null or not ${isPaused(county, channel, now)})
        order by o.next_at, o.id limit 1 for update skip locked)
    returning c.id, c.broadcast_id, c.made_at, c.attempts, c.unsure_since, b.blocks, b.state, b.quiet_from as "from", b.quiet_until as until
  `.execute(trx)
  const [row] = rows
  if (!row) return null
  const { id, blocks, attempts, state, from, until: opens } = row
  const broadcast = { state, quiet: { from, until: opens } }
  return {
    id,
    until,
    blocks,
    attempts,
    broadcast,
    broadcastId: row.broadcast_id,
    madeAt: row.made_at,
    unsureSince: row.unsure_since,
  }
}

async function begin(trx: Trx, county: string, { id, until }: MassClaim, now: Date): Promise<string[] | null> {
  const { numAffectedRows } = await sql`
    update mass_call set attempts = attempts + 1, unsure_since = coalesce(unsure_since, ${now})
    where county_code = ${county} and id = ${id} and state = 'open' and next_at = ${until}
  `.execute(trx)
  if (numAffectedRows === 0n) return null
  await sql`
    update delivery d set told = 'untold', told_reason = case when ${optedOut(county, 'd')} then 'opted_out' else 'gone' end
    from reach r where r.county_code = d.county_code and r.conversation_id = d.conversation_id
      and d.county_code = ${county} and d.mass_call = ${id} and d.told = 'in_call' and (${optedOut(county, 'd')} or r.gone_at is not null)
  `.execute(trx)
  const { rows } = await sql<{ user_id: string }>`
    select r.user_id from delivery d
    join reach r on r.county_code = d.county_code and r.conversation_id = d.conversation_id
    where d.county_code = ${county} and d.mass_call = ${id} and d.told = 'in_call'
    order by d.conversation_id
  `.execute(trx)
  return rows.map(({ user_id }) => user_id)
}

async function endCall(trx: Trx, county: string, { id, until }: MassClaim, end: MassEnd, at: Date): Promise<void> {
  const open = trx
    .updateTable('mass_call')
    .set({
      state: end.kind === 'sent' ? 'taken' : end.kind,
      next_at: null,
      ended_at: at,
      why: end.kind === 'sent' ? null : end.why,
      answer_id: end.kind === 'sent' ? end.answerId : null,
      paused_until: end.kind === 'refused' ? end.pausedUntil : null,
    })
    .where('county_code', '=', county)
    .where('id', '=', id)
    .where('state', '=', 'open')
  // That it was sent is true whoever asked.
  const mine = end.kind === 'sent' ? open : open.where('next_at', '=', until)
  const ended = await mine.returning('channel').executeTakeFirst()
  if (!ended) return
  const people = sql`county_code = ${county} and mass_call = ${id} and told = 'in_call'`
  switch (end.kind) {
    case 'sent':
      if (end.answerId !== null) await applyEarly(trx, county, ended.channel, end.answerId)
      break
    case 'unknown':
      await sql`update delivery set told = 'untold', told_reason = 'unknown' where ${people}`.execute(trx)
      break
    case 'refused':
      if (end.pausedUntil) await sql`update delivery set told = 'closed', mass_call = null where ${people}`.execute(trx)
      else await sql`update delivery set told = 'closed', told_reason = 'mass_refused' where ${people}`.execute(trx)
      break
  }
}
