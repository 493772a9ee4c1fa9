import type { TurnView } from '../contract/chat.ts'
import { type HandBack, handBack } from '../core/dialogue/handover.ts'
import { ended, type Handover } from '../core/handover/handover.ts'
import { cadreWords } from '../core/words/person.ts'
import type { CadreActor } from './accounts.ts'
import { appendOurs } from './append-ours.ts'
import type { Deps } from './deps.ts'
import { contextWithLeads } from './dialogue-context.ts'
import { putHandover } from './hand-over.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'
import { holdsIt, inHand } from './speak-in-handover.ts'

/** 说完了，交回机器: the bot has the word again and asks once more what stayed open. */
export async function returnHandover(deps: Deps, actor: CadreActor, id: string): Promise<TurnView | Refusal> {
  return inHand<TurnView>(deps, actor, id, {
    done: (tx, handover) =>
      handover.returnedById === actor.cadreId
        ? tx.conversations.turnOf(handover.conversationId, returnKey(handover))
        : Promise.resolve(null),
    may: holdsIt(actor),
    act: async ({ tx, handover, by, now }) => {
      const end = { state: 'returned', by: 'cadre', byId: by.id } as const
      const turn = await giveBack(tx, deps, handover, end, { kind: 'done', who: cadreWords(by) }, now)
      await tx.audit.append({ at: now, actor: actor.cadreId, act: 'handover_returned', subject: id })
      return turn
    },
  })
}

/** Ends a locked hand-over with a turn in the chat that says why. */
export async function giveBack(
  tx: Tx,
  deps: Deps,
  handover: Handover,
  end: Parameters<typeof ended>[1],
  why: HandBack,
  now: Date,
): Promise<TurnView> {
  const regions = deps.regions(handover.county)
  if (!regions) throw new Error(`county ${handover.county} is not served here`)
  const context = await contextWithLeads(tx, deps, handover.residentId, regions, now)
  const turn = await appendOurs(tx, handover, returnKey(handover), now, ({ state }) => handBack(state, why, context))
  if (!turn) throw new Error(`handover ${handover.id}: the chat took no turn`)
  await putHandover(tx, ended(handover, end, turn.seq, now))
  return turn
}

function returnKey({ id }: Handover): string {
  return `handover:${id}:returned`
}
