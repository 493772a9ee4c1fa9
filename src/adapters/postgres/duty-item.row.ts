import { type Selectable, sql } from 'kysely'
import type { DutyItem, DutyRow } from '../../app/ports/duties.ts'
import type { CadreRole } from '../../contract/terms.ts'
import type { Database } from './tables.ts'
import type { Trx } from './transaction.ts'

/** Said as a constant, because the indexes of unfinished work are partial. */
export const NOT_DONE = sql<boolean>`duty_item.state <> 'done'`

/** With the names that people read. The household may lie outside of the actor's area, so its name may be missing. */
export function dutyRows(trx: Trx, county: string) {
  return trx
    .selectFrom('duty_item')
    .leftJoin('household', (join) =>
      join
        .onRef('household.county_code', '=', 'duty_item.county_code')
        .onRef('household.id', '=', 'duty_item.household_id'),
    )
    .leftJoin('cadre as holder', (join) =>
      join.onRef('holder.county_code', '=', 'duty_item.county_code').onRef('holder.id', '=', 'duty_item.holder_id'),
    )
    .leftJoin('cadre as doer', (join) =>
      join.onRef('doer.county_code', '=', 'duty_item.county_code').onRef('doer.id', '=', 'duty_item.done_by'),
    )
    .selectAll('duty_item')
    .select([
      'household.head_name',
      'holder.name as holder_name',
      'holder.role as holder_role',
      'doer.name as doer_name',
      'doer.role as doer_role',
    ])
    .where('duty_item.county_code', '=', county)
}

interface Names {
  head_name: string | null
  holder_name: string | null
  holder_role: CadreRole | null
  doer_name: string | null
  doer_role: CadreRole | null
}

export function dutyRowOf(row: Selectable<Database['duty_item']> & Names): DutyRow {
  const { holder_id: id, holder_name, holder_role, done_by: doer, doer_name, doer_role } = row
  return {
    item: dutyItemOf(row),
    headName: row.head_name,
    holder: id && holder_name && holder_role ? { id, name: holder_name, role: holder_role } : null,
    doneBy: doer && doer_name && doer_role ? { id: doer, name: doer_name, role: doer_role } : null,
  }
}

function dutyItemOf(row: Selectable<Database['duty_item']>): DutyItem {
  return {
    id: row.id,
    county: row.county_code,
    rule: row.rule,
    pack: row.pack,
    what: row.what,
    says: row.says,
    source: row.source,
    warning: row.warning,
    period: { name: row.period, first: row.first_day, last: row.last_day },
    expectedFrom: row.expected_from,
    dueAt: row.due_at,
    lateAt: row.late_at,
    remindAt: row.remind_at,
    leastTimes: row.least_times,
    belongs: row.belongs,
    region: row.region,
    place: row.place,
    householdId: row.household_id,
    level: row.level,
    holderId: row.holder_id,
    state: row.state,
    remindedAt: row.reminded_at,
    steps: row.steps.map(({ at, ...step }) => ({ ...step, at: new Date(at) })),
    topSince: row.top_since,
    doneAt: row.done_at,
    note: row.note,
  }
}
