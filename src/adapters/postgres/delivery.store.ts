import { sql } from 'kysely'
import type { AudienceCount, DeliverySums, Reached, ToldCount } from '../../app/ports/broadcasts.ts'
import { MASS_FAILURE_LABEL, type SkipReason } from '../../contract/broadcast.ts'
import type { Channel } from '../../contract/terms.ts'
import { MOST_MASS_FAILURES } from '../../core/broadcast/handed-over.ts'
import type { Counts } from '../../core/broadcast/progress.ts'
import { addressed, languagesKnown } from './broadcast-audience.ts'
import { textArray } from './text-array.ts'
import type { Trx } from './transaction.ts'

/**
 * What goes over a whole county's people may take longer than other statements, and sorts and hashes in memory. The planner takes
 * the policies for so narrow that it expects a handful of rows, and would look each of hundreds of thousands up by itself.
 */
async function overMany(trx: Trx): Promise<void> {
  await sql
    .raw(`set local statement_timeout = '10min'; set local work_mem = '64MB'; set local enable_nestloop = off`)
    .execute(trx)
}

export async function countAudience(
  trx: Trx,
  county: string,
  reached: Reached,
  sample: number,
): Promise<AudienceCount> {
  await overMany(trx)
  const { rows } = await sql<{
    kind: 'channel' | 'reason' | 'person' | 'households' | 'known'
    what: string | null
    n: number
    village: string | null
  }>`
    with ${addressed(county, reached)}, found as materialized (select * from addressed),
    -- By the person's own key, which is as good as chance, and the same when one looks again.
    shown as (
      select f.household_id, f.village from found f where f.reason is null order by md5(f.person) limit ${sample}
    )
    select 'channel' as kind, channel as what, count(*) as n, null as village from found where reason is null group by channel
    union all
    select 'reason', reason, count(*), null from found where reason is not null group by reason
    union all
    select 'person', h.head_name, 1, s.village from shown s
      left join household h on h.county_code = ${county} and h.id = s.household_id
    ${reached.audience.languages ? languagesKnown(county, reached.audience.region) : sql``}
  `.execute(trx)
  const of = (kind: string) => rows.filter((row) => row.kind === kind)
  return {
    byChannel: of('channel').map(({ what, n }) => ({ channel: what as Channel, count: n })),
    skipped: of('reason').map(({ what, n }) => ({ reason: what as SkipReason, count: n })),
    sample: of('person').map(({ what, village }) => ({ headName: what, village })),
    languages: reached.audience.languages
      ? { households: of('households')[0]?.n ?? 0, known: of('known')[0]?.n ?? 0 }
      : null,
  }
}

/** All in the database: what crosses to us are four numbers, however many people there are. */
export async function expandAudience(
  trx: Trx,
  county: string,
  id: string,
  reached: Reached,
  at: Date,
): Promise<Counts> {
  await overMany(trx)
  // Two at once would each find the room that the other takes.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`expand/${county}`}, 0))`.execute(trx)
  const { rows } = await sql<Counts>`
    with ${addressed(county, reached)}, put as (
      insert into delivery (county_code, broadcast_id, person, resident_id, conversation_id, channel, village,
        state, reason, next_at, ended_at)
      select ${county}, ${id}::uuid, a.person, a.resident_id, a.conversation_id, a.channel, a.village,
        case when a.reason is null then 'queued' else 'skipped' end, a.reason,
        case when a.reason is null then ${at}::timestamptz end, case when a.reason is not null then ${at}::timestamptz end
      from addressed a
      on conflict do nothing
      returning state
    ), counted as (
      select count(*) filter (where state = 'queued') as queued, count(*) filter (where state = 'skipped') as skipped from put
    )
    update broadcast b set queued = c.queued, skipped = c.skipped from counted c
    where b.county_code = ${county} and b.id = ${id}
    returning b.queued, b.sent, b.failed, b.skipped
  `.execute(trx)
  const [counts] = rows
  if (!counts) throw new Error(`no broadcast ${id}`)
  return counts
}

export async function failNext(
  trx: Trx,
  county: string,
  id: string,
  { now, againAt, most, why }: { now: Date; againAt: Date; most: number; why: string },
): Promise<void> {
  await sql`
    -- Materialised, or a plan may ask it once for each row that it looks at, and set all of them aside.
    with picked as materialized (
      select person, attempts + 1 >= ${most} as is_last from delivery
      where county_code = ${county} and broadcast_id = ${id} and state = 'queued' and next_at <= ${now}
      order by next_at limit 1 for update skip locked
    ), failing as (
      update delivery d set
        attempts = d.attempts + 1,
        state = case when p.is_last then 'failed' else 'queued' end,
        reason = case when p.is_last then ${why} end,
        next_at = case when p.is_last then null else ${againAt}::timestamptz end,
        ended_at = case when p.is_last then ${now}::timestamptz end
      from picked p where d.county_code = ${county} and d.broadcast_id = ${id} and d.person = p.person
      returning p.is_last
    )
    update broadcast set queued = queued - n, failed = failed + n
    from (select count(*) filter (where is_last) as n from failing) f
    where county_code = ${county} and id = ${id}
  `.execute(trx)
}

