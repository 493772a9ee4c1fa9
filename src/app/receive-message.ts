import type { Inbound, TurnView } from '../contract/chat.ts'
import { converse } from '../core/dialogue/converse.ts'
import { chinaDay } from '../core/words/when.ts'
import { askModel, type SecondReading } from './ask-model.ts'
import { type CardChoosing, chooseCard } from './choose-card.ts'
import type { Deps } from './deps.ts'
import { dialogueContext } from './dialogue-context.ts'
import type { Door } from './door.ts'
import { hear } from './hear.ts'
import { openConversation } from './open-conversation.ts'
import type { LoadedConversation, NewTurn } from './ports/chats.ts'
import { turnView } from './read-turns.ts'
import type { Refusal } from './refusal.ts'
import { writeTurn } from './write-turn.ts'

/** A conversation is written by a handful at once at most; more lost races than this mean something is wrong. */
const MAX_RACES = 8

/**
 * The path of a message: conversation loaded → understood (where that is unsure, with a model's help) → answered → turn stored with the new state and, in the same
 * transaction, whatever it caused → committed. Resolves with the stored turn, so what the resident sees is durable.
 * Sent again under the same id, it answers the turn that is stored already.
 */
export async function receiveMessage(
  deps: Deps,
  door: Door,
  said: { id: string; message: Inbound },
): Promise<TurnView | Refusal> {
  const key = `${door.county}/${door.channel}/${door.userId}`
  return deps.memory.inOrder(key, async (next) => {
    const secondReading = askModel(deps, said.id, next)
    const choosing = chooseCard(deps, said.id, next)
    for (let race = 0; race < MAX_RACES; race++) {
      const head = deps.memory.get(key) ?? (await openConversation(deps, door))
      if (!head) return { refused: 'unknown_county' }
      if (!(await hasAttachment(deps, head, said.message))) return { refused: 'no_such_attachment' }
      const turn = await takeTurn(deps, door, head, said, secondReading, choosing)
      if (turn !== 'conflict') {
        deps.memory.set(key, { ...head, lastSeq: turn.seq, state: turn.state })
        return turnView(turn)
      }
      deps.memory.forget(key)
      const stored = await deps.store.transaction({ kind: 'system', county: door.county }, (tx) =>
        tx.conversations.turnOf(head.conversationId, said.id),
      )
      if (stored) return stored
    }
    throw new Error('a turn lost its race too often')
  })
}

async function takeTurn(
  deps: Deps,
  door: Door,
  head: LoadedConversation,
  said: { id: string; message: Inbound },
  secondReading: SecondReading,
  choosing: CardChoosing,
): Promise<NewTurn | 'conflict'> {
  const regions = deps.regions(door.county)
  if (!regions) throw new Error(`county ${door.county} vanished while it was being served`)
  const { heard: alone, stored } = hear(said.message, deps.vault, regions, chinaDay(deps.clock.now()))
  const heard = await secondReading(head, alone)
  const now = deps.clock.now()
  const context = await choosing(head, heard, await dialogueContext(deps, head, heard, regions, now))
  const answer = converse(head.state, heard, context)
  const turn = {
    county: head.county,
    conversationId: head.conversationId,
    inboundId: said.id,
    at: now,
    inbound: stored,
  }
  return writeTurn(deps, head, turn, answer, context)
}

/** A message may name only what its own sender uploaded. */
async function hasAttachment(deps: Deps, head: LoadedConversation, message: Inbound): Promise<boolean> {
  if (message.kind !== 'picture' && message.kind !== 'voice') return true
  const actor = { kind: 'resident', county: head.county, residentId: head.residentId } as const
  return (await deps.store.transaction(actor, (tx) => tx.attachments.get(message.attachment))) !== null
}
