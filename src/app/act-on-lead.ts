import type { LeadAction, LeadDetail } from '../contract/lead.ts'
import { act } from '../core/lead/act.ts'
import type { Lead } from '../core/lead/lead.ts'
import type { Cadre, Roster } from '../core/routing/roster.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { summary } from './list-queue.ts'
import { leadDetail } from './open-lead.ts'
import { Conflict, type QueueRow, type Tx } from './ports.ts'
import type { Refusal } from './refusal.ts'

/**
 * One step of a cadre on a lead. The version that he saw must still be the newest: otherwise nothing changes and he is
 * told who was faster. News for the residents goes into the outbox in the same transaction.
 */
export async function actOnLead(
  deps: Deps,
  actor: CadreActor,
  id: string,
  action: LeadAction,
): Promise<LeadDetail | Refusal> {
  try {
    return await deps.store.transaction(actor, async (tx) => {
      const row = await tx.leads.row(id)
      if (!row) return { refused: 'not_found' } as const
      if (row.lead.version !== action.version) return await faster(tx, deps, row)
      const now = deps.clock.now()
      const roster = await tx.roster.onDay(actor.county, chinaDay(now))
      const by = roster.cadres.find((cadre) => cadre.id === actor.cadreId)
      if (!by) return { refused: 'not_signed_in' } as const
      const result = act(row.lead, action, by, { now, roster, candidates: candidatesFor(row.lead, roster) })
      if (result.kind === 'refused') return { refused: 'not_possible_now', why: result.why } as const
      if ((await tx.leads.advance(result.lead, result.event)) === 'conflict') throw new Conflict()
      if (result.news) await tellResidents(tx, result.lead, result.news, now)
      await tx.audit.append({ at: now, actor: actor.cadreId, act: `lead_${result.event.kind}`, subject: id })
      await tx.announce({ topic: 'lead', county: actor.county, leadId: id })
      const detail = await leadDetail(tx, deps, id)
      return detail ?? ({ refused: 'not_found' } as const)
    })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return deps.store.transaction(actor, async (tx) => {
      const row = await tx.leads.row(id)
      return row ? faster(tx, deps, row) : ({ refused: 'not_found' } as const)
    })
  }
}

/** Who may hold this lead: on duty, or deputy, for its village, its township or its county. */
export function candidatesFor(lead: Lead, roster: Roster): Cadre[] {
  const levels = [lead.region, lead.region.slice(0, 9), lead.region.slice(0, 6)]
  const ids = roster.duties
    .filter((duty) => levels.includes(duty.region))
    .flatMap((duty) => [duty.cadreId, duty.deputyId])
  return roster.cadres.filter((cadre) => cadre.active && ids.includes(cadre.id))
}

async function faster(tx: Tx, deps: Deps, row: QueueRow): Promise<Refusal> {
  const last = (await tx.leads.events(row.lead.id)).at(-1)
  return { refused: 'somebody_was_faster', who: last?.by.name ?? '别人', current: summary(deps, row) }
}

async function tellResidents(tx: Tx, lead: Lead, text: string, at: Date): Promise<void> {
  for (const { conversationId } of await tx.leads.listeners(lead.id)) {
    const key = `lead:${lead.id}:${lead.version}:${conversationId}`
    await tx.outbox.put({ key, county: lead.county, conversationId, blocks: [{ kind: 'text', text }], at })
  }
  await tx.announce({ topic: 'outbox', county: lead.county })
}
