import type { DutyView } from '../contract/duty.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { dutyView } from './list-duties.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

/** A duty done, with a word on it. Only what is of his area, or held by him: of the rest he sees nothing. Audited. */
export async function completeDuty(
  deps: Deps,
  actor: CadreActor,
  id: string,
  words: string,
): Promise<DutyView | Refusal> {
  return deps.store.transaction(actor, async (tx) => {
    const duty = await tx.duties.row(id)
    if (!duty) return { refused: 'not_found' } as const
    // Words are no visit: it is written into the household's ledger, and that finishes the duty.
    if (duty.item.what === 'visit')
      return { refused: 'not_possible_now', why: '走访要记在这户的台账里，记好了这件事就自动办完。' } as const
    const now = deps.clock.now()
    const note = withoutNumbers(words)
    if ((await tx.duties.done(id, actor.cadreId, now, note)) === 'already') {
      // Read only now: his own phone sends it again when it got no answer, perhaps while the first is on its way.
      const done = await tx.duties.row(id)
      return done?.doneBy?.id === actor.cadreId && done.item.note === note
        ? dutyView(deps, done)
        : ({ refused: 'not_possible_now', why: '这件事已经办完了。' } as const)
    }
    await tx.announce({ topic: 'duty', county: actor.county })
    const row = await tx.duties.row(id)
    // Last, because entries of a county wait for one another.
    await tx.audit.append({ at: now, actor: actor.cadreId, act: 'duty_done', subject: id })
    return row ? dutyView(deps, row) : ({ refused: 'not_found' } as const)
  })
}

/**
 * A visit that was recorded finishes the household's visit duty of the period in which its day (yyyy-mm-dd) lies; answers how many
 * duties it finished. To be called in the transaction that records the visit. The same day counts once.
 */
export async function completeVisitDuty(
  tx: Pick<Tx, 'duties' | 'announce'>,
  visit: { county: string; householdId: string; day: string; cadreId: string; at: Date },
): Promise<number> {
  const finished = await tx.duties.visited(visit.householdId, visit.day, visit.cadreId, visit.at)
  if (finished > 0) await tx.announce({ topic: 'duty', county: visit.county })
  return finished
}
