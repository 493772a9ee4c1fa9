import type { HouseholdLedger } from '../core/ledger/ledger.ts'
import type { Where } from '../core/measure/household.ts'
import { maskName } from '../core/words/person.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { ledgersOf } from './helped-household.ts'
import type { Monitoring, StoredMeasure } from './ports/measures.ts'
import type { Household } from './ports/people.ts'
import type { Tx } from './ports/store.ts'

/** A lifted or monitored household with all that reports count. */
export interface Reported {
  household: Household
  monitoring: Monitoring | null
  ledger: HouseholdLedger
}

/** All of them that the actor may see, and the rules that hold for the county today. */
export async function reportedHouseholds(
  tx: Tx,
  deps: Deps,
  actor: CadreActor,
): Promise<{ reported: Reported[]; where: Where; measures: StoredMeasure[] }> {
  const found = await tx.monitored.households()
  const measures = await tx.measures.unended()
  const ledgers = await ledgersOf(
    tx,
    found.map(({ household }) => household),
    measures,
  )
  const reported = found.flatMap((each) => {
    const ledger = ledgers.get(each.household.id)
    return ledger ? [{ ...each, ledger }] : []
  })
  return { reported, measures, where: { region: actor.county, day: chinaDay(deps.clock.now()) } }
}

/** How a household stands in a list. */
export function named(deps: Deps, { id, county, region, headName }: Household) {
  const place = deps.regions(county)?.placeName(region) ?? region
  return { householdId: id, householdName: maskName(headName), place }
}

export function monitoredNow(monitoring: Monitoring | null, day: string): boolean {
  return monitoring !== null && (monitoring.riskRemovedOn === null || monitoring.riskRemovedOn > day)
}
