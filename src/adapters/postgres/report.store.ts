import { sql } from 'kysely'
import type { StoredReport } from '../../app/ports/leads.ts'
import type { Sealed } from '../../core/sealed.ts'
import { json } from './json.ts'
import type { Trx } from './transaction.ts'

export async function insertReport(trx: Trx, report: StoredReport, leadIds: string[]): Promise<void> {
  await trx
    .insertInto('report')
    .values({
      county_code: report.county,
      id: report.id,
      resident_id: report.residentId,
      conversation_id: report.conversationId,
      household_id: report.householdId,
      region: report.region,
      at: report.at,
      report: json(report.report),
    })
    .execute()
  if (leadIds.length === 0) return
  await sql`
    insert into lead_report (county_code, lead_id, report_id, resident_id, conversation_id, region)
    select county_code, id, ${report.id}, ${report.residentId}, ${report.conversationId}, region
    from lead where county_code = ${report.county} and id = any (${leadIds}::uuid[])
    order by id
  `.execute(trx)
}

/** Oldest first; those that were taken back too, as the cadre has read them. */
export async function reportsOf(trx: Trx, county: string, leadId: string): Promise<StoredReport[]> {
  const rows = await trx
    .selectFrom('lead_report')
    .innerJoin('report', (join) =>
      join.onRef('report.county_code', '=', 'lead_report.county_code').onRef('report.id', '=', 'lead_report.report_id'),
    )
    .select([
      'report.id',
      'report.county_code as county',
      'report.resident_id as residentId',
      'report.conversation_id as conversationId',
      'report.household_id as householdId',
      'report.region',
      'report.at',
      'report.report',
    ])
    .where('lead_report.county_code', '=', county)
    .where('lead_report.lead_id', '=', leadId)
    .orderBy('report.at')
    .orderBy('report.id')
    .execute()
  return rows
}

export async function listenersOf(
  trx: Trx,
  county: string,
  leadId: string,
): Promise<{ conversationId: string; residentId: string }[]> {
  return trx
    .selectFrom('lead_report')
    .select(['conversation_id as conversationId', 'resident_id as residentId'])
    .distinct()
    .where('county_code', '=', county)
    .where('lead_id', '=', leadId)
    .where('withdrawn_at', 'is', null)
    .orderBy('conversation_id')
    .execute()
}

/** What he reported for his own household. */
export async function ownLeadsOf(trx: Trx, county: string, residentId: string): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('lead_report')
    .innerJoin('report', (join) =>
      join.onRef('report.county_code', '=', 'lead_report.county_code').onRef('report.id', '=', 'lead_report.report_id'),
    )
    .select('lead_report.lead_id as leadId')
    .where('lead_report.county_code', '=', county)
    .where('lead_report.resident_id', '=', residentId)
    .where(sql<boolean>`report.report ->> 'whose' = 'own'`)
    .execute()
  return new Set(rows.map((row) => row.leadId))
}

/** Not by jsonb_set: what a resident typed may hold what jsonb refuses (0002). */
export async function putReportPhone(
  trx: Trx,
  county: string,
  leadId: string,
  residentId: string,
  phone: Sealed,
): Promise<void> {
  const reports = await trx
    .selectFrom('report')
    .select(['id', 'report'])
    .where('county_code', '=', county)
    .where('resident_id', '=', residentId)
    .where('id', 'in', (from) =>
      from
        .selectFrom('lead_report')
        .select('report_id')
        .where('county_code', '=', county)
        .where('lead_id', '=', leadId),
    )
    .orderBy('id')
    .forUpdate()
    .execute()
  for (const { id, report } of reports)
    await trx
      .updateTable('report')
      .set({ report: json({ ...report, phone }) })
      .where('county_code', '=', county)
      .where('id', '=', id)
      .execute()
}

/** Takes all of this resident's reports off the lead; answers how many of others are left. */
export async function withdrawReports(
  trx: Trx,
  county: string,
  leadId: string,
  residentId: string,
  at: Date,
): Promise<number> {
  await trx
    .updateTable('lead_report')
    .set({ withdrawn_at: at })
    .where('county_code', '=', county)
    .where('lead_id', '=', leadId)
    .where('resident_id', '=', residentId)
    .where('withdrawn_at', 'is', null)
    .execute()
  const { left } = await trx
    .selectFrom('lead_report')
    .select((of) => of.fn.countAll<number>().as('left'))
    .where('county_code', '=', county)
    .where('lead_id', '=', leadId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow()
  return left
}
