import type { Region } from '../../core/region/region.ts'
import type { Trx } from './transaction.ts'

export async function regionsOfCounty(trx: Trx, county: string): Promise<Region[]> {
  return (
    trx
      .selectFrom('region')
      .select(['code', 'name', 'active'])
      .where('code', '>=', county)
      // ':' comes after '9', so this is the end of everything that starts with the county's code.
      .where('code', '<', `${county}:`)
      .orderBy('code')
      .execute()
  )
}

export async function allCounties(trx: Trx): Promise<Region[]> {
  return trx
    .selectFrom('region')
    .select(['code', 'name', 'active'])
    .where((where) => where(where.fn<number>('length', ['code']), '=', 6))
    .orderBy('code')
    .execute()
}

/** New places and new names; whether a place is active is left as it is, unless the place is new. */
export async function putRegions(trx: Trx, regions: Region[]): Promise<void> {
  if (regions.length === 0) return
  const inOrder = [...regions].sort((a, b) => (a.code < b.code ? -1 : 1))
  await trx
    .insertInto('region')
    .values(inOrder.map(({ code, name, active }) => ({ code, name, active })))
    .onConflict((conflict) => conflict.column('code').doUpdateSet((set) => ({ name: set.ref('excluded.name') })))
    .execute()
}

export async function activateRegions(trx: Trx, codes: string[]): Promise<void> {
  if (codes.length === 0) return
  await trx.updateTable('region').set({ active: true }).where('code', 'in', codes).execute()
}
