import { ledgerNow } from '../core/ledger/history.ts'
import type { HouseholdLedger } from '../core/ledger/ledger.ts'
import type { HelpedHousehold, Where } from '../core/measure/household.ts'
import { type Citation, citationWords } from '../core/policy/citation.ts'
import type { Grounds } from '../core/policy/grounds.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { StoredMeasure } from './ports/measures.ts'
import type { Household } from './ports/people.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

/** The household, if it lives where this cadre answers for; that he sees a lead of somebody who moved is not enough. */
export async function householdInArea(tx: Tx, actor: CadreActor, id: string): Promise<Household | null> {
  const household = await tx.households.get(id)
  return household && actor.areas.some((area) => household.region.startsWith(area)) ? household : null
}

/** Everything that rules on help look at, of one household today. */
export async function helpedHousehold(
  tx: Tx,
  deps: Deps,
  household: Household,
): Promise<{ helped: HelpedHousehold; where: Where; measures: StoredMeasure[] }> {
  const where = { region: household.region, day: chinaDay(deps.clock.now()) }
  const measures = await tx.measures.ofHousehold(household.id)
  const monitoring = await tx.monitored.get(household.id)
  const stillMonitored = monitoring && (monitoring.riskRemovedOn === null || monitoring.riskRemovedOn > where.day)
  const ledger = (await ledgersOf(tx, [household], measures)).get(household.id)
  if (!ledger) throw new Error(`no ledger of household ${household.id}`)
  return {
    helped: {
      ledger,
      risks: await tx.measures.risksOf(household.id),
      monitored: stillMonitored ? monitoring.kind : null,
      keyGroup: await tx.monitored.inKeyGroup(household.id),
    },
    where,
    measures,
  }
}

/** By household; where the ledger holds nothing, members and money are unknown. */
export async function ledgersOf(
  tx: Tx,
  households: Household[],
  measures: StoredMeasure[],
): Promise<Map<string, HouseholdLedger>> {
  const known = await tx.ledgers.foldable(households.map(({ id }) => id))
  const byHousehold = Map.groupBy(measures, ({ householdId }) => householdId)
  return new Map(
    households.map((household) => {
      const told = known.get(household.id) ?? { members: [], facts: [], money: [] }
      return [household.id, { ...ledgerNow(household, told).ledger, measures: byHousehold.get(household.id) ?? [] }]
    }),
  )
}

/** Who watches over villages: he may act for a household on what nobody has reported, and says why. */
export function isOfficer({ role }: CadreActor): boolean {
  return role === 'township_officer' || role === 'county_officer'
}

export const NOT_OF_HOUSEHOLD: Refusal = { refused: 'not_possible_now', why: '这个成员不是本户的。' }

/** A rule's grounds as they are shown. */
export function groundsView({ citation, house, runOut }: Grounds) {
  return { source: citationWords(citation), house, runOut }
}

export function sourceWords(citation: Citation | null): string | null {
  return citation && citationWords(citation)
}
