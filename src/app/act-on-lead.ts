import type { LeadAction, LeadDetail } from '../contract/lead.ts'
import { act, type News } from '../core/lead/act.ts'
import type { Lead } from '../core/lead/lead.ts'
import { mayHandle } from '../core/routing/place-lead.ts'
import type { Cadre, Roster } from '../core/routing/roster.ts'
import { findPrivateNumbers, maskPrivate } from '../core/understanding/private-number.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import { completeVisitDuty } from './complete-duty.ts'
import type { Deps } from './deps.ts'
import { summary } from './list-queue.ts'
import { notifyNewHolder } from './notify-emergency.ts'
import { leadDetail } from './open-lead.ts'
import type { QueueRow } from './ports/leads.ts'
import { Conflict, type Tx } from './ports/store.ts'
import { prepareVisit } from './record-visit.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import { tellHolder } from './tell-groups.ts'

/**
 * One step of a cadre on a lead. The version that he saw must still be the newest: otherwise nothing changes and he is
 * told who was faster. News for the residents goes into the outbox in the same transaction. An act whose id was done is not done again.
 * @param alongside what is to be stored with it, such as that his message was dealt with. What it throws undoes all.
 */
export async function actOnLead(
  deps: Deps,
  actor: CadreActor,
  id: string,
  action: LeadAction,
  alongside?: (tx: Tx, lead: LeadDetail) => Promise<void>,
): Promise<LeadDetail | Refusal> {
  try {
    return await deps.store.transaction(actor, async (tx) => {
      const row = await tx.leads.row(id)
      if (!row) return { refused: 'not_found' } as const
      if (await isDone(tx, id, action)) return (await leadDetail(tx, deps, id)) ?? ({ refused: 'not_found' } as const)
      if (row.lead.version !== action.version) return await faster(tx, deps, row)
      const now = deps.clock.now()
      const roster = await tx.roster.onDay(actor.county, chinaDay(now))
      const by = roster.cadres.find((cadre) => cadre.id === actor.cadreId)
      if (!by) return { refused: 'not_signed_in' } as const
      const result = act(row.lead, withoutNumbers(action), by, {
        now,
        roster,
        candidates: candidatesFor(row.lead, roster),
      })
      if (result.kind === 'refused') return { refused: 'not_possible_now', why: result.why } as const
      const atHome = await visitAtHome(tx, deps, actor, row.lead.householdId, action)
      if (isRefusal(atHome)) return atHome
      const event = action.id === undefined ? result.event : { ...result.event, actId: action.id }
      if ((await tx.leads.advance(result.lead, event)) === 'conflict') throw new Conflict()
      // Who takes it himself knows of it; every other new holder is told.
      const { holderId } = result.lead
      if (holderId !== row.lead.holderId && holderId !== actor.cadreId) {
        await notifyNewHolder(tx, result.lead, now)
        await tellHolder(tx, deps, result.lead, 'yours', now)
      }
      if (result.news) await tellResidents(tx, result.lead, result.news, now)
      if (atHome) await atHome()
      else if (result.event.kind === 'visited') {
        const { county, householdId } = result.lead
        await completeVisitDuty(tx, { county, householdId, day: chinaDay(now), cadreId: actor.cadreId, at: now })
      }
      await tx.announce({ topic: 'lead', county: actor.county, leadId: id })
      const detail = await leadDetail(tx, deps, id)
      if (detail) await alongside?.(tx, detail)
      // Last, because entries of a county wait for one another.
      await tx.audit.append({ at: now, actor: actor.cadreId, act: `lead_${result.event.kind}`, subject: id })
      return detail ?? ({ refused: 'not_found' } as const)
    })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return deps.store.transaction(actor, async (tx) => {
      const row = await tx.leads.row(id)
      if (!row) return { refused: 'not_found' } as const
      // Perhaps it was this very act, sent twice at once.
      if (await isDone(tx, id, action)) return (await leadDetail(tx, deps, id)) ?? ({ refused: 'not_found' } as const)
      return faster(tx, deps, row)
    })
  }
}

async function isDone(tx: Tx, leadId: string, { id }: LeadAction): Promise<boolean> {
  return id !== undefined && (await tx.leads.acted(leadId, id))
}

/** What he saw in the house goes into its ledger under the same id; null where he only says that he was there. */
async function visitAtHome(
  tx: Tx,
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  action: LeadAction,
): Promise<(() => Promise<void>) | null | Refusal> {
  if (action.action !== 'visit' || action.home === undefined || action.id === undefined) return null
  return prepareVisit(tx, deps, actor, householdId, { id: action.id, words: action.text, ...action.home })
}

/** A number that a cadre writes down stands in lists and chats as any other: masked. The number itself is in its own place. */
function withoutNumbers(action: LeadAction): LeadAction {
  const words = Object.entries(action).map(([field, value]) =>
    typeof value === 'string' && FREE_WORDS.includes(field)
      ? [field, maskPrivate(value, findPrivateNumbers(value))]
      : [field, value],
  )
  return Object.fromEntries(words) as LeadAction
}
const FREE_WORDS = ['text', 'reason', 'findings']

/** Who may hold this lead. */
export function candidatesFor(lead: Lead, roster: Roster): Cadre[] {
  return roster.cadres.filter((cadre) => mayHandle(cadre.id, lead.region, roster))
}

async function faster(tx: Tx, deps: Deps, row: QueueRow): Promise<Refusal> {
  const last = (await tx.leads.events(row.lead.id)).at(-1)
  return { refused: 'somebody_was_faster', who: last?.by.name ?? '别人', current: await summary(tx, deps, row) }
}

/**
 * Puts news into the chat of everybody whose report of this lead stands, but for the one who brought it. Who only reported
 * for the household hears what anybody may know.
 */
export async function tellResidents(tx: Tx, lead: Lead, news: News, at: Date, but?: string): Promise<void> {
  const reports = await tx.leads.reports(lead.id)
  for (const { conversationId } of await tx.leads.listeners(lead.id)) {
    if (conversationId === but) continue
    const own = reports.some((each) => each.conversationId === conversationId && each.report.whose === 'own')
    const text = own ? news.own : news.other
    if (text === null) continue
    const key = `lead:${lead.id}:${lead.version}:${conversationId}`
    await tx.outbox.put({ key, county: lead.county, conversationId, blocks: [{ kind: 'text', text }], at })
  }
  await tx.announce({ topic: 'outbox', county: lead.county })
}
