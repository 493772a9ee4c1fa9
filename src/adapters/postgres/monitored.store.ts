import type { KeyGroupEntry, Monitoring } from '../../app/ports/measures.ts'
import type { Household } from '../../app/ports/people.ts'
import { json } from './json.ts'
import type { Trx } from './transaction.ts'

export async function getMonitoring(trx: Trx, county: string, householdId: string): Promise<Monitoring | null> {
  const row = await trx
    .selectFrom('monitoring')
    .select(['household_id as householdId', 'kind', 'since', 'risk_removed_on as riskRemovedOn'])
    .where('county_code', '=', county)
    .where('household_id', '=', householdId)
    .executeTakeFirst()
  return row ?? null
}

export async function putMonitoring(trx: Trx, county: string, monitoring: Monitoring): Promise<void> {
  const { householdId: household_id, kind, since, riskRemovedOn: risk_removed_on } = monitoring
  const face = { kind, since, risk_removed_on }
  await trx
    .insertInto('monitoring')
    .values({ county_code: county, household_id, ...face })
    .onConflict((conflict) => conflict.columns(['county_code', 'household_id']).doUpdateSet(face))
    .execute()
}

/** Lifted, or ever monitored, as far as the actor may see; by place. */
export async function monitoredHouseholds(
  trx: Trx,
  county: string,
): Promise<{ household: Household; monitoring: Monitoring | null }[]> {
  const rows = await trx
    .selectFrom('household')
    .leftJoin('monitoring', (join) =>
      join
        .onRef('monitoring.county_code', '=', 'household.county_code')
        .onRef('monitoring.household_id', '=', 'household.id'),
    )
    .select([
      'household.id',
      'household.region',
      'household.head_name as headName',
      'household.kind',
      'household.cadre_id as cadreId',
      'household.phone',
      'household.unconfirmed',
      'household.demo',
      'monitoring.kind as monitoredKind',
      'monitoring.since',
      'monitoring.risk_removed_on as riskRemovedOn',
    ])
    .where('household.county_code', '=', county)
    .where((where) =>
      where.or([where('household.kind', '=', 'poverty_lifted'), where('monitoring.since', 'is not', null)]),
    )
    .orderBy('household.region')
    .orderBy('household.id')
    .execute()
  return rows.map(({ monitoredKind: kind, since, riskRemovedOn, ...household }) => ({
    household: { ...household, county },
    monitoring: kind !== null && since !== null ? { householdId: household.id, kind, since, riskRemovedOn } : null,
  }))
}

export async function openKeyGroups(trx: Trx, county: string): Promise<KeyGroupEntry[]> {
  return trx
    .selectFrom('key_group')
    .select(['household_id as householdId', 'group_name as group', 'entered_on as enteredOn', 'why', 'citation'])
    .where('county_code', '=', county)
    .where('left_on', 'is', null)
    .orderBy('entered_on')
    .orderBy('household_id')
    .orderBy('group_name')
    .execute()
}

export async function inKeyGroup(trx: Trx, county: string, householdId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('key_group')
    .select('group_name')
    .where('county_code', '=', county)
    .where('household_id', '=', householdId)
    .where('left_on', 'is', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Rows of one statement: a server takes 65,535 parameters. */
const AT_ONCE = 5_000

export async function enterKeyGroups(trx: Trx, county: string, entries: KeyGroupEntry[]): Promise<number> {
  let entered = 0
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const rows = await trx
      .insertInto('key_group')
      .values(
        entries.slice(from, from + AT_ONCE).map(({ householdId, group, enteredOn, why, citation }) => ({
          county_code: county,
          household_id: householdId,
          group_name: group,
          entered_on: enteredOn,
          why,
          citation: json(citation),
          left_on: null,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning('household_id')
      .execute()
    entered += rows.length
  }
  return entered
}

export async function leaveKeyGroups(trx: Trx, county: string, householdId: string, day: string): Promise<void> {
  await trx
    .updateTable('key_group')
    .set((set) => ({ left_on: set.fn('greatest', ['entered_on', set.val(day)]) }))
    .where('county_code', '=', county)
    .where('household_id', '=', householdId)
    .where('left_on', 'is', null)
    .execute()
}
