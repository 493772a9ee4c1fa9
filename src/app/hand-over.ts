import type { Block } from '../contract/block.ts'
import type { DialogueContext, DialogueEvent } from '../core/dialogue/conversation.ts'
import { handoverReplies } from '../core/dialogue/handover.ts'
import { ended, type Handover, openHandover, residentWrote } from '../core/handover/handover.ts'
import { placeLead } from '../core/routing/place-lead.ts'
import { cadreWords, maskName } from '../core/words/person.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import type { LoadedConversation } from './ports/chats.ts'
import { Conflict, type Tx } from './ports/store.ts'

type HandoverEvent = Extract<DialogueEvent, { kind: 'handover_asked' | 'handover_message' | 'handover_taken_back' }>

/**
 * What a message of the resident's does to the hand-over of his conversation, inside the turn's own transaction. The row is locked
 * before the turn is written, as it is by whoever answers or gives back: so all agree who has the word at which turn.
 * @throws Conflict where the message was answered from an older state: the turn is replayed.
 */
export async function handOver(
  tx: Tx,
  deps: Deps,
  head: LoadedConversation,
  event: HandoverEvent,
  context: DialogueContext,
): Promise<Block[]> {
  const { now } = context
  if (event.kind === 'handover_asked') return ask(tx, deps, head, event, context)
  const open = await tx.handovers.lockOpenOf(head.conversationId)
  if (!open) throw new Conflict()
  const next =
    event.kind === 'handover_message'
      ? residentWrote(open, now)
      : ended(open, { state: 'returned', by: 'resident', byId: null }, head.lastSeq + 1, now)
  await putHandover(tx, next)
  return []
}

async function ask(
  tx: Tx,
  deps: Deps,
  head: LoadedConversation,
  { region, inEmergency }: Extract<HandoverEvent, { kind: 'handover_asked' }>,
  { now }: DialogueContext,
): Promise<Block[]> {
  const placed = placeLead(region, null, await tx.roster.onDay(head.county, chinaDay(now)))
  // As with a report: a county is set up only with an officer on duty, so this must fail loudly.
  if (placed.kind === 'nobody_on_duty') throw new Error(`nobody on duty for ${region}`)
  const { holder, rule } = placed.assignment
  const name = head.state.known.name ?? null
  const { county, conversationId, residentId } = head
  const who = { id: deps.ids.uuid(), county, conversationId, residentId, region, holderId: holder.id, rule }
  const handover = openHandover({ ...who, name: name && maskName(name) }, head.lastSeq + 1, now)
  if ((await tx.handovers.insert(handover)) === 'conflict') throw new Conflict()
  await announceHandover(tx, handover)
  return handoverReplies(cadreWords(holder), inEmergency)
}

export async function putHandover(tx: Tx, handover: Handover): Promise<void> {
  await tx.handovers.put(handover)
  await announceHandover(tx, handover)
}

async function announceHandover(tx: Tx, { county, id }: Handover): Promise<void> {
  await tx.announce({ topic: 'handover', county, handoverId: id })
}
