import type { OwnHousehold } from '../core/card/household-policies.ts'
import { findingOf } from '../core/lead/words.ts'
import type { Deps } from './deps.ts'
import { householdFacts } from './household-facts.ts'
import type { Resident } from './ports/people.ts'
import type { Tx } from './ports/store.ts'

/**
 * What is known of the resident's own household. Null unless it is his for sure: whoever names himself its head has not proved it, nor
 * has a neighbour who reports a real trouble of that house as his own. So a cadre must have found true what he reported for it, and
 * a number that he gave must stand in its register. That it was read is audited, as when a cadre reads it.
 */
export async function ownHousehold(tx: Tx, deps: Deps, residentId: string): Promise<OwnHousehold | null> {
  const id = await provedHousehold(tx, residentId)
  if (!id) return null
  const facts = await householdFacts(tx, deps, id)
  if (facts) await tx.audit.append({ at: deps.clock.now(), actor: residentId, act: 'own_policies_read', subject: id })
  return facts
}

/** The household that is his for sure; null where that is not proved. */
export async function provedHousehold(tx: Tx, residentId: string): Promise<string | null> {
  const resident = await tx.residents.get(residentId)
  const id = resident?.householdId
  if (!resident || !id || !(await isRegistered(tx, resident, id)) || !(await isProved(tx, residentId, id))) return null
  return id
}

/** What he gave is the household's own number. One that was itself made from a report has only what its reporter said. */
async function isRegistered(tx: Tx, { phone, identity }: Resident, householdId: string): Promise<boolean> {
  const household = await tx.households.get(householdId)
  if (!household) return false
  if (phone && !household.unconfirmed && household.phone?.hash === phone.hash) return true
  if (!identity) return false
  const { members } = await tx.ledgers.history(householdId)
  return members.some(({ left, identity: own }) => left === null && own?.hash === identity.hash)
}

/** A cadre found true what he alone reported for it as his own. */
async function isProved(tx: Tx, residentId: string, householdId: string): Promise<boolean> {
  const own = await tx.leads.ownOf(residentId)
  for (const { lead } of await tx.leads.ofResident(residentId)) {
    if (lead.householdId !== householdId || !own.has(lead.id)) continue
    const verified = (await tx.leads.events(lead.id)).findLast(({ kind }) => kind === 'verified')
    if (!verified || findingOf(verified.text) !== 'true') continue
    if ((await tx.leads.listeners(lead.id)).every((one) => one.residentId === residentId)) return true
  }
  return false
}
