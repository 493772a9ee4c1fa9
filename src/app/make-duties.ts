import { dutyItems } from '../core/duty/duty-items.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'

export type DutyDeps = Pick<Deps, 'store' | 'clock' | 'packs'>

/**
 * Makes what is to be done in the periods that run today, and in those that passed since it was last done; answers how many are
 * new. Safe to run anywhere and at any time: each is made once. At the very first run nothing is made that was overdue before.
 * Served are active villages and their townships: a village that does not take part yet has nobody who could do it.
 */
export async function makeDuties({ store, clock, packs }: DutyDeps, county: string): Promise<number> {
  const now = clock.now()
  const today = chinaDay(now)
  return store.transaction({ kind: 'system', county }, async (tx) => {
    const last = await tx.duties.caughtUpTo('make')
    const from = last !== null && last < today ? last : today
    const regions = await tx.regions.ofCounty(county)
    const villages = regions.filter(({ code, active }) => active && code.length === 12).map(({ code }) => code)
    const served = new Set(villages)
    const households = (await tx.duties.households()).filter(({ region }) => served.has(region))
    const townships = [...new Set(villages.map((code) => code.slice(0, 9)))]
    const roster = await tx.roster.onDay(county, today)
    let made = 0
    if (villages.length > 0)
      for (const items of dutyItems(packs, { county, townships, villages, households }, roster, from, today))
        made += await tx.duties.put(items)
    // A clock that was put back must not bring back what was caught up on.
    if (last === null || last < today) await tx.duties.caughtUp('make', today, now)
    if (made > 0) await tx.announce({ topic: 'duty', county })
    return made
  })
}
