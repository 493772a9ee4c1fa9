import type { OwnHousehold } from '../core/card/household-policies.ts'
import { incomeWindow } from '../core/ledger/income-window.ts'
import { perCapitaIncome } from '../core/ledger/per-capita-income.ts'
import { helpMeaning } from '../core/policy/code-words.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import { openLedger } from './household-ledger.ts'
import type { Tx } from './ports/store.ts'

/** What rules on cards look at, of one household today, and the help that it holds. Null where the actor may not see it. */
export async function householdFacts(tx: Tx, deps: Deps, id: string): Promise<OwnHousehold | null> {
  const open = await openLedger(tx, id)
  if (!open) return null
  const { ledger, household } = open
  const day = chinaDay(deps.clock.now())
  const window = incomeWindow(deps.packs, household.region, day)
  const income = window && perCapitaIncome(ledger, window.months)
  const monitoring = await tx.monitored.get(id)
  const help = (await tx.measures.ofHousehold(id)).flatMap(({ help: code, state }) =>
    state === 'ended' ? [] : [{ words: helpMeaning(deps.packs, code)?.words ?? code, state }],
  )
  return {
    region: household.region,
    ledger,
    monitored: monitoring && (monitoring.riskRemovedOn === null || monitoring.riskRemovedOn > day) ? true : null,
    risks: await tx.measures.risksOf(id),
    income: income?.kind === 'complete' ? income.yuan : null,
    help,
  }
}
