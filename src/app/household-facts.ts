import type { HeldHelp, OwnHousehold } from '../core/card/household-policies.ts'
import type { FactInForce } from '../core/ledger/facts.ts'
import type { FactValue, FieldName } from '../core/ledger/fields.ts'
import { incomeWindow } from '../core/ledger/income-window.ts'
import { perCapitaIncome } from '../core/ledger/per-capita-income.ts'
import { helpMeaning } from '../core/policy/code-words.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import { openLedger } from './household-ledger.ts'
import type { Tx } from './ports/store.ts'

/** What rules on cards look at, of one household today, and the help that it holds. Null where the actor may not see it. */
export async function householdFacts(tx: Tx, deps: Deps, id: string): Promise<OwnHousehold | null> {
  const open = await openLedger(tx, id)
  if (!open) return null
  const { ledger, household, facts } = open
  const day = chinaDay(deps.clock.now())
  const window = incomeWindow(deps.packs, household.region, day)
  const income = window && perCapitaIncome(ledger, window.months)
  const monitoring = await tx.monitored.get(id)
  const measures: HeldHelp[] = (await tx.measures.ofHousehold(id)).flatMap(({ help: code, state }) =>
    state === 'ended' ? [] : [{ words: helpMeaning(deps.packs, code)?.words ?? code, state }],
  )
  return {
    region: household.region,
    ledger,
    // Who is not on the register is none: a cadre keeps it, and nobody is on it unawares.
    monitored: monitoring !== null && (monitoring.riskRemovedOn === null || monitoring.riskRemovedOn > day),
    risks: await tx.measures.risksOf(id),
    income: income?.kind === 'complete' ? income.yuan : null,
    ruledOut: held(facts, 'housing.grade') === SAFE_GRADE ? ['unsafe_housing'] : [],
    help: [...measures, ...recorded(facts, measures)],
  }
}

/** Grade A of a house: no part of it is dangerous. */
const SAFE_GRADE = 'A'

function held(facts: FactInForce[], field: FieldName): FactValue | null {
  return facts.find(({ fact }) => fact.field === field)?.fact.value ?? null
}

/** What the ledger names in words of its own, but for what stands as a measure already. */
function recorded(facts: FactInForce[], measures: HeldHelp[]): HeldHelp[] {
  const named = held(facts, 'policies_enjoyed.policies')
  const words = Array.isArray(named) ? named.map(withoutNumbers) : []
  return [...new Set(words)]
    .filter((one) => measures.every((measure) => measure.words !== one))
    .map((one) => ({ words: one, state: 'recorded' as const }))
}
