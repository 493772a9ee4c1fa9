import type { VisitForm } from '../contract/lead-visit.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { viewOf } from './read-ledger.ts'
import type { Refusal } from './refusal.ts'

/** What a visit because of this lead asks about, by the papers of the place. It shows what the ledger knows, so it is audited as a look at it. */
export async function readVisitForm(deps: Deps, actor: CadreActor, leadId: string): Promise<VisitForm | Refusal> {
  return deps.store.transaction(actor, async (tx) => {
    const row = await tx.leads.row(leadId)
    const ledger = row && (await viewOf(tx, deps, row.lead.householdId))
    if (!row || !ledger) return { refused: 'not_found' }
    const now = deps.clock.now()
    const { household, checklist, visits } = ledger
    await tx.audit.append({ at: now, actor: actor.cadreId, act: 'ledger_read', subject: household.id })
    return {
      leadId,
      householdId: household.id,
      householdName: household.headName,
      region: household.region,
      place: household.place,
      day: chinaDay(now),
      checklist,
      lastVisit:
        visits
          .map(({ day }) => day)
          .sort()
          .at(-1) ?? null,
      mayWrite: actor.areas.some((area) => household.region.startsWith(area)),
    }
  })
}
