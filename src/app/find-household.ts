import type { Report } from '../core/dialogue/conversation.ts'
import { UNNAMED } from '../core/dialogue/report.ts'
import type { Deps } from './deps.ts'
import type { LoadedConversation } from './ports/chats.ts'
import type { Household } from './ports/people.ts'
import type { Tx } from './ports/store.ts'

/**
 * The household that a report is about: the resident's own if he is known, else the one of that name in that village,
 * else a new one that a cadre has yet to confirm. Several of one name in a village are told apart by the phone; where
 * that does not help, a new household is safer than the wrong one.
 * @param unnamedId the household of the emergency that this report completes: if it has no name yet, it gets one now.
 */
export async function findHousehold(
  tx: Tx,
  deps: Deps,
  head: LoadedConversation,
  report: Report,
  region: string,
  unnamedId: string | null,
): Promise<Household> {
  const household =
    (await knownHousehold(tx, head, report, region)) ??
    (await putHousehold(tx, deps, head, report, region, (await stillUnnamed(tx, unnamedId)) ?? deps.ids.uuid()))
  if (report.whose === 'own' && report.householdName !== UNNAMED)
    await tx.residents.remember(head.residentId, {
      householdId: household.id,
      village: region,
      phone: report.phone,
      identity: report.identity,
    })
  return household
}

async function knownHousehold(
  tx: Tx,
  head: LoadedConversation,
  report: Report,
  region: string,
): Promise<Household | null> {
  if (report.whose === 'own') {
    const own = (await tx.residents.get(head.residentId))?.householdId
    const household = own ? await tx.households.get(own) : null
    // A new village means that he moved or corrected himself; the old household stays as it was.
    if (
      household &&
      household.headName === report.householdName &&
      (household.region === region || report.village === null)
    )
      return household
  }
  if (report.village === null || report.householdName === UNNAMED) return null
  const named = await tx.households.lockNamed(region, report.householdName)
  const samePhone = named.filter((household) => report.phone && household.phone?.hash === report.phone.hash)
  if (samePhone.length === 1) return samePhone[0] ?? null
  const [only, second] = named
  if (!only || second) return null
  // One whom a cadre entered is the one of that name in the village; of two who only said so, each may be somebody else.
  const maybeOther = only.unconfirmed && report.whose === 'own' && report.phone !== null && only.phone !== null
  return maybeOther ? null : only
}

/** The stand-in of an emergency, as long as it is one: a real household must never be written over. */
async function stillUnnamed(tx: Tx, id: string | null): Promise<string | null> {
  const household = id ? await tx.households.get(id) : null
  return household?.headName === UNNAMED && household.unconfirmed ? household.id : null
}

async function putHousehold(
  tx: Tx,
  deps: Deps,
  head: LoadedConversation,
  report: Report,
  region: string,
  id: string,
): Promise<Household> {
  const household: Household = {
    id,
    county: head.county,
    region,
    headName: report.householdName,
    kind: 'ordinary',
    cadreId: null,
    phone: report.whose === 'own' ? report.phone : null,
    unconfirmed: true,
    demo: deps.demo,
  }
  await tx.households.put(household)
  return household
}
