import type { TurnView } from '../contract/chat.ts'
import type { HandoverReply } from '../contract/handover.ts'
import { personWrote } from '../core/handover/handover.ts'
import { maskPrivate } from '../core/understanding/mask-private.ts'
import { findPrivateNumbers } from '../core/understanding/private-number.ts'
import { cadreWords } from '../core/words/person.ts'
import type { CadreActor } from './accounts.ts'
import { appendOurs } from './append-ours.ts'
import type { Deps } from './deps.ts'
import { putHandover } from './hand-over.ts'
import type { Refusal } from './refusal.ts'
import { holdsIt, inHand, turnOfHandover } from './speak-in-handover.ts'

/**
 * A cadre's word in the resident's chat, under his name. The client chose its id: sent again it answers the turn that is there,
 * even when the word has gone back to the bot meanwhile.
 */
export async function answerHandover(
  deps: Deps,
  actor: CadreActor,
  id: string,
  said: HandoverReply,
): Promise<TurnView | Refusal> {
  const inboundId = `handover:${id}:${actor.cadreId}:${said.id}`
  return inHand<TurnView>(deps, actor, id, {
    done: (tx, handover) => turnOfHandover(tx, handover, inboundId),
    may: holdsIt(actor),
    act: async ({ tx, handover, by, now }) => {
      const block = { kind: 'text' as const, text: butForPhones(said.text), from: cadreWords(by) }
      const turn = await appendOurs(tx, handover, inboundId, now, ({ state }) => ({ replies: [block], state }))
      if (!turn) throw new Error(`handover ${id}: the chat took no turn`)
      await putHandover(tx, personWrote(handover, now))
      await tx.audit.append({ at: now, actor: actor.cadreId, act: 'handover_answered', subject: id })
      return turn
    },
  })
}

/** A number to call is what he tells the resident on purpose. Other figures, such as an identity number, never need to stand there. */
export function butForPhones(text: string): string {
  const phones = findPrivateNumbers(text).filter(({ kind, valid }) => kind === 'phone' && valid)
  let out = ''
  let from = 0
  for (const { span } of phones) {
    out += masked(text.slice(from, span.start)) + text.slice(span.start, span.end)
    from = span.end
  }
  return out + masked(text.slice(from))
}

function masked(text: string): string {
  return maskPrivate(text, findPrivateNumbers(text))
}
