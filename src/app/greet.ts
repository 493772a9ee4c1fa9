import type { Block } from '../contract/block.ts'
import { greeting } from '../core/dialogue/converse.ts'
import type { Deps } from './deps.ts'
import { baseContext } from './dialogue-context.ts'
import type { Door } from './door.ts'
import type { Refusal } from './refusal.ts'

export interface Greeted {
  /** Null until he has written for the first time. */
  conversationId: string | null
  lastSeq: number
  replies: Block[]
}

/** Somebody opens the chat: how far it has come (its turns are read a page at a time), or a greeting if he is new. Stores nothing. */
export async function greet(deps: Deps, door: Door): Promise<Greeted | Refusal> {
  const regions = deps.regions(door.county)
  if (!regions) return { refused: 'unknown_county' }
  const head = await deps.store.transaction({ kind: 'system', county: door.county }, (tx) =>
    tx.conversations.find(door.channel, door.userId),
  )
  if (!head || head.lastSeq === 0)
    return {
      conversationId: head?.conversationId ?? null,
      lastSeq: 0,
      replies: greeting(baseContext(deps, regions, deps.clock.now())),
    }
  return { conversationId: head.conversationId, lastSeq: head.lastSeq, replies: [] }
}
