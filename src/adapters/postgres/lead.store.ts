import { sql } from 'kysely'
import type { Lead, LeadEvent } from '../../core/lead/lead.ts'
import { eventOfRow, LEAD_COLUMNS, leadOfRow, rowOfEvent, rowOfLead, UNFINISHED } from './lead.row.ts'
import type { Trx } from './transaction.ts'

export async function leadNumbers(trx: Trx, count: number): Promise<string[]> {
  if (count === 0) return []
  const { rows } = await sql<{ number: string }>`
    select 'A' || nextval('lead_number') as number from generate_series(1, ${count}::int)
  `.execute(trx)
  return rows.map((row) => row.number)
}

export async function leadNumbered(trx: Trx, county: string, number: string): Promise<string | null> {
  const row = await trx
    .selectFrom('lead')
    .select('id')
    .where('county_code', '=', county)
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.id ?? null
}

export async function getLead(trx: Trx, county: string, id: string): Promise<Lead | null> {
  const row = await trx
    .selectFrom('lead')
    .select(LEAD_COLUMNS)
    .where('county_code', '=', county)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? leadOfRow(row) : null
}

/** Locked in the order of their ids, so that two reports of one household wait for one another and do not deadlock. */
export async function lockOpenLeadsOf(trx: Trx, county: string, householdId: string): Promise<Lead[]> {
  const rows = await trx
    .selectFrom('lead')
    .select(LEAD_COLUMNS)
    .where('county_code', '=', county)
    .where('household_id', '=', householdId)
    .where(UNFINISHED)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(leadOfRow)
}

export async function insertLead(trx: Trx, lead: Lead): Promise<'inserted' | 'conflict'> {
  const row = await trx
    .insertInto('lead')
    .values(rowOfLead(lead))
    .onConflict((conflict) =>
      conflict
        .columns(['county_code', 'household_id', 'risk_type'])
        .where(sql<boolean>`status not in ('closed', 'withdrawn')`)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return row ? 'inserted' : 'conflict'
}

/** The lead's new face and the event that made it. */
export async function advanceLead(trx: Trx, lead: Lead, event: LeadEvent): Promise<'advanced' | 'conflict'> {
  const { county_code, id, ...face } = rowOfLead(lead)
  const row = await trx
    .updateTable('lead')
    .set(face)
    .where('county_code', '=', county_code)
    .where('id', '=', id)
    .where('version', '=', lead.version - 1)
    .returning('id')
    .executeTakeFirst()
  if (!row) return 'conflict'
  await addLeadEvent(trx, county_code, event)
  return 'advanced'
}

export async function addLeadEvent(trx: Trx, county: string, event: LeadEvent): Promise<void> {
  await trx.insertInto('lead_event').values(rowOfEvent(county, event)).execute()
}

/** Oldest first. */
export async function leadEvents(trx: Trx, county: string, leadId: string): Promise<LeadEvent[]> {
  const rows = await trx
    .selectFrom('lead_event')
    .selectAll()
    .where('county_code', '=', county)
    .where('lead_id', '=', leadId)
    .orderBy('seq')
    .execute()
  return rows.map(eventOfRow)
}

export async function leadOfEntry(trx: Trx, county: string, entryId: string): Promise<string | null> {
  const row = await trx
    .selectFrom('lead_event')
    .select('lead_id')
    .where('county_code', '=', county)
    .where('report_id', '=', entryId)
    .where('by_kind', '=', 'cadre')
    .executeTakeFirst()
  return row?.lead_id ?? null
}

export async function actedOnLead(trx: Trx, county: string, leadId: string, actId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('lead_event')
    .select('seq')
    .where('county_code', '=', county)
    .where('lead_id', '=', leadId)
    .where('act_id', '=', actId)
    .executeTakeFirst()
  return row !== undefined
}
