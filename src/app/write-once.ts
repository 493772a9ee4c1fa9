import type { LedgerView } from '../contract/ledger.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { once } from './once.ts'
import type { Tx } from './ports/store.ts'
import { viewOf } from './read-ledger.ts'
import type { Refusal } from './refusal.ts'

/** An entry into a household's ledger, once for each id; what was entered before is answered with the ledger as it stands. */
export function writeOnce(
  deps: Deps,
  actor: CadreActor,
  { id, act, householdId }: { id: string | undefined; act: string; householdId: string },
  work: (tx: Tx) => Promise<LedgerView | Refusal>,
): Promise<LedgerView | Refusal> {
  const shown = async (tx: Tx): Promise<LedgerView | Refusal> =>
    (await viewOf(tx, deps, householdId)) ?? { refused: 'not_found' }
  return once(deps, { id, by: actor, act, subject: householdId }, work, shown)
}
