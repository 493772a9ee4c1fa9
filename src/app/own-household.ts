import type { OwnHousehold } from '../core/card/household-policies.ts'
import { findingOf } from '../core/lead/words.ts'
import type { Deps } from './deps.ts'
import { householdFacts } from './household-facts.ts'
import type { Tx } from './ports/store.ts'

/**
 * What is known of the resident's own household. Null unless it is his for sure: whoever names himself its head has not proved it, so
 * a cadre must have looked at what he reported for it. What a ledger holds is nothing for a neighbour who knows a name.
 */
export async function ownHousehold(tx: Tx, deps: Deps, residentId: string): Promise<OwnHousehold | null> {
  const id = (await tx.residents.get(residentId))?.householdId
  if (!id || !(await isProved(tx, residentId, id))) return null
  return householdFacts(tx, deps, id)
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
