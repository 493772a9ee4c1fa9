import type { LeadDetail, LeadFact } from '../contract/lead.ts'
import { leadFacts } from '../core/lead/facts.ts'
import { EVENT_WORDS } from '../core/lead/words.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { summary } from './list-queue.ts'
import type { Tx } from './ports.ts'
import type { Refusal } from './refusal.ts'

/** Everything about one lead. Reading it is an audited act. */
export async function openLead(deps: Deps, actor: CadreActor, id: string): Promise<LeadDetail | Refusal> {
  return deps.store.transaction(actor, async (tx) => {
    const detail = await leadDetail(tx, deps, id)
    if (!detail) return { refused: 'not_found' }
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'lead_opened', subject: id })
    return detail
  })
}

export async function leadDetail(tx: Tx, deps: Deps, id: string): Promise<LeadDetail | null> {
  const row = await tx.leads.row(id)
  if (!row) return null
  const reports = await tx.leads.reports(id)
  const household = await tx.households.get(row.lead.householdId)
  const events = await tx.leads.events(id)
  const regions = deps.regions(row.lead.county)
  return {
    ...summary(deps, row),
    householdName: row.headName,
    phone: reports.find((each) => each.report.phone)?.report.phone?.masked ?? household?.phone?.masked ?? null,
    facts: withoutRepeats(
      reports.flatMap((each) => leadFacts(each.report, (code) => regions?.placeName(code) ?? code)),
    ),
    words: reports.flatMap((each) => each.report.words),
    finishBy: row.lead.finishBy.toISOString(),
    finishSource: row.lead.finishSource,
    events: events.map((event) => ({
      seq: event.seq,
      at: event.at.toISOString(),
      kind: EVENT_WORDS[event.kind],
      by: event.by.name,
      text: event.text,
      attachments: event.attachments,
    })),
  }
}

/** Merged reports say much of the same; what they say differently stays. */
function withoutRepeats(facts: LeadFact[]): LeadFact[] {
  const seen = new Set<string>()
  return facts.filter(({ label, value, words }) => {
    const key = JSON.stringify([label, value, words])
    return !seen.has(key) && seen.add(key)
  })
}
