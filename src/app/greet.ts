import type { Block } from '../contract/block.ts'
import type { TurnView } from '../contract/chat.ts'
import { greeting } from '../core/dialogue/converse.ts'
import type { Deps } from './deps.ts'
import { baseContext } from './dialogue-context.ts'
import type { Door } from './door.ts'
import type { Refusal } from './refusal.ts'

export interface Greeted {
  /** Null until he has written for the first time. */
  conversationId: string | null
  lastSeq: number
  turns: TurnView[]
  replies: Block[]
}

/** Somebody opens the chat: what he missed, or a greeting if he is new. Stores nothing. */
export async function greet(deps: Deps, door: Door, lastSeq: number): Promise<Greeted | Refusal> {
  const regions = deps.regions(door.county)
  if (!regions) return { refused: 'unknown_county' }
  return deps.store.transaction({ kind: 'system', county: door.county }, async (tx) => {
    const head = await tx.conversations.find(door.channel, door.userId)
    if (!head || head.lastSeq === 0)
      return {
        conversationId: head?.conversationId ?? null,
        lastSeq: 0,
        turns: [],
        replies: greeting(baseContext(deps, regions, deps.clock.now())),
      }
    const turns: TurnView[] = []
    for (let from = lastSeq; ; from = turns.at(-1)?.seq ?? from) {
      const page = await tx.conversations.turnsAfter(head.conversationId, from, 500)
      turns.push(...page)
      if (page.length < 500) break
    }
    return { conversationId: head.conversationId, lastSeq: turns.at(-1)?.seq ?? head.lastSeq, turns, replies: [] }
  })
}
