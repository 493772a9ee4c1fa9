import type { Resident, Residents } from '../../app/ports/people.ts'
import { json } from './json.ts'
import type { Trx } from './transaction.ts'

export async function recordConsent(trx: Trx, county: string, id: string, version: string, at: Date): Promise<void> {
  // It says nothing of publicity: who opted out of that stays so.
  await resident(trx, county, id).set({ consent_version: version, consent_at: at }).execute()
}

export async function recordOptOut(trx: Trx, county: string, id: string, at: Date): Promise<void> {
  await resident(trx, county, id).set({ opted_out_at: at }).execute()
}

export async function recordOptIn(trx: Trx, county: string, id: string): Promise<void> {
  await trx
    .updateTable('resident')
    .set({ opted_out_at: null })
    .where('county_code', '=', county)
    .where('person', '=', (from) =>
      from.selectFrom('resident').select('person').where('county_code', '=', county).where('id', '=', id),
    )
    .execute()
}

/** What a report does not tell stays as it was. */
export async function rememberResident(
  trx: Trx,
  county: string,
  id: string,
  facts: Parameters<Residents['remember']>[1],
): Promise<void> {
  await resident(trx, county, id)
    .set({
      household_id: facts.householdId,
      village: facts.village,
      ...(facts.phone && { phone: json(facts.phone) }),
      ...(facts.identity && { identity_number: json(facts.identity) }),
    })
    .execute()
}

export async function getResident(trx: Trx, county: string, id: string): Promise<Resident | null> {
  const row = await trx
    .selectFrom('resident')
    .select(['household_id as householdId', 'village', 'phone', 'identity_number as identity'])
    .where('county_code', '=', county)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

function resident(trx: Trx, county: string, id: string) {
  return trx.updateTable('resident').where('county_code', '=', county).where('id', '=', id)
}
