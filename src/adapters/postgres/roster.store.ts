import { sql } from 'kysely'
import type { CadreToPut } from '../../app/ports/county.ts'
import type { Duty, Roster } from '../../core/routing/roster.ts'
import type { Sealed } from '../../core/sealed.ts'
import { chunksOf } from './chunks.ts'
import { json } from './json.ts'
import type { Trx } from './transaction.ts'

/** All cadres of the county, and the duties in force on the day (yyyy-mm-dd). */
export async function rosterOnDay(trx: Trx, county: string, day: string): Promise<Roster> {
  const cadres = await trx
    .selectFrom('cadre')
    .select(['id', 'county_code as county', 'name', 'role', 'active', 'department'])
    .where('county_code', '=', county)
    .orderBy('id')
    .execute()
  const duties = await trx
    .selectFrom('duty')
    .select(['region', 'cadre_id as cadreId', 'deputy_id as deputyId', 'from_day as from', 'until_day as until'])
    .where('county_code', '=', county)
    .where('from_day', '<=', day)
    .where((where) => where.or([where('until_day', 'is', null), where('until_day', '>=', day)]))
    .orderBy('region')
    .orderBy('from_day')
    .orderBy('cadre_id')
    .execute()
  return { cadres, duties }
}

export async function inventedCadres(trx: Trx, county: string): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('cadre')
    .select('id')
    .where('county_code', '=', county)
    .where('demo', '=', true)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

export async function putCadres(trx: Trx, cadres: CadreToPut[]): Promise<void> {
  for (const some of chunksOf(cadres)) {
    const added = await trx
      .insertInto('cadre')
      .values(some.map((cadre) => ({ county_code: cadre.county, id: cadre.id, ...faceOf(cadre) })))
      .onConflict((conflict) => conflict.columns(['county_code', 'id']).doNothing())
      .returning('id')
      .execute()
    const ids = new Set(added.map(({ id }) => id))
    // One by one, with values and not `excluded`: to name the number there would need the right to read it.
    for (const cadre of some.filter(({ id }) => !ids.has(id)))
      await trx
        .updateTable('cadre')
        .set(faceOf(cadre))
        .where('county_code', '=', cadre.county)
        .where('id', '=', cadre.id)
        .execute()
  }
}

function faceOf({ name, role, active, demo, phone, department }: CadreToPut) {
  return { name, role, active, demo, phone: json(phone), department: department ?? null }
}

/** A duty is the same when place, cadre and first day are; then its end and deputy are renewed, by the last that is named. */
export async function putDuties(trx: Trx, county: string, duties: Duty[]): Promise<void> {
  const each = [...new Map(duties.map((duty) => [`${duty.region} ${duty.cadreId} ${duty.from}`, duty])).values()]
  for (const some of chunksOf(each))
    await trx
      .insertInto('duty')
      .values(
        some.map((duty) => ({
          county_code: county,
          region: duty.region,
          cadre_id: duty.cadreId,
          deputy_id: duty.deputyId,
          from_day: duty.from,
          until_day: duty.until,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['county_code', 'region', 'cadre_id', 'from_day']).doUpdateSet((set) => ({
          deputy_id: set.ref('excluded.deputy_id'),
          until_day: set.ref('excluded.until_day'),
        })),
      )
      .execute()
}

/** The column itself nobody may read; the function answers the system alone. */
export async function cadrePhone(trx: Trx, cadreId: string): Promise<Sealed | null> {
  const { rows } = await sql<{ phone: Sealed | null }>`select cadre_phone(${cadreId}::uuid) as phone`.execute(trx)
  return rows[0]?.phone ?? null
}
