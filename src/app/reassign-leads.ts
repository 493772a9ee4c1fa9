import { RISK_TYPE_LABEL } from '../contract/terms.ts'
import { toBoth } from '../core/lead/act.ts'
import type { Lead, LeadEvent } from '../core/lead/lead.ts'
import { mayHandle, placeLead } from '../core/routing/place-lead.ts'
import { cadreWords } from '../core/words/person.ts'
import { chinaDay } from '../core/words/when.ts'
import { tellResidents } from './act-on-lead.ts'
import type { Deps } from './deps.ts'
import { notifyOfEmergency } from './notify-emergency.ts'
import type { QueueKey } from './ports/leads.ts'
import type { Tx } from './ports/store.ts'
import { tellHolder } from './tell-groups.ts'

const PAGE = 100

/**
 * Gives every unfinished lead whose holder may no longer hold it — he left, his duty ended — to whoever answers for it today;
 * answers how many. Safe to run anywhere and at any time: a lead that somebody acts on meanwhile is left for the next run.
 */
export async function reassignLeads(deps: Deps, county: string): Promise<number> {
  let reassigned = 0
  let after: QueueKey | null = null
  do {
    const page: { moved: number; next: QueueKey | null } = await deps.store.transaction(
      { kind: 'system', county },
      (tx) => reassignPage(tx, deps, county, after),
    )
    reassigned += page.moved
    after = page.next
  } while (after)
  return reassigned
}

async function reassignPage(
  tx: Tx,
  deps: Deps,
  county: string,
  after: QueueKey | null,
): Promise<{ moved: number; next: QueueKey | null }> {
  const now = deps.clock.now()
  const roster = await tx.roster.onDay(county, chinaDay(now))
  const rows = await tx.leads.page({
    holderId: null,
    statuses: ['open', 'claimed', 'visited', 'verified'],
    limit: PAGE,
    after,
  })
  let moved = 0
  for (const { lead } of rows) {
    if (mayHandle(lead.holderId, lead.region, roster)) continue
    const household = await tx.households.get(lead.householdId)
    const placed = placeLead(lead.region, household?.cadreId ?? null, roster)
    if (placed.kind === 'nobody_on_duty') continue
    const { holder, rule, reason } = placed.assignment
    const text = `原来的干部不再负责这里，${reason}`
    const next: Lead = { ...lead, holderId: holder.id, rule, reason: text, status: 'open', version: lead.version + 1 }
    const by = { kind: 'system' as const, id: null, name: '系统' }
    const event: LeadEvent = {
      leadId: lead.id,
      seq: next.version,
      kind: 'transferred',
      at: now,
      by,
      text,
      reportId: null,
      attachments: [],
    }
    if ((await tx.leads.advance(next, event)) === 'conflict') continue
    const matter = `您报的${lead.number}（${RISK_TYPE_LABEL[lead.riskType]}）`
    await notifyOfEmergency(tx, next, roster, now)
    await tellHolder(tx, deps, next, 'yours', now)
    await tellResidents(tx, next, toBoth(`${matter}，现在由${cadreWords(holder)}来办。`), now)
    await tx.announce({ topic: 'lead', county, leadId: lead.id })
    moved++
  }
  const last = rows.length === PAGE ? rows.at(-1)?.lead : undefined
  return { moved, next: last ? { urgency: last.urgency, dueAt: last.dueAt, id: last.id } : null }
}
