import { sql } from 'kysely'
import type { Household } from '../../app/ports/people.ts'
import { chunksOf } from './chunks.ts'
import { json } from './json.ts'
import type { Trx } from './transaction.ts'

export async function getHousehold(trx: Trx, county: string, id: string): Promise<Household | null> {
  return (await households(trx, county).where('id', '=', id).executeTakeFirst()) ?? null
}

export async function householdsWithIds(trx: Trx, county: string, ids: string[]): Promise<Household[]> {
  const found: Household[] = []
  for (const some of chunksOf(ids)) found.push(...(await households(trx, county).where('id', 'in', some).execute()))
  return found
}

/** By id, so that the answer is always the same. The lock is on the name: there may be no row yet. */
export async function lockHouseholdsNamed(
  trx: Trx,
  county: string,
  region: string,
  headName: string,
): Promise<Household[]> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${county}/${region}/${headName}`}, 0))`.execute(trx)
  return households(trx, county).where('region', '=', region).where('head_name', '=', headName).orderBy('id').execute()
}

export async function putHouseholds(trx: Trx, all: Household[]): Promise<void> {
  for (const some of chunksOf(all))
    await trx
      .insertInto('household')
      .values(some.map(rowOf))
      .onConflict((conflict) =>
        conflict.columns(['county_code', 'id']).doUpdateSet((set) => ({
          region: set.ref('excluded.region'),
          head_name: set.ref('excluded.head_name'),
          kind: set.ref('excluded.kind'),
          cadre_id: set.ref('excluded.cadre_id'),
          phone: set.ref('excluded.phone'),
          unconfirmed: set.ref('excluded.unconfirmed'),
          demo: set.ref('excluded.demo'),
        })),
      )
      .execute()
}

export async function setHouseholdKind(trx: Trx, county: string, id: string, kind: Household['kind']): Promise<void> {
  await trx.updateTable('household').set({ kind }).where('county_code', '=', county).where('id', '=', id).execute()
}

function rowOf({ county, headName, cadreId, phone, ...rest }: Household) {
  const { id, region, kind, unconfirmed, demo } = rest
  const who = { county_code: county, id, region, head_name: headName, kind, cadre_id: cadreId }
  return { ...who, phone: json(phone), unconfirmed, demo }
}

function households(trx: Trx, county: string) {
  return trx
    .selectFrom('household')
    .select([
      'id',
      'county_code as county',
      'region',
      'head_name as headName',
      'kind',
      'cadre_id as cadreId',
      'phone',
      'unconfirmed',
      'demo',
    ])
    .where('county_code', '=', county)
}
