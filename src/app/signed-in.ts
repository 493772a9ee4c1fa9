import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { Tx } from './ports/store.ts'

/** Who acts, as his name is written down with what he does; null when he is on the roster no more. */
export async function signedIn(tx: Tx, deps: Deps, actor: CadreActor): Promise<{ id: string; name: string } | null> {
  const cadre = await tx.accounts.cadre(actor.cadreId, chinaDay(deps.clock.now()))
  return cadre && { id: cadre.id, name: cadre.name }
}
