import type { TurnView } from '../contract/chat.ts'
import { type Handover, isOpen, mayAnswer } from '../core/handover/handover.ts'
import type { Cadre, Roster } from '../core/routing/roster.ts'
import { cadreWords } from '../core/words/person.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

/** What a cadre's step may look at: the hand-over is locked, and it is his to act. */
export interface InHand {
  tx: Tx
  handover: Handover
  by: Cadre
  roster: Roster
  now: Date
}

/**
 * Runs a cadre's step on a hand-over in one transaction. Whether he may see it his own rights decide; the writing is the
 * system's, for a chat is nobody's to write in but through this. Once `done` finds what an earlier try of the same step has left, that
 * is the answer, whatever happened since.
 */
export async function inHand<T>(
  deps: Deps,
  actor: CadreActor,
  id: string,
  step: {
    done: (tx: Tx, handover: Handover) => Promise<T | null>
    may: (handover: Handover, roster: Roster) => Refusal | null
    act: (hand: InHand) => Promise<T | Refusal>
  },
): Promise<T | Refusal> {
  const seen = await deps.store.transaction(actor, (tx) => tx.handovers.row(id))
  if (!seen) return { refused: 'not_found' }
  return deps.store.transaction({ kind: 'system', county: actor.county }, async (tx) => {
    const handover = await tx.handovers.lock(id)
    if (!handover) return { refused: 'not_found' }
    const before = await step.done(tx, handover)
    if (before !== null) return before
    const now = deps.clock.now()
    const roster = await tx.roster.onDay(actor.county, chinaDay(now))
    const by = roster.cadres.find((cadre) => cadre.id === actor.cadreId)
    if (!by) return { refused: 'not_signed_in' }
    if (!isOpen(handover)) return { refused: 'handover_ended', why: endedWords(handover) }
    return step.may(handover, roster) ?? step.act({ tx, handover, by, roster, now })
  })
}

/** The holders alone speak with him; everybody else is told with whom he speaks. */
export function holdsIt(actor: CadreActor): (handover: Handover, roster: Roster) => Refusal | null {
  return (handover, roster) => {
    if (mayAnswer(handover, actor.cadreId, roster)) return null
    const holder = roster.cadres.find((cadre) => cadre.id === handover.holderId)
    return { refused: 'not_possible_now', why: `${holder ? cadreWords(holder) : '别的干部'}在跟他说，要先接过来。` }
  }
}

export function turnOfHandover(tx: Tx, handover: Handover, inboundId: string): Promise<TurnView | null> {
  return tx.conversations.turnOf(handover.conversationId, inboundId)
}

function endedWords({ state, returnedBy }: Handover): string {
  if (state === 'unanswered') return '等得太久，已经交回机器，这句没有发出去。'
  if (returnedBy === 'resident') return '对方已经交回机器，这句没有发出去。'
  return '已经交回机器了。对方再找人，您会看到。'
}
