import type { HouseholdKind } from '../../contract/terms.ts'
import { type FactInForce, factsInForce, factsOfMember, memberWith } from './facts.ts'
import type { HouseholdLedger } from './ledger.ts'
import { type MoneyConflict, moneyInForce } from './money.ts'
import type { LedgerHistory } from './timeline.ts'

/** How the ledger stands, folded from all that it was told. Measures are kept elsewhere and come in from there. */
export interface LedgerNow {
  ledger: HouseholdLedger
  facts: FactInForce[]
  moneyConflicts: MoneyConflict[]
}

export function ledgerNow(
  household: { id: string; kind: HouseholdKind },
  history: Pick<LedgerHistory, 'members' | 'facts' | 'money'>,
): LedgerNow {
  const facts = factsInForce([...history.members.flatMap(factsOfMember), ...history.facts])
  const { entries, conflicts } = moneyInForce(history.money)
  const ledger = {
    householdId: household.id,
    kind: household.kind,
    members: history.members.map((member) => memberWith(member, facts)),
    money: entries,
    contested: conflicts.flatMap(({ others }) => others),
    measures: [],
  }
  return { ledger, facts, moneyConflicts: conflicts }
}
