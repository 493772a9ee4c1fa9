import type { Block } from '../contract/block.ts'
import type { DialogueContext, DialogueEvent } from '../core/dialogue/conversation.ts'
import { passedOnReplies } from '../core/dialogue/policy-question.ts'
import { placeLead } from '../core/routing/place-lead.ts'
import { cadreWords } from '../core/words/person.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import type { LoadedConversation } from './ports/chats.ts'
import type { Tx } from './ports/store.ts'

/** Nobody waits for more answers than these; a cadre's list is not for one person to fill. */
const MOST_OPEN = 10

/** Keeps what no card answered for those who answer for the place, inside the turn's own transaction; says who has it. */
export async function keepCardQuestion(
  tx: Tx,
  deps: Deps,
  { county, conversationId, residentId }: LoadedConversation,
  { question, region, seenCard }: Extract<DialogueEvent, { kind: 'card_question' }>,
  { now }: DialogueContext,
): Promise<Block[]> {
  const asked = {
    id: deps.ids.uuid(),
    county,
    region,
    conversationId,
    residentId,
    question,
    seenCard: seenCard ?? null,
    askedAt: now,
    answer: null,
  }
  if ((await tx.cardQuestions.ask(asked, MOST_OPEN)) === 'waiting') return passedOnReplies({ kind: 'waiting' })
  await tx.announce({ topic: 'card_question', county, questionId: asked.id })
  const placed = placeLead(region, null, await tx.roster.onDay(county, chinaDay(now)))
  // As with a report: a county is set up only with an officer on duty, so this must fail loudly.
  if (placed.kind === 'nobody_on_duty') throw new Error(`nobody on duty for ${region}`)
  return passedOnReplies({ kind: 'passed_on', who: cadreWords(placed.assignment.holder) })
}
