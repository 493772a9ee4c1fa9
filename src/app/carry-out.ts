import type { Block } from '../contract/block.ts'
import type { DialogueContext, DialogueEvent } from '../core/dialogue/conversation.ts'
import { receiptReplies } from '../core/dialogue/receipt.ts'
import { startClock } from '../core/lead/clock.ts'
import { actAsResident, type ResidentAct } from '../core/lead/resident-acts.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import { Conflict, type LoadedConversation, type Tx } from './ports.ts'
import { takeReport } from './take-report.ts'

/** Acts on what happened in a turn, inside the turn's own transaction. Answers the replies that only now can be given. */
export async function carryOut(
  tx: Tx,
  deps: Deps,
  head: LoadedConversation,
  events: DialogueEvent[],
  context: DialogueContext,
): Promise<Block[]> {
  const replies: Block[] = []
  for (const event of events) {
    switch (event.kind) {
      case 'consented':
        await tx.residents.consent(head.residentId, event.version, context.now)
        break
      case 'reported':
        replies.push(...receiptReplies(await takeReport(tx, deps, head, event.report, context), context))
        break
      case 'added':
        await residentActs(
          tx,
          deps,
          head,
          event.leadId,
          () => ({
            kind: 'add',
            words: event.words,
            attachments: event.attachment ? [event.attachment] : [],
          }),
          context.now,
        )
        break
      case 'withdrawn':
        await residentActs(
          tx,
          deps,
          head,
          event.leadId,
          async () => ({
            kind: 'withdraw',
            words: event.words,
            reportsLeft: await tx.leads.withdrawReport(event.leadId, head.residentId, context.now),
          }),
          context.now,
        )
        break
      case 'not_content':
        await residentActs(
          tx,
          deps,
          head,
          event.leadId,
          () => ({ kind: 'not_content', words: event.words }),
          context.now,
        )
        break
      case 'opted_out':
        await tx.residents.optOut(head.residentId, context.now)
        break
    }
  }
  return replies
}

async function residentActs(
  tx: Tx,
  deps: Deps,
  head: LoadedConversation,
  leadId: string,
  makeAct: () => ResidentAct | Promise<ResidentAct>,
  now: Date,
): Promise<void> {
  const own = await tx.leads.ofResident(head.residentId)
  const lead = own.find((row) => row.lead.id === leadId)?.lead
  if (!lead) return
  const act = await makeAct()
  const roster = await tx.roster.onDay(head.county, chinaDay(now))
  const { contactBy } = startClock(deps.packs, lead.region, lead.urgency, now)
  const done = actAsResident(lead, act, head.residentId, { now, roster, contactBy })
  if ((await tx.leads.advance(done.lead, done.event)) === 'conflict') throw new Conflict()
  if (act.kind === 'add') await tx.attachments.attach(act.attachments, [leadId], lead.region)
  await tx.announce({ topic: 'lead', county: head.county, leadId })
}
