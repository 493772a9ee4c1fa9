import { URGENCIES } from '../contract/terms.ts'
import { UNDONE_STATUSES } from '../core/lead/escalate.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import { reachesCadres, tellGroups } from './tell-groups.ts'

/** The most pressing of each urgency: nobody reads more than these at once, and the morning brings the rest. */
const MOST = 20

/**
 * Tells of leads that are late and did not go up, such as those of the county itself; each once for a deadline, because its version and
 * with it the post stays the same. Answers of how many.
 */
export async function tellOverdue(deps: Deps, county: string): Promise<number> {
  if (!reachesCadres(deps)) return 0
  const now = deps.clock.now()
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const roster = await tx.roster.onDay(county, chinaDay(now))
    let told = 0
    for (const urgency of URGENCIES) {
      const rows = await tx.leads.page({ holderId: null, statuses: UNDONE_STATUSES, urgency, limit: MOST, after: null })
      const late = rows.map(({ lead }) => lead).filter(({ dueAt }) => dueAt <= now)
      const cases = await tx.cases.ofLeads(late.map(({ id }) => id))
      for (const lead of late.filter(({ id }) => !cases.has(id))) {
        await tellGroups(tx, deps, lead, 'overdue', { now, roster })
        told++
      }
    }
    return told
  })
}
