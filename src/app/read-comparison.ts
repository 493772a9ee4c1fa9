import type { ComparisonDetail } from '../contract/comparison.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { comparisonView } from './list-comparisons.ts'
import type { Refusal } from './refusal.ts'

/** Whom an office is asked about, in clear, because it looks by name and number. Each such reading is an entry in the audit. */
export async function readComparison(deps: Deps, actor: CadreActor, id: string): Promise<ComparisonDetail | Refusal> {
  return deps.store.transaction(actor, async (tx) => {
    const found = await tx.comparisons.get(id)
    if (!found) return { refused: 'not_found' }
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'comparison_read', subject: id })
    // Once it is answered nobody has to look for anybody.
    const mayLook = actor.role === 'department_officer' && found.state === 'open'
    return {
      ...comparisonView(deps, found),
      householdName: found.headName,
      people: found.people.map(({ who, name, identity }) => ({
        who,
        name,
        identity: identity && (mayLook ? deps.vault.open(identity.sealed) : identity.masked),
      })),
    }
  })
}
