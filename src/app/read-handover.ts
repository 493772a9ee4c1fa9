import type { HandoverDetail } from '../contract/handover.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { handoverView } from './list-handovers.ts'
import { MOST_TURNS } from './read-turns.ts'
import type { Refusal } from './refusal.ts'

/**
 * The chat as far as it was handed over, the turns after `after`. Read with the cadre's own rights, which end where the hand-over
 * does; each reading is an entry in the audit.
 */
export async function readHandover(
  deps: Deps,
  actor: CadreActor,
  id: string,
  after: number,
): Promise<HandoverDetail | Refusal> {
  const now = deps.clock.now()
  return deps.store.transaction(actor, async (tx) => {
    const row = await tx.handovers.row(id)
    if (!row) return { refused: 'not_found' }
    const { conversationId, firstSeq, lastSeq } = row.handover
    const turns = await tx.conversations.turnsAfter(conversationId, Math.max(after, firstSeq - 1), MOST_TURNS)
    const roster = await tx.roster.onDay(actor.county, chinaDay(now))
    const view = handoverView(deps, row, actor, roster)
    await tx.audit.append({ at: now, actor: actor.cadreId, act: 'handover_read', subject: id })
    // Another hand-over of the same chat may let him see more of it; that is another reading.
    return { handover: view, turns: turns.filter(({ seq }) => lastSeq === null || seq <= lastSeq) }
  })
}
