import type { ConversationState } from '../core/dialogue/conversation.ts'
import type { Handover } from '../core/handover/handover.ts'
import type { Sealed } from '../core/sealed.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'
import { holdsIt, inHand } from './speak-in-handover.ts'

/** As far back as is looked for a number that he told the person himself. */
const MOST_TURNS = 200

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
      const head = await tx.conversations.head(handover.conversationId)
      const sealed = head?.state && (await numberOf(tx, handover, head.state, head.lastSeq))
      if (!sealed) return { refused: 'not_possible_now', why: '他没有留电话。' }
      await tx.audit.append({ at: now, actor: actor.cadreId, act: 'phone_read', subject: id })
      return { phone: deps.vault.open(sealed.sealed) }
    },
  })
}

/**
 * What he told the person is the newest. Otherwise the report under way has what he corrected last, unless it is about another
 * household: that number may be somebody else's.
 */
async function numberOf(
  tx: Tx,
  handover: Handover,
  { known, draft }: ConversationState,
  lastSeq: number,
): Promise<Sealed | null> {
  const drafted = draft?.phone?.value ?? null
  if (!known.phone || !drafted || drafted.hash === known.phone.hash) return known.phone ?? drafted
  if (draft?.whose?.value === 'other') return known.phone
  const { masked } = known.phone
  const turns = await tx.conversations.turnsAfter(
    handover.conversationId,
    Math.max(0, lastSeq - MOST_TURNS),
    MOST_TURNS,
  )
  const toldPerson = turns.some(
    ({ at, inbound }) => new Date(at) >= handover.askedAt && inbound?.kind === 'text' && inbound.text.includes(masked),
  )
  return toldPerson ? known.phone : drafted
}
