import type { Deps } from './deps.ts'
import { escalateLeads } from './escalate-leads.ts'
import { handUpDuties } from './hand-up-duties.ts'
import { makeDuties } from './make-duties.ts'
import { morningDigest } from './morning-digest.ts'
import { remindOfDuties } from './remind-of-duties.ts'
import { tellOverdue } from './tell-overdue.ts'

/** Work that a clock wakes, for one county. It looks itself what is due, so waking it twice, late or early does no harm. */
export interface Scheduled {
  name: 'catch-up' | 'make-duties' | 'remind' | 'hand-up' | 'digest'
  /** On China's clock; null: only when a process starts. */
  cron: string | null
  /** Answers how much there was to do. */
  work: (county: string) => Promise<number>
}

/** What runs by the clock. `catch-up` does at a start, in order, what was missed while nothing ran. */
export function byTheClock(deps: Deps): Scheduled[] {
  const up = (county: string) =>
    inTurn([() => handUpDuties(deps, county), () => escalateLeads(deps, county), () => tellOverdue(deps, county)])
  return [
    {
      name: 'catch-up',
      cron: null,
      work: (county) =>
        inTurn([
          () => makeDuties(deps, county),
          () => remindOfDuties(deps, county),
          () => up(county),
          () => morningDigest(deps, county),
        ]),
    },
    { name: 'make-duties', cron: '10 0 * * *', work: (county) => makeDuties(deps, county) },
    { name: 'remind', cron: '0 8 * * *', work: (county) => remindOfDuties(deps, county) },
    { name: 'hand-up', cron: '*/30 * * * *', work: up },
    { name: 'digest', cron: '0 8 * * *', work: (county) => morningDigest(deps, county) },
  ]
}

/** Each has its turn, also after one that failed: an emergency must not wait for a list. @throws the first error, at the end. */
async function inTurn(works: (() => Promise<number>)[]): Promise<number> {
  let sum = 0
  const failures: unknown[] = []
  for (const work of works) {
    try {
      sum += await work()
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return sum
}
