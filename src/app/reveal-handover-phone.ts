import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { Refusal } from './refusal.ts'
import { holdsIt, inHand } from './speak-in-handover.ts'

/** The clear number under which the resident is reached, for whoever speaks with him. Each such read is an entry in the audit. */
export async function revealHandoverPhone(
  deps: Deps,
  actor: CadreActor,
  id: string,
): Promise<{ phone: string } | Refusal> {
  return inHand<{ phone: string }>(deps, actor, id, {
    done: () => Promise.resolve(null),
    may: holdsIt(actor),
    act: async ({ tx, handover, now }) => {
      const state = (await tx.conversations.head(handover.conversationId))?.state
      const sealed = state?.known.phone ?? state?.draft?.phone?.value
      if (!sealed) return { refused: 'not_possible_now', why: '他没有留电话。' }
      await tx.audit.append({ at: now, actor: actor.cadreId, act: 'phone_read', subject: id })
      return { phone: deps.vault.open(sealed.sealed) }
    },
  })
}
