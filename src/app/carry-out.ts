import type { Block } from '../contract/block.ts'
import type { DialogueContext, DialogueEvent } from '../core/dialogue/conversation.ts'
import { contactOf, receiptReplies } from '../core/dialogue/receipt.ts'
import { startClock } from '../core/lead/clock.ts'
import type { Lead } from '../core/lead/lead.ts'
import { actAsResident, type ResidentAct } from '../core/lead/resident-acts.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import { handOver } from './hand-over.ts'
import { keepCardQuestion } from './keep-card-question.ts'
import { notifyNewHolder, notifyOfEmergency } from './notify-emergency.ts'
import type { LoadedConversation } from './ports/chats.ts'
import { Conflict, type Tx } from './ports/store.ts'
import { takeReport } from './take-report.ts'
import { withdrawCaseOf } from './withdraw-case.ts'

/** Acts on what happened in a turn, inside the turn's own transaction. Answers the replies that only now can be given. */
export async function carryOut(
  tx: Tx,
  deps: Deps,
  head: LoadedConversation,
  events: DialogueEvent[],
  context: DialogueContext,
): Promise<Block[]> {
  const { residentId } = head
  const replies: Block[] = []
  for (const event of events) {
    switch (event.kind) {
      case 'consented':
        await tx.residents.consent(residentId, event.version, context.now)
        break
      case 'opted_out':
        await tx.residents.optOut(residentId, context.now)
        break
      case 'opted_in':
        await tx.residents.optIn(residentId)
        break
      case 'reported':
        replies.push(
          ...receiptReplies(await takeReport(tx, deps, head, event.report, context), context, contactOf(event.report)),
        )
        break
      case 'added': {
        const attachments = [...(event.attachment ? [event.attachment] : []), ...(event.more ?? [])]
        const region = event.village ? { region: event.village } : {}
        const act = { kind: 'add' as const, words: event.words, attachments, ...region }
        await residentActs(tx, deps, head, event.leadId, act, context.now)
        if (event.phone) await tx.leads.putPhone(event.leadId, residentId, event.phone)
        break
      }
      case 'withdrawn': {
        const takeBack = () => tx.leads.withdrawReport(event.leadId, residentId, context.now)
        await residentActs(
          tx,
          deps,
          head,
          event.leadId,
          { kind: 'withdraw', words: event.words, takeBack },
          context.now,
        )
        break
      }
      case 'not_content':
        await residentActs(tx, deps, head, event.leadId, { kind: 'not_content', words: event.words }, context.now)
        break
      case 'card_question':
        replies.push(...(await keepCardQuestion(tx, deps, head, event, context)))
        break
      case 'handover_asked':
      case 'handover_message':
      case 'handover_taken_back':
        replies.push(...(await handOver(tx, deps, head, event, context)))
        break
    }
  }
  return replies
}

/** An act before it is known how many reports a withdrawal leaves: that is counted only once the lead is known to be his. */
type Wanted =
  | Exclude<ResidentAct, { kind: 'withdraw' }>
  | { kind: 'withdraw'; words: string; takeBack: () => Promise<number> }

async function residentActs(
  tx: Tx,
  deps: Deps,
  head: LoadedConversation,
  leadId: string,
  wanted: Wanted,
  now: Date,
): Promise<void> {
  const named = (await tx.leads.ofResident(head.residentId)).find((row) => row.lead.id === leadId)?.lead
  // It was his when this was thought out, and is not now: in another process he took it back meanwhile.
  if (!named) throw new Conflict()
  const act =
    wanted.kind === 'withdraw'
      ? { ...wanted, reportsLeft: (await wanted.takeBack()) + (await entriesOf(tx, leadId)) }
      : wanted
  const lead = act.kind === 'not_content' ? await stillOpen(tx, named) : named
  const roster = await tx.roster.onDay(head.county, chinaDay(now))
  const { contactBy } = startClock(deps.packs, lead.region, lead.urgency, now)
  const household = await tx.households.get(lead.householdId)
  const householdCadreId = household?.cadreId ?? null
  const done = actAsResident(lead, act, head.residentId, { now, roster, contactBy, householdCadreId })
  // The household whose place was unknown comes along, or the village's cadre would see a lead of nobody.
  if (household && household.region.length < done.lead.region.length)
    await tx.households.put({ ...household, region: done.lead.region })
  if ((await tx.leads.advance(done.lead, done.event)) === 'conflict') throw new Conflict()
  // The place of an emergency was found out: now it comes to those who are near. Or it went up, to somebody who must hear of it.
  if (done.lead.region !== lead.region) await notifyOfEmergency(tx, done.lead, roster, now)
  else if (done.lead.holderId !== lead.holderId) await notifyNewHolder(tx, done.lead, now)
  if (done.lead.status === 'withdrawn')
    await withdrawCaseOf(tx, deps, { leadId: lead.id, residentId: head.residentId }, roster, now)
  if (act.kind === 'add') await tx.attachments.attach(act.attachments, [lead.id], done.lead.region)
  await tx.announce({ topic: 'lead', county: head.county, leadId: lead.id })
}

/** What cadres brought in of it stands, whatever the residents take back. */
async function entriesOf(tx: Tx, leadId: string): Promise<number> {
  const events = await tx.leads.events(leadId)
  return events.filter(({ by, reportId }) => by.kind === 'cadre' && reportId !== null).length
}

/** Discontent with a lead that is closed goes to the open one of the same matter, if somebody reported it anew since. */
async function stillOpen(tx: Tx, lead: Lead): Promise<Lead> {
  const open = await tx.leads.lockOpenOf(lead.householdId)
  return open.find((each) => each.id === lead.id || each.riskType === lead.riskType) ?? lead
}
