import { DUTY_LEVELS, holderAt, isHeld } from '../core/duty/answers.ts'
import { handUp } from '../core/duty/hand-up.ts'
import type { Roster } from '../core/routing/roster.ts'
import { chinaDay } from '../core/words/when.ts'
import type { DutyDeps } from './make-duties.ts'
import type { DutyMove, OverdueGroup } from './ports/duties.ts'
import type { Tx } from './ports/store.ts'

/**
 * Gives overdue duties to the next level, those whose holder left to whoever answers today, and those of a vacant place back to it when it
 * gets a cadre; answers how many went up. After a
 * pause a duty walks up all levels that it is due at in one step of this, and is told of once. Safe to run anywhere, any time.
 */
export async function handUpDuties({ store, clock }: DutyDeps, county: string): Promise<number> {
  const now = clock.now()
  return store.transaction({ kind: 'system', county }, async (tx) => {
    const roster = await tx.roster.onDay(county, chinaDay(now))
    const placed = (await placeAnew(tx, roster)) + (await giveBack(tx, roster, now))
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

/** What went up only because a place had nobody comes back as soon as it has somebody, while there is time; answers how many groups. */
async function giveBack(tx: Tx, roster: Roster, now: Date): Promise<number> {
  let given = 0
  for (const group of await tx.duties.stoodIn(now)) {
    const holder = holderAt(group.belongs, group.region, group.householdCadreId, roster)
    if (DUTY_LEVELS.indexOf(holder.level) >= DUTY_LEVELS.indexOf(group.level)) continue
    await tx.duties.giveBack(group, holder, now)
    given++
  }
  return given
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
