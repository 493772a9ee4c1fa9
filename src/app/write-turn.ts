import type { Answer, DialogueContext } from '../core/dialogue/conversation.ts'
import { beforeQuestion } from '../core/dialogue/receipt.ts'
import { carryOut } from './carry-out.ts'
import type { Deps } from './deps.ts'
import type { LoadedConversation, NewTurn } from './ports/chats.ts'
import { Conflict, type Tx } from './ports/store.ts'

/**
 * Stores a turn with the state after it and, in the same transaction, whatever it caused. `conflict`: somebody wrote first; nothing
 * is stored, and the caller reads again and replays.
 * @param alongside what else belongs to this turn. What it throws undoes all.
 */
export async function writeTurn(
  deps: Deps,
  head: LoadedConversation,
  said: Pick<NewTurn, 'county' | 'conversationId' | 'inboundId' | 'at' | 'inbound'>,
  { state, replies, events }: Answer,
  context: DialogueContext,
  alongside?: (tx: Tx, turn: NewTurn) => Promise<void>,
): Promise<NewTurn | 'conflict'> {
  const turn: NewTurn = { ...said, seq: head.lastSeq + 1, replies, state }
  if (events.length === 0 && !alongside) return (await deps.store.appendTurn(turn)) === 'appended' ? turn : 'conflict'
  try {
    return await deps.store.transaction({ kind: 'system', county: head.county }, async (tx) => {
      const consequences = await carryOut(tx, deps, head, events, context)
      const full = { ...turn, replies: beforeQuestion(replies, consequences) }
      if ((await tx.conversations.append(full)) === 'conflict') throw new Conflict()
      await alongside?.(tx, full)
      return full
    })
  } catch (error) {
    if (error instanceof Conflict) return 'conflict'
    throw error
  }
}
