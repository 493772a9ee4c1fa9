import type { TurnView } from '../contract/chat.ts'
import type { Deps } from './deps.ts'
import type { Answered } from './take-in.ts'

const PAGE = 20
/** Long enough for the answer to be on its way. */
const CLAIM_MS = 10_000

/**
 * What is owed to a conversation, as the answer to the message that is waiting for one right now; null when it does not fit into
 * one answer, is being sent otherwise, or was. Asked again for the same message it gives the same answer: the channel asks again when
 * the first one was lost on its way. Publicity is no answer: it comes afterwards, by itself.
 * @param write makes one answer of the turns, or null where it does not fit.
 */
export async function answerOnTheSpot(
  deps: Deps,
  county: string,
  { conversationId, hold }: Answered,
  messageId: string,
  write: (turns: TurnView[]) => string | null,
): Promise<string | null> {
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const given = await tx.reaches.answeredOnTheSpot(conversationId, messageId)
    if (given) {
      const turns = await tx.conversations.turnsAfter(conversationId, given.from, PAGE)
      return write(turns.filter(({ seq, publicity }) => seq <= given.to && !publicity))
    }
    const now = deps.clock.now()
    const reach = await tx.reaches.claim(conversationId, now, new Date(now.getTime() + CLAIM_MS), hold)
    if (!reach) return null
    const turns = await tx.conversations.turnsAfter(conversationId, reach.toldSeq, PAGE)
    const to = turns.at(-1)?.seq
    const putOff = turns.filter(({ publicity }) => publicity).map(({ seq }) => seq)
    const said = turns.filter(({ publicity }) => !publicity)
    const answer = to === undefined || said.length === 0 || turns.length === PAGE ? null : write(said)
    if (answer !== null && to !== undefined)
      await tx.reaches.answer(conversationId, messageId, { from: reach.toldSeq, to, putOff })
    await tx.reaches.release(reach, 'nothing_left', now, reach.toldSeq)
    return answer
  })
}
