import { holderAt, isHeld } from '../core/duty/answers.ts'
import { handUp } from '../core/duty/hand-up.ts'
import type { Roster } from '../core/routing/roster.ts'
import { chinaDay } from '../core/words/when.ts'
import type { DutyDeps } from './make-duties.ts'
import type { DutyMove, OverdueGroup } from './ports/duties.ts'
import type { Tx } from './ports/store.ts'

/**
 * Gives overdue duties to the next level, and those whose holder left to whoever answers today; answers how many went up. After a
 * pause a duty walks up all levels that it is due at in one step of this, and is told of once. Safe to run anywhere, any time.
 */
export async function handUpDuties({ store, clock }: DutyDeps, county: string): Promise<number> {
  const now = clock.now()
  return store.transaction({ kind: 'system', county }, async (tx) => {
    const roster = await tx.roster.onDay(county, chinaDay(now))
    const placed = await placeAnew(tx, roster)
    const moves = (await tx.duties.overdue(now)).flatMap((group) => moveOf(group, roster, now))
    if (moves.length > 0) await tx.duties.handUp(moves)
    if (placed + moves.length > 0) await tx.announce({ topic: 'duty', county })
    return moves.reduce((sum, { group, steps }) => sum + (steps.length > 0 ? group.ids.length : 0), 0)
  })
}

function moveOf(group: OverdueGroup, roster: Roster, now: Date): DutyMove[] {
  const done = handUp(group, roster, now)
  switch (done.kind) {
    case 'up':
      return [{ group, holder: done.holder, steps: done.steps, topSince: done.top ? now : null }]
    case 'top':
      return [{ group, holder: group, steps: [], topSince: now }]
    case 'stays':
      return []
  }
}

/** Answers how many groups found somebody else. */
async function placeAnew(tx: Tx, roster: Roster): Promise<number> {
  let placed = 0
  for (const group of await tx.duties.held()) {
    if (isHeld(group, group.region, roster)) continue
    const holder = holderAt(group.level, group.region, group.householdCadreId, roster)
    if (holder.holderId === group.holderId) continue
    await tx.duties.giveTo(group, holder)
    placed++
  }
  return placed
}
