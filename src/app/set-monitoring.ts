import type { z } from 'zod'
import type { MonitoringView, SetMonitoring } from '../contract/measures.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { householdInArea } from './helped-household.ts'
import type { Monitoring } from './ports/measures.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

/**
 * Writes down that a household is on the register of those monitored: since when, as which kind, and when its risk was marked as
 * removed. For households that were registered elsewhere; a county officer answers for it.
 */
export async function setMonitoring(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  entry: SetMonitoring,
): Promise<z.infer<typeof MonitoringView> | Refusal> {
  if (actor.role !== 'county_officer') return { refused: 'not_allowed', why: '只有县级干部可以登记监测对象。' }
  return deps.store.transaction(actor, async (tx): Promise<z.infer<typeof MonitoringView> | Refusal> => {
    const household = await householdInArea(tx, actor, householdId)
    if (!household) return { refused: 'not_found' }
    const at = deps.clock.now()
    const today = chinaDay(at)
    if (entry.since > today || (entry.riskRemovedOn ?? '') > today)
      return { refused: 'not_possible_now', why: '日子还没到，不能先记。' }
    await registerMonitoring(tx, { householdId, ...entry })
    await tx.audit.append({ at, actor: actor.cadreId, act: 'monitoring_set', subject: householdId })
    return { ...entry, householdKind: household.kind }
  })
}

/** The register itself; whoever's risk is removed leaves the key groups with that. */
export async function registerMonitoring(tx: Tx, monitoring: Monitoring): Promise<void> {
  await tx.monitored.put(monitoring)
  if (monitoring.riskRemovedOn !== null)
    await tx.monitored.leaveKeyGroups(monitoring.householdId, monitoring.riskRemovedOn)
}
