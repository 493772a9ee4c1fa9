import type { FactValue } from '../core/ledger/fields.ts'
import { type LedgerNow, ledgerNow } from '../core/ledger/history.ts'
import type { FactSource, HouseholdLedger } from '../core/ledger/ledger.ts'
import type { LedgerHistory } from '../core/ledger/timeline.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { StoredMember } from './ports/ledger.ts'
import type { Household } from './ports/people.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

/** A household with all that its ledger was told, and how it stands by that. */
export interface OpenLedger extends LedgerNow {
  household: Household
  history: Omit<LedgerHistory, 'members'> & { members: StoredMember[] }
}

/** Null where the actor may not see the household. */
export async function openLedger(tx: Tx, householdId: string): Promise<OpenLedger | null> {
  const household = await tx.households.get(householdId)
  if (!household) return null
  const history = await tx.ledgers.history(householdId)
  return { household, history, ...ledgerNow(household, history) }
}

/** What pure rules read of a household; its measures come from elsewhere. Null where the actor may not see it. */
export async function householdLedger(tx: Tx, householdId: string): Promise<HouseholdLedger | null> {
  return (await openLedger(tx, householdId))?.ledger ?? null
}

/** The ledger for somebody who is going to write into it: with who he is, and what time it is. */
export interface Writing extends OpenLedger {
  by: Extract<FactSource, { kind: 'visit' | 'cadre' }>
  now: Date
  /** yyyy-mm-dd in China. */
  today: string
}

/** Opens the ledger for a cadre's entry; only who answers for the place where the household lives writes into it. */
export async function openForWriting(
  tx: Tx,
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  kind: Writing['by']['kind'] = 'cadre',
): Promise<Writing | Refusal> {
  const open = await openLedger(tx, householdId)
  if (!open) return { refused: 'not_found' }
  const { region } = open.household
  if (!actor.areas.some((area) => region.startsWith(area)))
    return { refused: 'not_allowed', why: '这户不在您负责的范围内，只能看，不能记。' }
  const now = deps.clock.now()
  const today = chinaDay(now)
  const { cadres } = await tx.roster.onDay(actor.county, today)
  const name = cadres.find(({ id }) => id === actor.cadreId)?.name
  if (name === undefined) return { refused: 'not_signed_in' }
  return { ...open, by: { kind, cadreId: actor.cadreId, name }, now, today }
}

export function maskedValue(value: FactValue): FactValue {
  if (typeof value === 'string') return withoutNumbers(value)
  return Array.isArray(value) ? value.map(withoutNumbers) : value
}

export function notPossible(why: string): Refusal {
  return { refused: 'not_possible_now', why }
}
