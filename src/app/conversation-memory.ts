import type { LoadedConversation } from './ports/chats.ts'

/**
 * The newest turn of conversations that are being held, so that a usual turn needs no read. It may be stale — another
 * process may have written — and that is harmless: the turn's unique key refuses the write, and the head is read again.
 */
export interface ConversationMemory {
  get(key: string): LoadedConversation | undefined
  set(key: string, head: LoadedConversation): void
  forget(key: string): void
  /**
   * Runs the works of one conversation one after the other, in the order in which they were handed in. `next` is aborted as soon as
   * another one is handed in: it waits for this one.
   */
  inOrder<T>(key: string, work: (next: AbortSignal) => Promise<T>): Promise<T>
}

/** @param limit conversations kept; the one unused for longest is dropped first. */
export function conversationMemory(limit: number): ConversationMemory {
  const heads = new Map<string, LoadedConversation>()
  const tails = new Map<string, { ended: Promise<unknown>; next: AbortController }>()
  return {
    get(key) {
      const head = heads.get(key)
      if (head) {
        heads.delete(key)
        heads.set(key, head)
      }
      return head
    },
    set(key, head) {
      heads.delete(key)
      heads.set(key, head)
      const oldest = heads.size > limit ? heads.keys().next().value : undefined
      if (oldest !== undefined) heads.delete(oldest)
    },
    forget: (key) => void heads.delete(key),
    inOrder(key, work) {
      const before = tails.get(key)
      before?.next.abort()
      const next = new AbortController()
      const result = (before?.ended ?? Promise.resolve()).then(() => work(next.signal))
      const ended = result.catch(() => undefined).finally(() => tails.get(key)?.next === next && tails.delete(key))
      tails.set(key, { ended, next })
      return result
    },
  }
}
