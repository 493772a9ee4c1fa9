import { withdrawByHousehold } from '../core/procedure/act-on-case.ts'
import type { Roster } from '../core/routing/roster.ts'
import { caseContext, stateOf } from './case-parts.ts'
import type { Deps } from './deps.ts'
import type { Tx } from './ports/store.ts'
import { recordActed } from './record-case.ts'

/**
 * The household has taken a report back: where none of the leads of its case stands any more, the case ends with them. Once
 * the household is on the register it goes on, because what was approved is not undone by a word in the chat. A neighbour
 * takes back what he said, and not what the household was found to need.
 */
export async function withdrawCaseOf(
  tx: Tx,
  deps: Deps,
  { leadId, residentId }: { leadId: string; residentId: string },
  roster: Roster,
  now: Date,
): Promise<void> {
  if (!(await tx.leads.ownOf(residentId)).has(leadId)) return
  const caseId = (await tx.cases.ofLeads([leadId])).get(leadId)
  const face = caseId && (await tx.cases.lock(caseId))
  const row = face && (await tx.cases.row(face.id))
  if (!face || !row || face.phase !== 'identification') return
  const leads = await Promise.all(face.leadIds.map((id) => tx.leads.get(id)))
  if (leads.some((lead) => lead && lead.status !== 'withdrawn')) return
  const context = caseContext(deps, { region: face.region, householder: row.headName }, roster, now)
  const acted = withdrawByHousehold(await stateOf(tx, face.id), context)
  if (acted.kind === 'done') await recordActed(tx, deps, acted, { cadreId: null, householder: row.headName })
}
