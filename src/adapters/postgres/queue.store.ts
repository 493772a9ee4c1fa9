import { sql } from 'kysely'
import type { Leads, QueueRow } from '../../app/ports.ts'
import { URGENCIES } from '../../contract/terms.ts'
import { LEAD_COLUMNS, queueRowOf, UNFINISHED } from './lead.row.ts'
import type { Trx } from './transaction.ts'

type PageQuery = Parameters<Leads['page']>[0]
const ENDS = ['closed', 'withdrawn']

/** One page of the queue in one statement: emergency first, then by deadline, then by id. */
export async function queuePage(trx: Trx, county: string, query: PageQuery): Promise<QueueRow[]> {
  let rows = queueRows(trx, county)
    .where('lead.status', 'in', query.statuses)
    .orderBy('lead.urgency_rank')
    .orderBy('lead.due_at')
    .orderBy('lead.id')
    .limit(query.limit)
  if (!query.statuses.some((status) => ENDS.includes(status))) rows = rows.where(UNFINISHED)
  if (query.holderId) rows = rows.where('lead.holder_id', '=', query.holderId)
  if (query.riskType) rows = rows.where('lead.risk_type', '=', query.riskType)
  if (query.urgency) rows = rows.where('lead.urgency_rank', '=', URGENCIES.indexOf(query.urgency))
  if (query.region) rows = rows.where(inRegion(query.region))
  if (query.after) {
    const { urgency, dueAt, id } = query.after
    rows = rows.where(
      sql<boolean>`(lead.urgency_rank, lead.due_at, lead.id) > (${URGENCIES.indexOf(urgency)}, ${dueAt}, ${id})`,
    )
  }
  return (await rows.execute()).map(queueRowOf)
}

export async function queueRow(trx: Trx, county: string, id: string): Promise<QueueRow | null> {
  const row = await queueRows(trx, county).where('lead.id', '=', id).executeTakeFirst()
  return row ? queueRowOf(row) : null
}

/**
 * The leads that a resident reported, newest first. One whose report he took back is no longer his, unless it ended with
 * that. Needs the system's rights: a resident alone sees neither household nor holder.
 */
export async function leadsOfResident(trx: Trx, county: string, residentId: string): Promise<QueueRow[]> {
  const rows = await queueRows(trx, county)
    .where((where) =>
      where.exists(
        where
          .selectFrom('lead_report')
          .whereRef('lead_report.county_code', '=', 'lead.county_code')
          .whereRef('lead_report.lead_id', '=', 'lead.id')
          .where('lead_report.resident_id', '=', residentId)
          .where((or) =>
            or.or([or('lead_report.withdrawn_at', 'is', null), or('lead.status', '=', sql.lit('withdrawn'))]),
          ),
      ),
    )
    .orderBy('lead.created_at', 'desc')
    .orderBy('lead.number', 'desc')
    .execute()
  return rows.map(queueRowOf)
}

function queueRows(trx: Trx, county: string) {
  return trx
    .selectFrom('lead')
    .innerJoin('household', (join) =>
      join.onRef('household.county_code', '=', 'lead.county_code').onRef('household.id', '=', 'lead.household_id'),
    )
    .innerJoin('cadre', (join) =>
      join.onRef('cadre.county_code', '=', 'lead.county_code').onRef('cadre.id', '=', 'lead.holder_id'),
    )
    .select([...LEAD_COLUMNS, 'household.head_name', 'cadre.name as holder_name', 'cadre.role as holder_role'])
    .where('lead.county_code', '=', county)
}

/** A village is one code, and its leads lie together in the index; above it the code is a prefix. */
function inRegion(region: string) {
  return region.length === 12 ? sql<boolean>`lead.region = ${region}` : sql<boolean>`lead.region ^@ ${region}`
}
