import { sql } from 'kysely'
import type { StoodInGroup } from '../../app/ports/duties.ts'
import type { DutyHolder } from '../../core/duty/answers.ts'
import type { Trx } from './transaction.ts'

/** Stands higher than where it belongs, and nobody handed it up: there was nobody to hold it. Not overdue yet. */
const STOOD_IN = (now: Date) =>
  sql<boolean>`duty_item.state = 'handed_up' and jsonb_array_length(duty_item.steps) = 0 and duty_item.late_at >= ${now}`

export async function stoodInGroups(trx: Trx, county: string, now: Date): Promise<StoodInGroup[]> {
  return trx
    .selectFrom('duty_item')
    .leftJoin('household', (join) =>
      join
        .onRef('household.county_code', '=', 'duty_item.county_code')
        .onRef('household.id', '=', 'duty_item.household_id'),
    )
    .select(['duty_item.region', 'duty_item.level', 'duty_item.belongs', 'duty_item.holder_id as holderId'])
    .select('household.cadre_id as householdCadreId')
    .distinct()
    .where('duty_item.county_code', '=', county)
    .where(STOOD_IN(now))
    .execute()
}

export async function giveGroupBack(
  trx: Trx,
  county: string,
  group: StoodInGroup,
  { holderId, level }: DutyHolder,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('duty_item')
    .set({ holder_id: holderId, level, state: sql`case belongs when ${level}::text then 'open' else 'handed_up' end` })
    .where('county_code', '=', county)
    .where(STOOD_IN(now))
    .where('region', '=', group.region)
    .where('belongs', '=', group.belongs)
    .where('level', '=', group.level)
    .where(
      sql<boolean>`(select h.cadre_id from household h where h.county_code = duty_item.county_code
        and h.id = duty_item.household_id) is not distinct from ${group.householdCadreId}::uuid`,
    )
    .execute()
}
