import { appendOurs } from './append-ours.ts'
import type { Deps } from './deps.ts'
import type { OutboxItem } from './ports/outbox.ts'
import type { Tx } from './ports/store.ts'

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

/** True once the news stands in the chat. */
async function appendNews(tx: Tx, item: OutboxItem, now: Date): Promise<boolean> {
  const said = await appendOurs(tx, item, `outbox:${item.key}`, now, ({ state }) => ({ replies: item.blocks, state }))
  return said !== null
}
