import type { Block } from '../../contract/block.ts'

/** Something that must leave the system: news appended to a resident's chat. The key makes a second delivery harmless. */
export interface OutboxItem {
  key: string
  county: string
  conversationId: string
  blocks: Block[]
  at: Date
}

export interface Outbox {
  put(item: OutboxItem): Promise<void>
  /** Up to `limit` undelivered items, oldest first, locked and skipping those that another process has in hand. */
  take(limit: number, now: Date): Promise<OutboxItem[]>
  delivered(key: string, at: Date): Promise<void>
  /** Deletes what was delivered before that time; answers how many. */
  dropDelivered(before: Date): Promise<number>
  /** The first failure waits until `retryAt`, each later one twice as long beyond it as the one before, up to an hour. */
  failed(key: string, retryAt: Date, error: string): Promise<void>
}
