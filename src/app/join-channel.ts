import type { Block } from '../contract/block.ts'
import { welcomeBlocks } from '../core/channel/channel-words.ts'
import { greeting } from '../core/dialogue/converse.ts'
import { appendOurs } from './append-ours.ts'
import type { Deps } from './deps.ts'
import { baseContext } from './dialogue-context.ts'
import type { Door } from './door.ts'
import { openConversation } from './open-conversation.ts'
import type { Window } from './ports/channels.ts'

export interface Joined {
  /** What he is told. It stands in no turn: he has not said anything. */
  replies: Block[]
  /** Null where there is nothing to keep of him yet. */
  conversationId: string | null
}

/**
 * Somebody comes to a channel, or scans a village's code there: what he is greeted with. The village is remembered; whoever came without one
 * and has never said anything leaves no trace. A second time under the same id it changes nothing. Who hands the greeting over says that
 * it is dealt with. Null where the county is not served.
 */
export async function joinChannel(deps: Deps, door: Door, messageId: string, window: Window): Promise<Joined | null> {
  const regions = deps.regions(door.county)
  if (!regions) return null
  const system = { kind: 'system', county: door.county } as const
  const now = deps.clock.now()
  const { village } = door
  const place = village === null ? null : regions.placeName(village)
  const replies = welcomeBlocks(greeting(baseContext(deps, regions, now)), place)
  const before = await deps.store.transaction(system, (tx) => tx.conversations.find(door.channel, door.userId))
  const head = before || village !== null ? await openConversation(deps, door) : null
  if (head) {
    await deps.store.transaction(system, async (tx) => {
      const who = { conversationId: head.conversationId, channel: door.channel, userId: door.userId }
      await tx.reaches.heard(who, now, window)
      // He has a chat already: what it knows changes by a turn, as everything in it does.
      if (village !== null && before?.state)
        await appendOurs(tx, head, `joined:${messageId}`, now, ({ state }) => ({
          replies: [],
          state: { ...state, known: { village, ...state.known } },
        }))
    })
    deps.memory.forget(`${door.county}/${door.channel}/${door.userId}`)
  }
  return { replies, conversationId: head?.conversationId ?? null }
}

/** He leaves: nothing is sent to him until he comes back. */
export async function leaveChannel(deps: Deps, door: Door, messageId: string): Promise<void> {
  await deps.store.transaction({ kind: 'system', county: door.county }, async (tx) => {
    const at = deps.clock.now()
    const head = await tx.conversations.find(door.channel, door.userId)
    if (head) await tx.reaches.leave(head.conversationId, at)
    await tx.inbox.done(door.channel, messageId, at)
  })
}
