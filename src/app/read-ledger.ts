import { CASE_PHASE_LABEL } from '../contract/case.ts'
import type { LedgerView } from '../contract/ledger.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { openLedger } from './household-ledger.ts'
import { elsewhereEntries } from './household-timeline.ts'
import { ledgerView } from './ledger-view.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

/**
 * Everything of one household, as it stands for a day (yyyy-mm-dd). Each reading is an entry in the audit.
 */
export async function readLedger(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  day?: string,
): Promise<LedgerView | Refusal> {
  return deps.store.transaction(actor, async (tx) => {
    const view = await viewOf(tx, deps, householdId, day)
    if (!view) return { refused: 'not_found' }
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'ledger_read', subject: householdId })
    return view
  })
}

/** The ledger as it stands within this transaction: what whoever wrote into it is shown. */
export async function viewOf(tx: Tx, deps: Deps, householdId: string, day?: string): Promise<LedgerView | null> {
  const open = await openLedger(tx, householdId)
  if (!open) return null
  const finishBy = (await tx.ledgers.finishBy(householdId)).map(chinaDay)
  const cases = await tx.cases.ofHousehold(householdId)
  const view = ledgerView(deps, open, day ?? chinaDay(deps.clock.now()), finishBy)
  const timeline = [...view.timeline, ...(await elsewhereEntries(tx, deps, householdId, cases))]
  return {
    ...view,
    cases: cases.map(({ id, number, phase }) => ({ id, number, phase: CASE_PHASE_LABEL[phase] })),
    // The sort is stable: what the ledger holds of one moment keeps its order.
    timeline: timeline.sort((a, b) => a.at.localeCompare(b.at)),
  }
}
