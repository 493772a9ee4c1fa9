import type { Deps } from './deps.ts'
import type { OutboxItem, Tx } from './ports.ts'

const BATCH = 50
const FIRST_RETRY_MS = 5_000

/**
 * Appends waiting news to the residents' chats; answers how many items it dealt with. The turn and the mark on the item
 * commit together and the turn's id is the item's key, so news is in the chat exactly once however often this runs,
 * crashes or races with another process.
 */
export async function deliverOutbox(deps: Deps, county: string): Promise<number> {
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const now = deps.clock.now()
    const items = await tx.outbox.take(BATCH, now)
    for (const item of items) {
      if (await appendNews(tx, item, now)) await tx.outbox.delivered(item.key, now)
      else await tx.outbox.failed(item.key, new Date(now.getTime() + FIRST_RETRY_MS), 'conversation busy')
    }
    return items.length
  })
}

/** True once the news stands in the chat. A resident who writes at the same moment may take its place; then the next is tried. */
async function appendNews(tx: Tx, item: OutboxItem, now: Date): Promise<boolean> {
  const inboundId = `outbox:${item.key}`
  for (let race = 0; race < 5; race++) {
    const head = await tx.conversations.head(item.conversationId)
    if (!head?.state) return false
    const { county, conversationId } = item
    const turn = {
      county,
      conversationId,
      seq: head.lastSeq + 1,
      inboundId,
      at: now,
      inbound: null,
      replies: item.blocks,
      state: head.state,
    }
    if ((await tx.conversations.append(turn)) === 'appended') {
      await tx.announce({ topic: 'turn', county, conversationId, seq: turn.seq })
      return true
    }
    if (await tx.conversations.turnOf(conversationId, inboundId)) return true
  }
  return false
}
