import { type Insertable, type Selectable, sql } from 'kysely'
import type { MeasureEvent, StoredMeasure } from '../../app/ports/measures.ts'
import type { RiskType } from '../../contract/terms.ts'
import { verifiedText } from '../../core/lead/words.ts'
import { json } from './json.ts'
import { UNFINISHED } from './lead.row.ts'
import type { Database } from './tables.ts'
import type { Trx } from './transaction.ts'

export async function insertMeasure(
  trx: Trx,
  county: string,
  measure: StoredMeasure,
  event: MeasureEvent,
): Promise<'inserted' | 'conflict'> {
  const row = await trx
    .insertInto('measure')
    .values({ county_code: county, id: measure.id, household_id: measure.householdId, ...faceOf(measure) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return 'conflict'
  await addEvent(trx, county, event)
  return 'inserted'
}

export async function advanceMeasure(
  trx: Trx,
  county: string,
  measure: StoredMeasure,
  event: MeasureEvent,
): Promise<'advanced' | 'conflict'> {
  const { numUpdatedRows } = await trx
    .updateTable('measure')
    .set(faceOf(measure))
    .where('county_code', '=', county)
    .where('id', '=', measure.id)
    .where('version', '=', measure.version - 1)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return 'conflict'
  await addEvent(trx, county, event)
  return 'advanced'
}

export async function getMeasure(trx: Trx, county: string, id: string): Promise<StoredMeasure | null> {
  const row = await measures(trx, county).where('id', '=', id).executeTakeFirst()
  return row ? measureOf(row) : null
}

export async function measuresOf(trx: Trx, county: string, householdId: string): Promise<StoredMeasure[]> {
  const rows = await measures(trx, county)
    .where('household_id', '=', householdId)
    .orderBy('planned_on', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(measureOf)
}

export async function unendedMeasures(trx: Trx, county: string): Promise<StoredMeasure[]> {
  return (await measures(trx, county).where('state', '<>', 'ended').execute()).map(measureOf)
}

export async function measureEvents(trx: Trx, county: string, householdId: string): Promise<MeasureEvent[]> {
  const rows = await trx
    .selectFrom('measure_event')
    .innerJoin('measure', (join) =>
      join
        .onRef('measure.county_code', '=', 'measure_event.county_code')
        .onRef('measure.id', '=', 'measure_event.measure_id'),
    )
    .selectAll('measure_event')
    .where('measure_event.county_code', '=', county)
    .where('measure.household_id', '=', householdId)
    .orderBy('measure_event.at')
    .orderBy('measure_event.seq')
    .execute()
  return rows.map(({ measure_id, seq, state, day, at, by_id, by_name, text }) => ({
    measureId: measure_id,
    seq,
    state,
    day,
    at,
    by: { id: by_id, name: by_name },
    text,
  }))
}

export async function risksOfHousehold(trx: Trx, county: string, householdId: string): Promise<RiskType[]> {
  const rows = await trx
    .selectFrom('lead')
    .select('lead.risk_type')
    .distinct()
    .where('lead.county_code', '=', county)
    .where('lead.household_id', '=', householdId)
    .where(UNFINISHED)
    .orderBy('lead.risk_type')
    .execute()
  return rows.map(({ risk_type }) => risk_type)
}

/**
 * Who reported for this household as his own: not a neighbour, and not whoever only claims to be of a household that cadres have on
 * their list. His number must be the household's, or a cadre must have found his report true.
 */
export async function householdListeners(trx: Trx, county: string, householdId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('lead_report')
    .innerJoin('report', (join) =>
      join.onRef('report.county_code', '=', 'lead_report.county_code').onRef('report.id', '=', 'lead_report.report_id'),
    )
    .innerJoin('lead', (join) =>
      join.onRef('lead.county_code', '=', 'lead_report.county_code').onRef('lead.id', '=', 'lead_report.lead_id'),
    )
    .innerJoin('household', (join) =>
      join.onRef('household.county_code', '=', 'lead.county_code').onRef('household.id', '=', 'lead.household_id'),
    )
    .select('lead_report.conversation_id')
    .distinct()
    .where('lead_report.county_code', '=', county)
    .where('lead.household_id', '=', householdId)
    .where('lead_report.withdrawn_at', 'is', null)
    .where(sql<boolean>`report.report ->> 'whose' = 'own'`)
    .where(
      sql<boolean>`(household.unconfirmed or report.report -> 'phone' ->> 'hash' = household.phone ->> 'hash'
        or exists (select from lead_event e where e.county_code = lead.county_code and e.lead_id = lead.id
          and e.kind = 'verified' and e.at >= report.at and e.text ^@ ${verifiedText('true', '')}))`,
    )
    .orderBy('lead_report.conversation_id')
    .execute()
  return rows.map(({ conversation_id }) => conversation_id)
}

function measures(trx: Trx, county: string) {
  return trx.selectFrom('measure').selectAll().where('county_code', '=', county)
}

async function addEvent(trx: Trx, county: string, event: MeasureEvent): Promise<void> {
  const { measureId: measure_id, by, ...rest } = event
  await trx
    .insertInto('measure_event')
    .values({ county_code: county, measure_id, by_id: by.id, by_name: by.name, ...rest })
    .execute()
}

type Face = Omit<Insertable<Database['measure']>, 'county_code' | 'id' | 'household_id'>

function faceOf(measure: StoredMeasure): Face {
  return {
    measure: measure.measure,
    help: measure.help,
    for_member: measure.forMember,
    state: measure.state,
    basis: measure.basis,
    why: measure.why,
    citation: json(measure.citation),
    units: measure.units,
    planned_on: measure.plannedOn,
    given_on: measure.givenOn,
    published_on: measure.publishedOn,
    ended_on: measure.endedOn,
    version: measure.version,
  }
}

function measureOf(row: Selectable<Database['measure']>): StoredMeasure {
  return {
    id: row.id,
    householdId: row.household_id,
    measure: row.measure,
    help: row.help,
    forMember: row.for_member,
    state: row.state,
    basis: row.basis,
    why: row.why,
    citation: row.citation,
    units: row.units,
    plannedOn: row.planned_on,
    givenOn: row.given_on,
    publishedOn: row.published_on,
    endedOn: row.ended_on,
    version: row.version,
  }
}
