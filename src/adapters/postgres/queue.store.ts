import { type AliasedExpression, type Selectable, sql } from 'kysely'
import type { LeadCount, Leads, QueueRow } from '../../app/ports/leads.ts'
import { URGENCIES } from '../../contract/terms.ts'
import { LEAD_COLUMNS, queueRowOf, UNFINISHED } from './lead.row.ts'
import type { Database } from './tables.ts'
import type { Trx } from './transaction.ts'

type PageQuery = Parameters<Leads['page']>[0]
const ENDS = ['closed', 'withdrawn']

/**
 * One page of the queue in one statement: emergency first, then by deadline, then by id. The page is cut before household and
 * holder are joined to it; the other way round the planner, who can't tell how much a policy lets through, joins all and sorts.
 */
export async function queuePage(trx: Trx, county: string, query: PageQuery): Promise<QueueRow[]> {
  const rows = await withNames(pageOf(trx, county, query).as('lead'), trx)
    .orderBy('lead.urgency_rank')
    .orderBy('lead.due_at')
    .orderBy('lead.id')
    .execute()
  return rows.map(queueRowOf)
}

/** What he holds and what he was told of are cut to a page each, so that both keep to their index. */
function pageOf(trx: Trx, county: string, query: PageQuery) {
  const { holderId } = query
  if (holderId === null) return cutOf(trx, county, query)
  const held = cutOf(trx, county, query).where('lead.holder_id', '=', holderId)
  const told = cutOf(trx, county, query)
    .where('lead.urgency_rank', '=', URGENCIES.indexOf('emergency'))
    .where('lead.holder_id', '<>', holderId)
    .where(sql<boolean>`lead.id = any (array(select lead_id from notice
      where county_code = ${county} and cadre_id = ${holderId}))`)
  return trx
    .selectFrom(
      trx
        .selectFrom(held.as('held'))
        .selectAll()
        .unionAll(trx.selectFrom(told.as('told')).selectAll())
        .as('lead'),
    )
    .selectAll()
    .orderBy('lead.urgency_rank')
    .orderBy('lead.due_at')
    .orderBy('lead.id')
    .limit(query.limit)
}

function cutOf(trx: Trx, county: string, query: PageQuery) {
  let rows = trx
    .selectFrom('lead')
    .selectAll()
    .where('lead.county_code', '=', county)
    .where('lead.status', 'in', query.statuses)
    .orderBy('lead.urgency_rank')
    .orderBy('lead.due_at')
    .orderBy('lead.id')
    .limit(query.limit)
  if (!query.statuses.some((status) => ENDS.includes(status))) rows = rows.where(UNFINISHED)
  if (query.riskType) rows = rows.where('lead.risk_type', '=', query.riskType)
  if (query.urgency) rows = rows.where('lead.urgency_rank', '=', URGENCIES.indexOf(query.urgency))
  if (query.region) rows = rows.where(inRegion(query.region))
  if (query.after) {
    const { urgency, dueAt, id } = query.after
    rows = rows.where(
      sql<boolean>`(lead.urgency_rank, lead.due_at, lead.id) > (${URGENCIES.indexOf(urgency)}, ${dueAt}, ${id})`,
    )
  }
  return rows
}

export async function queueRow(trx: Trx, county: string, id: string): Promise<QueueRow | null> {
  const one = trx.selectFrom('lead').selectAll().where('county_code', '=', county).where('id', '=', id)
  const row = await withNames(one.as('lead'), trx).executeTakeFirst()
  return row ? queueRowOf(row) : null
}

/**
 * The leads that a resident reported, newest first. One whose report he took back is no longer his, unless it ended with
 * that. Needs the system's rights: a resident alone sees neither household nor holder.
 */
export async function leadsOfResident(trx: Trx, county: string, residentId: string): Promise<QueueRow[]> {
  // As arrays, which are read first and then looked up; a sub-query is joined, and by guesswork the wrong way round.
  const reported = sql`array(select lead_id from lead_report
    where county_code = ${county} and resident_id = ${residentId})`
  const standing = sql`array(select lead_id from lead_report
    where county_code = ${county} and resident_id = ${residentId} and withdrawn_at is null)`
  const his = trx
    .selectFrom('lead')
    .selectAll()
    .where('county_code', '=', county)
    .where(sql<boolean>`id = any (${reported}) and (status = 'withdrawn' or id = any (${standing}))`)
  const rows = await withNames(his.as('lead'), trx)
    .orderBy('lead.created_at', 'desc')
    .orderBy('lead.number', 'desc')
    .execute()
  return rows.map(queueRowOf)
}

/** Joined to the household's name and the holder's. Nobody sees a lead and not these, so no row is lost here. */
function withNames(leads: AliasedExpression<Selectable<Database['lead']>, 'lead'>, trx: Trx) {
  return trx
    .selectFrom(leads)
    .innerJoin('household', (join) =>
      join.onRef('household.county_code', '=', 'lead.county_code').onRef('household.id', '=', 'lead.household_id'),
    )
    .innerJoin('cadre', (join) =>
      join.onRef('cadre.county_code', '=', 'lead.county_code').onRef('cadre.id', '=', 'lead.holder_id'),
    )
    .select([...LEAD_COLUMNS, 'household.head_name', 'cadre.name as holder_name', 'cadre.role as holder_role'])
    .select(
      sql<boolean>`lead.urgency_rank = 0 and exists (select from notice
        where notice.county_code = lead.county_code and notice.lead_id = lead.id
          and notice.cadre_id = (select actor_id()))`.as('noticed'),
    )
}

export async function leadCounts(
  trx: Trx,
  county: string,
  { region, now, soonBy }: Parameters<Leads['counts']>[0],
): Promise<LeadCount[]> {
  const clock = sql`(lead.status <> 'verified' or not exists (select from case_lead c
    where c.county_code = lead.county_code and c.lead_id = lead.id))`
  const soon = sql`case lead.urgency when 'emergency' then ${soonBy.emergency}::timestamptz
    when 'high' then ${soonBy.high}::timestamptz else ${soonBy.normal}::timestamptz end`
  let rows = trx
    .selectFrom('lead')
    .select('lead.region')
    .select([
      sql<number>`count(*)::int`.as('open'),
      sql<number>`(count(*) filter (where ${clock} and lead.due_at > ${now} and lead.due_at <= ${soon}))::int`.as(
        'soon',
      ),
      sql<number>`(count(*) filter (where ${clock} and lead.due_at <= ${now}))::int`.as('overdue'),
    ])
    .where('lead.county_code', '=', county)
    .where(UNFINISHED)
    .groupBy('lead.region')
    .orderBy('lead.region')
  if (region !== null) rows = rows.where(inRegion(region))
  return rows.execute()
}

/** A village is one code, and its leads lie together in the index; above it the code is a prefix. */
function inRegion(region: string) {
  return region.length === 12 ? sql<boolean>`lead.region = ${region}` : sql<boolean>`lead.region ^@ ${region}`
}