export async function requeueFailed(trx: Trx, county: string, id: string, now: Date): Promise<number> {
  await overMany(trx)
  const { rows } = await sql<{ n: number }>`
    with again as (
      update delivery set state = 'queued', reason = null, next_at = ${now}, attempts = 0, ended_at = null
      where county_code = ${county} and broadcast_id = ${id} and state = 'failed'
      returning person
    )
    update broadcast set queued = queued + n, failed = failed - n from (select count(*) as n from again) a
    where county_code = ${county} and id = ${id}
    returning n
  `.execute(trx)
  return Number(rows[0]?.n ?? 0)
}

export async function requeueMassFailed(trx: Trx, county: string, id: string, fresh: Date): Promise<number> {
  await overMany(trx)
  const { numAffectedRows } = await sql`
    update delivery set told = 'closed', told_reason = null, mass_call = null
    where county_code = ${county} and broadcast_id = ${id} and told = 'untold' and told_reason = any (${textArray(Object.keys(MASS_FAILURE_LABEL))}::text[])
      and mass_failures <= ${MOST_MASS_FAILURES} and ended_at > ${fresh}
  `.execute(trx)
  return Number(numAffectedRows ?? 0)
}

export async function skipQueued(trx: Trx, county: string, id: string, reason: SkipReason, at: Date): Promise<number> {
  await overMany(trx)
  const { rows } = await sql<{ n: number }>`
    with over as (
      update delivery set state = 'skipped', reason = ${reason}, next_at = null, ended_at = ${at}
      where county_code = ${county} and broadcast_id = ${id} and state = 'queued'
      returning person
    )
    update broadcast set queued = queued - n, skipped = skipped + n from (select count(*) as n from over) o
    where county_code = ${county} and id = ${id}
    returning n
  `.execute(trx)
  return Number(rows[0]?.n ?? 0)
}

/** All in one look at the deliveries: there may be hundreds of thousands, and whoever looks on asks again and again. */
export async function sumsOf(trx: Trx, county: string, id: string, now: Date, fresh: Date): Promise<DeliverySums> {
  // It expects a handful of rows, and would sort hundreds of thousands by eight columns.
  await sql`set local enable_sort = off`.execute(trx)
  const { rows } = await sql<
    ToldCount & { state: 'queued' | 'sent' | 'failed' | 'skipped'; skipped: SkipReason | null; busy: boolean | null }
  >`
    select state, told, told_reason as reason, mass_failures as "massFailures", count(*) as count,
      case when state = 'skipped' then reason end as skipped,
      case when state = 'sent' then ended_at <= ${fresh} end as "isOld",
      -- Those with attempts were set aside for a fault.
      case when state = 'queued' then next_at > ${now} and attempts = 0 end as busy
    from delivery where county_code = ${county} and broadcast_id = ${id}
    group by 1, 2, 3, 4, 6, 7, 8
  `.execute(trx)
  const { rows: missed } = await sql<{ left_out: number; not_reached: number }>`
    select coalesce(sum(left_out), 0)::int as left_out, coalesce(sum(not_reached), 0)::int as not_reached from mass_call
    where county_code = ${county} and broadcast_id = ${id} and state = 'sent'
  `.execute(trx)
  const skipped = rows.flatMap(({ skipped: reason, count }) => (reason === null ? [] : [{ reason, count }]))
  const sent = rows.filter(({ state }) => state === 'sent')
  return {
    skipped: skipped.toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
    told: withoutMissed(sent, missed[0]?.left_out ?? 0, missed[0]?.not_reached ?? 0),
    busy: rows.reduce((sum, row) => sum + (row.busy ? row.count : 0), 0),
  }
}

/** A call that was sent did not reach all in it, and nobody says who they are: they are only counted. */
function withoutMissed(rows: ToldCount[], leftOut: number, notReached: number): ToldCount[] {
  const untold = { told: 'untold', isOld: false, massFailures: 0 } as const
  let over = leftOut + notReached
  const reached = rows.map(({ told, reason, isOld, massFailures, count }) => {
    const missed = told === 'told' ? Math.min(count, over) : 0
    over -= missed
    return { told, reason, isOld, massFailures, count: count - missed }
  })
  const missed: ToldCount[] = [
    { ...untold, reason: 'mass_filtered', count: leftOut },
    { ...untold, reason: 'mass_error', count: notReached },
  ]
  return [...reached, ...missed].filter(({ count }) => count > 0)
}

/** More at once would hold the sweep's transaction open for long; it comes again in hours. */
const MOST_DROPPED = 50_000

export async function dropDeliveries(trx: Trx, county: string, before: Date): Promise<number> {
  const over = sql`select id from broadcast where county_code = ${county} and ended_at < ${before}`
  const { numAffectedRows } = await sql`
    delete from delivery where county_code = ${county} and (broadcast_id, person) in (
      select d.broadcast_id, d.person from delivery d
      where d.county_code = ${county} and d.broadcast_id in (${over}) limit ${MOST_DROPPED})
  `.execute(trx)
  // Of calls that are none of ours, such as one that somebody made by hand.
  await sql`delete from mass_report where county_code = ${county} and at < ${before}`.execute(trx)
  await sql`
    delete from mass_call c where county_code = ${county} and broadcast_id in (${over})
      and not exists (select from delivery d where d.county_code = ${county} and d.mass_call = c.id)
  `.execute(trx)
  return Number(numAffectedRows ?? 0)
}
