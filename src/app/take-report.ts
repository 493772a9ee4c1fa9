import type { ReceiptLead } from '../contract/block.ts'
import { RISK_TYPE_LABEL, RISK_TYPES } from '../contract/terms.ts'
import type { DialogueContext, Report } from '../core/dialogue/conversation.ts'
import { startClock } from '../core/lead/clock.ts'
import type { Lead, LeadEvent } from '../core/lead/lead.ts'
import { movedTo } from '../core/lead/resident-acts.ts'
import { newLead, takenIn } from '../core/lead/take-in.ts'
import { placeLead } from '../core/routing/place-lead.ts'
import type { Roster } from '../core/routing/roster.ts'
import { cadreWords } from '../core/words/person.ts'
import { chinaDay } from '../core/words/when.ts'
import { tellResidents } from './act-on-lead.ts'
import type { Deps } from './deps.ts'
import { findHousehold } from './find-household.ts'
import { notifyOfEmergency } from './notify-emergency.ts'
import type { LoadedConversation } from './ports/chats.ts'
import type { Household } from './ports/people.ts'
import { Conflict, type Tx } from './ports/store.ts'
import { tellGroups } from './tell-groups.ts'

/**
 * Makes the leads of a confirmed report: one per household and risk type. A type that is open already takes the report
 * in (`merged`), and both the resident and the cadre see that. Runs inside the turn's transaction.
 * @throws Conflict when the same lead came into being in between: the turn is replayed and then merges.
 */
export async function takeReport(
  tx: Tx,
  deps: Deps,
  head: LoadedConversation,
  report: Report,
  context: DialogueContext,
): Promise<ReceiptLead[]> {
  const now = context.now
  const region = report.village ?? head.county
  const continued = await continuedLead(tx, head, report)
  const household = await findHousehold(tx, deps, head, report, region, continued?.householdId ?? null)
  const roster = await tx.roster.onDay(head.county, chinaDay(now))
  const open = await tx.leads.lockOpenOf(household.id)
  // The emergency's lead comes to the household that it turned out to be of, unless that has the same matter open.
  if (continued && !open.some((lead) => lead.riskType === continued.riskType))
    open.push({ ...continued, householdId: household.id })
  const reportId = deps.ids.uuid()
  const author = { kind: 'resident' as const, id: head.residentId, name: report.whose === 'own' ? '农户' : '代报人' }

  // In the order of RISK_TYPES, so that two reports of one household take their locks in the same order.
  const types = RISK_TYPES.filter((type) => report.risks.some((risk) => risk.type === type))
  const fresh = types.filter((type) => !open.some((lead) => lead.riskType === type))
  const numbers = await tx.leads.numbers(fresh.length)
  const receipts: ReceiptLead[] = []
  const leads: Lead[] = []
  for (const riskType of types) {
    const before = open.find((lead) => lead.riskType === riskType)
    const words = report.risks.find((risk) => risk.type === riskType)?.words ?? ''
    const event: LeadEvent = {
      leadId: before?.id ?? deps.ids.uuid(),
      seq: (before?.version ?? 0) + 1,
      kind: before ? 'merged' : 'created',
      at: now,
      by: author,
      text: before ? `又报了一次：${words}` : words,
      reportId,
      attachments: report.attachments,
    }
    const lead = before
      ? merge({ ...before, ...movedTo(before, household.region, household.cadreId, roster) }, report, deps, now)
      : begin(event.leadId, numbers.shift(), riskType, household, report, deps, roster, now)
    if (before) {
      if ((await tx.leads.advance(lead, event)) === 'conflict') throw new Conflict()
    } else {
      if ((await tx.leads.insert(lead)) === 'conflict') throw new Conflict()
      await tx.leads.addEvent(lead.county, lead.region, event)
    }
    await notifyOfEmergency(tx, lead, roster, now, report.urgency === 'emergency' ? reportId : null)
    if (!before) await tellGroups(tx, deps, lead, 'new', { now, roster })
    else if (lead.urgency !== before.urgency) await tellGroups(tx, deps, lead, 'more_urgent', { now, roster })
    leads.push(lead)
    const holder = roster.cadres.find((cadre) => cadre.id === lead.holderId)
    receipts.push({
      number: lead.number,
      riskType,
      merged: before !== undefined && (await mayKnowOf(tx, before, report, head)),
      holder: holder ? cadreWords(holder) : lead.reason,
      dueAt: lead.dueAt.toISOString(),
    })
    if (before) await tellOthers(tx, lead, head, now)
    await tx.announce({ topic: 'lead', county: lead.county, leadId: lead.id })
  }
  await tx.leads.insertReport(
    {
      id: reportId,
      county: head.county,
      residentId: head.residentId,
      conversationId: head.conversationId,
      householdId: household.id,
      region,
      at: now,
      report,
    },
    leads.map((lead) => lead.id),
  )
  if (report.attachments.length > 0)
    await tx.attachments.attach(
      report.attachments,
      leads.map((lead) => lead.id),
      region,
    )
  return receipts
}

function begin(
  id: string,
  number: string | undefined,
  riskType: Lead['riskType'],
  household: Household,
  report: Report,
  deps: Deps,
  roster: Roster,
  now: Date,
): Lead {
  const placed = placeLead(household.region, household.cadreId, roster)
  // A county is set up only with a county officer on duty; without one there is no lawful holder and the turn must fail loudly.
  if (placed.kind === 'nobody_on_duty') throw new Error(`nobody on duty for ${household.region}`)
  if (!number) throw new Error('ran out of receipt numbers')
  const { urgency } = report
  const clock = startClock(deps.packs, household.region, urgency, now)
  const words = report.risks.find((risk) => risk.type === riskType)?.words || report.words[0] || ''
  const { assignment } = placed
  return newLead({ id, number, household, origin: 'self_report', riskType, urgency, words, assignment, clock, now })
}

function merge(before: Lead, { urgency }: Report, deps: Deps, now: Date): Lead {
  return takenIn(before, urgency, startClock(deps.packs, before.region, urgency, now).contactBy)
}

/** That a household has reported something itself is nothing for its neighbours. */
async function mayKnowOf(tx: Tx, lead: Lead, report: Report, head: LoadedConversation): Promise<boolean> {
  const listeners = await tx.leads.listeners(lead.id)
  // What nobody but a cadre brought in so far is new to the household.
  if (report.whose === 'own') return lead.origin === 'self_report' || listeners.length > 0
  return listeners.some(({ residentId }) => residentId === head.residentId)
}

/** The open lead of an emergency which this report completes. */
async function continuedLead(tx: Tx, head: LoadedConversation, report: Report): Promise<Lead | null> {
  if (!report.continues) return null
  const rows = await tx.leads.ofResident(head.residentId)
  const lead = rows.find((row) => row.lead.id === report.continues)?.lead
  return lead && lead.status !== 'closed' && lead.status !== 'withdrawn' ? lead : null
}

/** The household that reported the same matter before hears that it came in again; not from whom. */
async function tellOthers(tx: Tx, lead: Lead, head: LoadedConversation, at: Date): Promise<void> {
  const matter = `您报的${lead.number}（${RISK_TYPE_LABEL[lead.riskType]}）`
  const news = { own: `${matter}，又有人来报了同一件事，已经合到一起办。`, other: null }
  await tellResidents(tx, lead, news, at, head.conversationId)
}
