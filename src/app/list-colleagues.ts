import type { Colleague } from '../contract/account.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import { candidatesFor } from './act-on-lead.ts'
import type { Deps } from './deps.ts'
import type { Refusal } from './refusal.ts'

/** To whom this lead may be transferred. */
export async function listColleagues(deps: Deps, actor: CadreActor, leadId: string): Promise<Colleague[] | Refusal> {
  return deps.store.transaction(actor, async (tx) => {
    const lead = await tx.leads.get(leadId)
    if (!lead) return { refused: 'not_found' }
    const roster = await tx.roster.onDay(actor.county, chinaDay(deps.clock.now()))
    return candidatesFor(lead, roster)
      .filter((cadre) => cadre.id !== lead.holderId)
      .map(({ id, name, role }) => ({
        id,
        name,
        role,
        areas: roster.duties.filter((duty) => duty.cadreId === id).map((duty) => duty.region),
      }))
  })
}
