import type { Block } from '../contract/block.ts'
import type { Channel } from '../contract/terms.ts'
import type { Tx } from './ports/store.ts'

const PAGE = 10

/** What was said to him last, publicity aside: a bare number stands for an answer that was offered there. */
export async function lastSaid(tx: Tx, channel: Channel, userId: string): Promise<Block[]> {
  const head = await tx.conversations.find(channel, userId)
  if (!head) return []
  for (let before = head.lastSeq; before > 0; before -= PAGE) {
    const from = Math.max(0, before - PAGE)
    const turns = await tx.conversations.turnsAfter(head.conversationId, from, before - from)
    const last = turns.findLast(({ publicity }) => !publicity)
    if (last) return last.replies
  }
  return []
}
