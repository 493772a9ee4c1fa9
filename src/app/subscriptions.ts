import { MOST_INT } from '../contract/terms.ts'
import type { Deps } from './deps.ts'
import type { Door } from './door.ts'
import { openConversation } from './open-conversation.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

const CHANNEL = 'miniprogram'
/** Behind every day, so that no sweep takes it away. */
const ALWAYS = 'always'

/**
 * He allowed one message more by that template, or took back what he had allowed. From now on he is told news of his reports by it; what he
 * has in his chat already is not told again.
 */
export async function recordSubscription(
  deps: Deps,
  door: Door,
  template: string,
  allowed: boolean,
): Promise<{ left: number } | Refusal> {
  const head = await openConversation(deps, door)
  if (!head) return { refused: 'unknown_county' }
  const { conversationId, lastSeq } = head
  const now = deps.clock.now()
  return deps.store.transaction({ kind: 'system', county: door.county }, async (tx) => {
    if (allowed) {
      await tx.channelUses.take(CHANNEL, granted(door.userId, template), ALWAYS, 1, MOST_INT)
      await tx.reaches.heard({ conversationId, channel: CHANNEL, userId: door.userId }, now, null)
      await tx.reaches.told(conversationId, lastSeq, 0)
    } else await useUp(tx, door.userId, template)
    return { left: await leftOf(tx, door.userId, template) }
  })
}

/** How many messages by that template he still allows. */
export async function leftOf(tx: Tx, userId: string, template: string): Promise<number> {
  const all = await tx.channelUses.used(CHANNEL, granted(userId, template), ALWAYS)
  return all - (await tx.channelUses.used(CHANNEL, spent(userId, template), ALWAYS))
}

/** One of them was sent. */
export async function useOne(tx: Tx, userId: string, template: string): Promise<void> {
  const all = await tx.channelUses.used(CHANNEL, granted(userId, template), ALWAYS)
  await tx.channelUses.take(CHANNEL, spent(userId, template), ALWAYS, 1, all)
}

/** None of them counts any more. */
export async function useUp(tx: Tx, userId: string, template: string): Promise<void> {
  // Never more than he allowed: at the same moment one may be sent, or this be said twice. Then what is left is counted anew.
  for (;;) {
    const all = await tx.channelUses.used(CHANNEL, granted(userId, template), ALWAYS)
    const left = all - (await tx.channelUses.used(CHANNEL, spent(userId, template), ALWAYS))
    if (left <= 0 || (await tx.channelUses.take(CHANNEL, spent(userId, template), ALWAYS, left, all))) return
  }
}

const granted = (userId: string, template: string) => `allowed:${template}:${userId}`
const spent = (userId: string, template: string) => `sent:${template}:${userId}`
