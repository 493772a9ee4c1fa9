import type { CaseNow } from '../core/dialogue/case-progress.ts'
import type { DialogueContext, Heard, MyLead } from '../core/dialogue/conversation.ts'
import { needs } from '../core/dialogue/converse.ts'
import { placeIn } from '../core/dialogue/places.ts'
import { STATUS_FOR_HIM } from '../core/lead/resident-words.ts'
import type { RegionTree } from '../core/region/region-tree.ts'
import { placeLead } from '../core/routing/place-lead.ts'
import { cadreWords } from '../core/words/person.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import { casesNow } from './lead-clocks.ts'
import { ownHousehold } from './own-household.ts'
import type { LoadedConversation } from './ports/chats.ts'
import type { QueueRow } from './ports/leads.ts'
import type { Tx } from './ports/store.ts'

/** What an answer may depend on; leads and the duty cadre are read only for a message that needs them. */
export async function dialogueContext(
  deps: Deps,
  head: LoadedConversation,
  heard: Heard,
  regions: RegionTree,
  now: Date,
): Promise<DialogueContext> {
  const context = baseContext(deps, regions, now, head.state.known.village)
  const wanted = needs(head.state, heard)
  if (!wanted.leads && !wanted.dutyCadre && !wanted.household) return context
  return deps.store.transaction({ kind: 'system', county: head.county }, async (tx) => {
    const household = wanted.household ? await ownHousehold(tx, deps, head.residentId) : null
    return {
      ...context,
      leads: wanted.leads ? await myLeads(tx, deps, head.residentId) : [],
      dutyCadre: wanted.dutyCadre ? await dutyCadre(tx, head, villageOf(head, heard, regions), now) : null,
      household,
      // Where it lives is surer than which village he named.
      cards: household ? () => deps.cards(household.region, chinaDay(now)) : context.cards,
    }
  })
}

/** With everything that the open question may need, for a turn that no message of the resident's caused. */
export async function contextWithLeads(
  tx: Tx,
  deps: Deps,
  residentId: string,
  regions: RegionTree,
  now: Date,
): Promise<DialogueContext> {
  return { ...baseContext(deps, regions, now), leads: await myLeads(tx, deps, residentId) }
}

/** @param village where he lives; the county's own cards where that is not known */
export function baseContext(deps: Deps, regions: RegionTree, now: Date, village?: string): DialogueContext {
  const { county } = regions
  const cards = () => deps.cards(village ?? county.code, chinaDay(now))
  return { now, county, regions, notice: deps.notice, leads: [], dutyCadre: null, cards, household: null }
}

async function myLeads(tx: Tx, deps: Deps, residentId: string): Promise<MyLead[]> {
  const rows = await tx.leads.ofResident(residentId)
  const cases = await casesNow(
    tx,
    deps,
    rows.map((row) => row.lead),
  )
  // What goes on in a house is for itself alone, not for whoever only reported for it.
  const own = cases.size > 0 ? await tx.leads.ownOf(residentId) : new Set()
  return rows.map((row) => myLead(row, own.has(row.lead.id) ? cases.get(row.lead.id) : undefined))
}

export function myLead({ lead, holder }: QueueRow, runs?: CaseNow): MyLead {
  const { id, number, riskType, status, dueAt } = lead
  const own = { id, number, riskType, status, dueAt, holder: cadreWords(holder), news: STATUS_FOR_HIM[status] }
  return runs ? { ...own, case: runs } : own
}

async function dutyCadre(tx: Tx, head: LoadedConversation, village: string | null, now: Date): Promise<string | null> {
  if (!village) return null
  const placed = placeLead(village, null, await tx.roster.onDay(head.county, chinaDay(now)))
  return placed.kind === 'assigned' ? cadreWords(placed.assignment.holder) : null
}

/** The village that he names just now, else the one that he named before. */
function villageOf({ state }: LoadedConversation, heard: Heard, regions: RegionTree): string | null {
  const asked = state.asking?.kind === 'slot' && state.asking.slot === 'village'
  const named = heard.kind === 'text' ? placeIn(heard.text, regions, asked) : null
  return (named?.kind === 'village' ? named.code : null) ?? state.draft?.village?.value ?? state.known.village ?? null
}
