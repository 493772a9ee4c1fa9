import { sql } from 'kysely'
import type { CaseKey, CaseRow, Cases } from '../../app/ports/cases.ts'
import type { CasePhase } from '../../contract/case.ts'
import type { Case } from '../../core/procedure/case.ts'
import type { CaseAction } from '../../core/procedure/case-action.ts'
import { actionOfRow, CASE_COLUMNS, LEAD_IDS, RUNNING, rowOfAction, rowOfCase } from './case.row.ts'
import type { Trx } from './transaction.ts'

export async function caseNumber(trx: Trx): Promise<string> {
  const { rows } = await sql<{ number: string }>`select 'C' || nextval('case_number') as number`.execute(trx)
  return rows[0]?.number ?? ''
}

/** The face goes in first: its unique key decides which of two openings at once it is. */
export async function openCase(
  trx: Trx,
  one: Case,
  actions: CaseAction[],
  recordedBy: string | null,
): Promise<'opened' | 'conflict'> {
  const row = await trx
    .insertInto('monitoring_case')
    .values(rowOfCase(one))
    .onConflict((conflict) =>
      conflict.columns(['county_code', 'household_id']).where(sql<boolean>`phase <> 'ended'`).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  if (!row) return 'conflict'
  await addActions(trx, one.county, actions, recordedBy)
  await addCaseLeads(trx, one.county, one.id, one.leadIds)
  return 'opened'
}

export async function lockCase(trx: Trx, county: string, id: string): Promise<Case | null> {
  return (await faces(trx, county).where('one.id', '=', id).forUpdate('one').executeTakeFirst()) ?? null
}

export async function lockRunningCaseOf(trx: Trx, county: string, householdId: string): Promise<Case | null> {
  const running = faces(trx, county).where('one.household_id', '=', householdId).where(RUNNING)
  return (await running.forUpdate('one').executeTakeFirst()) ?? null
}

export async function casesOfHousehold(trx: Trx, county: string, householdId: string): Promise<Case[]> {
  return faces(trx, county)
    .where('one.household_id', '=', householdId)
    .orderBy('one.opened_at', 'desc')
    .orderBy('one.id')
    .execute()
}

export async function advanceCase(
  trx: Trx,
  one: Case,
  actions: CaseAction[],
  recordedBy: string | null,
): Promise<void> {
  const { county_code, id, ...face } = rowOfCase(one)
  const { numUpdatedRows } = await trx
    .updateTable('monitoring_case')
    .set(face)
    .where('county_code', '=', county_code)
    .where('id', '=', id)
    .where('version', '=', one.version - actions.length)
    .executeTakeFirst()
  // Whoever writes holds the row's lock, so nobody can have written in between.
  if (numUpdatedRows !== 1n) throw new Error(`case ${id} was not at version ${one.version - actions.length}`)
  await addActions(trx, county_code, actions, recordedBy)
}

async function addActions(trx: Trx, county: string, actions: CaseAction[], recordedBy: string | null): Promise<void> {
  await trx
    .insertInto('case_action')
    .values(actions.map((action) => rowOfAction(county, action, recordedBy)))
    .execute()
}

export async function addCaseLeads(trx: Trx, county: string, caseId: string, leadIds: string[]): Promise<void> {
  await trx
    .insertInto('case_lead')
    .values(leadIds.map((lead_id) => ({ county_code: county, case_id: caseId, lead_id })))
    .execute()
}

/** The newest case where a lead came to several. */
export async function casesOfLeads(trx: Trx, county: string, leadIds: string[]): Promise<Map<string, string>> {
  if (leadIds.length === 0) return new Map()
  const rows = await trx
    .selectFrom('case_lead as link')
    .innerJoin('monitoring_case as one', (join) =>
      join.onRef('one.county_code', '=', 'link.county_code').onRef('one.id', '=', 'link.case_id'),
    )
    .select(['link.lead_id', 'link.case_id'])
    .where('link.county_code', '=', county)
    .where(sql<boolean>`link.lead_id = any (${leadIds}::uuid[])`)
    .orderBy('one.opened_at')
    .orderBy('one.id')
    .execute()
  return new Map(rows.map((row) => [row.lead_id, row.case_id]))
}

export async function actionsOfCases(trx: Trx, county: string, caseIds: string[]): Promise<Map<string, CaseAction[]>> {
  const found = new Map<string, CaseAction[]>()
  if (caseIds.length === 0) return found
  const rows = await trx
    .selectFrom('case_action')
    .selectAll()
    .where('county_code', '=', county)
    .where(sql<boolean>`case_id = any (${caseIds}::uuid[])`)
    .orderBy('case_id')
    .orderBy('seq')
    .execute()
  for (const row of rows) found.set(row.case_id, [...(found.get(row.case_id) ?? []), actionOfRow(row)])
  return found
}

export async function caseRow(trx: Trx, county: string, id: string): Promise<CaseRow | null> {
  const row = await withNames(trx, county).where('one.id', '=', id).executeTakeFirst()
  return row ? rowWithName(row) : null
}

export async function casePage(trx: Trx, county: string, query: Parameters<Cases['page']>[0]): Promise<CaseRow[]> {
  let rows = withNames(trx, county)
    .where('one.phase', 'in', query.phases)
    .orderBy('one.phase_rank')
    .orderBy('one.finish_by')
    .orderBy('one.id')
    .limit(query.limit)
  if (query.overdueAt)
    rows = rows.where('one.phase', '=', 'identification').where('one.finish_by', '<', query.overdueAt)
  if (query.region !== null) rows = rows.where(sql<boolean>`one.region ^@ ${query.region}`)
  if (query.after) rows = rows.where(behind(query.after))
  return (await rows.execute()).map(rowWithName)
}

/** As the database orders them by `phase_rank`. */
const RANK: Record<CasePhase, number> = { identification: 0, leaving: 1, on_register: 2, ended: 3 }

function behind({ phase, finishBy, id }: CaseKey) {
  return sql<boolean>`(one.phase_rank, one.finish_by, one.id) > (${RANK[phase]}, ${finishBy}, ${id})`
}

/** Put in for the case, or sent with one of its leads; only those that the actor sees. */
export async function filesOfCase(trx: Trx, county: string, caseId: string, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await trx
    .selectFrom('attachment as file')
    .select('file.id')
    .where('file.county_code', '=', county)
    .where(sql<boolean>`file.id = any (${ids}::uuid[])`)
    .where(
      sql<boolean>`(file.case_id = ${caseId} or exists (select from case_lead l
        where l.county_code = file.county_code and l.lead_id = file.lead_id and l.case_id = ${caseId})
        or exists (select from lead_attachment a
        join case_lead l on l.county_code = a.county_code and l.lead_id = a.lead_id
        where a.county_code = file.county_code and a.attachment_id = file.id and l.case_id = ${caseId}))`,
    )
    .execute()
  return rows.map((row) => row.id)
}

function faces(trx: Trx, county: string) {
  return trx
    .selectFrom('monitoring_case as one')
    .select([...CASE_COLUMNS, LEAD_IDS.as('leadIds')])
    .where('one.county_code', '=', county)
}

/** Nobody sees a case and not its household, whose leads lie where the case does. */
function withNames(trx: Trx, county: string) {
  return faces(trx, county)
    .innerJoin('household', (join) =>
      join.onRef('household.county_code', '=', 'one.county_code').onRef('household.id', '=', 'one.household_id'),
    )
    .select('household.head_name as headName')
}

function rowWithName({ headName, ...one }: Case & { headName: string }): CaseRow {
  return { case: one, headName }
}
