import type { Inbound } from '../contract/chat.ts'
import type { Channel } from '../contract/terms.ts'
import type { Deps } from './deps.ts'
import type { Door } from './door.ts'
import { openConversation } from './open-conversation.ts'
import type { Arrived, Hold, Window } from './ports/channels.ts'
import { receiveMessage } from './receive-message.ts'
import { isRefusal } from './refusal.ts'

/** By then whoever took it in has worked it off, or is gone. */
const LEFT_MS = 30_000
/** So few that the last of them is begun before somebody else may take it. */
const BATCH = 4

/** `new` the first time, and in the hand of whoever took it in; afterwards whether it was worked off already. */
export type Taken = { state: 'new'; hold: Hold } | { state: 'waiting' | 'done' }

/** Stores what a channel brought, before anything is made of it: once this resolves the channel may be told that it was received. */
export async function takeIn(deps: Deps, arrived: Arrived): Promise<Taken> {
  const now = deps.clock.now()
  const hold = new Date(now.getTime() + LEFT_MS)
  const sealed = { ...arrived, body: deps.vault.sealText(arrived.body) }
  const state = await deps.store.transaction({ kind: 'system', county: arrived.county }, (tx) =>
    tx.inbox.put(sealed, now, hold),
  )
  return state === 'new' ? { state, hold } : { state }
}

/** What was taken in could not be worked off: it is tried again, unless somebody else has it in hand by now. */
export async function workFailed(
  deps: Deps,
  { county, channel, messageId }: Pick<Arrived, 'county' | 'channel' | 'messageId'>,
  hold: Hold,
  error: unknown,
): Promise<void> {
  const why = error instanceof Error ? error.name : 'error'
  await deps.store.transaction({ kind: 'system', county }, (tx) =>
    tx.inbox.failed(channel, messageId, hold, deps.clock.now(), why),
  )
}

/** What stands in a conversation now; until `hold` it is for whoever asked for it to hand over. */
export interface Answered {
  conversationId: string
  hold?: Date
}

/**
 * Has the conversation answer a message that was taken in. The answer is stored and owed when this resolves; who calls sends it, and
 * for `holdMs` nobody else does. A second time under the same id it changes nothing. Null where this deployment does not serve the county.
 */
export async function answerArrived(
  deps: Deps,
  door: Door,
  messageId: string,
  message: Inbound,
  window: Window | null,
  holdMs = 0,
): Promise<Answered | null> {
  const system = { kind: 'system', county: door.county } as const
  const head = await openConversation(deps, door)
  if (!head) return null
  const { conversationId } = head
  const who = { conversationId, channel: door.channel, userId: door.userId }
  // Before the answer: whatever it says, he is there.
  await deps.store.transaction(system, (tx) => tx.reaches.heard(who, deps.clock.now(), window))
  const turn = await receiveMessage(deps, door, { id: messageId, message })
  if (isRefusal(turn)) throw new Error(`a message of ${door.channel} was refused: ${turn.refused}`)
  const at = deps.clock.now()
  const held = holdMs > 0 ? { hold: new Date(at.getTime() + holdMs) } : {}
  await deps.store.transaction(system, async (tx) => {
    await tx.inbox.done(door.channel, messageId, at)
    await tx.reaches.owe(conversationId, at, held.hold)
  })
  return { conversationId, ...held }
}

/** What needs no answer of the conversation, such as a picture of a menu, is dealt with. */
export async function dealtWith(deps: Deps, arrived: Pick<Arrived, 'county' | 'channel' | 'messageId'>): Promise<void> {
  await deps.store.transaction({ kind: 'system', county: arrived.county }, (tx) =>
    tx.inbox.done(arrived.channel, arrived.messageId, deps.clock.now()),
  )
}

/** Works off what was taken in and left, such as by a crash. Answers how many it dealt with. */
export async function workOffLeft(
  deps: Deps,
  county: string,
  channel: Channel,
  onError: (error: unknown) => void,
): Promise<number> {
  const system = { kind: 'system', county } as const
  const now = deps.clock.now()
  const hold = new Date(now.getTime() + LEFT_MS)
  const left = await deps.store.transaction(system, (tx) => tx.inbox.claim(channel, BATCH, now, hold))
  for (const { attempts: _, ...arrived } of left) {
    // Those before it took so long that somebody else may have it by now.
    if (deps.clock.now() >= hold) break
    try {
      await deps.channels[channel]?.workOff({ ...arrived, body: deps.vault.open(arrived.body) })
    } catch (error) {
      onError(error)
      await workFailed(deps, arrived, hold, error)
    }
  }
  return left.length
}
