import type { CaseDetail, CaseSummary } from '../contract/case.ts'
import type { CadreActor } from './accounts.ts'
import { caseDetail, caseSummaries } from './case-parts.ts'
import type { Deps } from './deps.ts'
import type { Refusal } from './refusal.ts'

/** Everything about one case. Reading it is an audited act. */
export async function readCase(deps: Deps, actor: CadreActor, id: string): Promise<CaseDetail | Refusal> {
  return deps.store.transaction(actor, async (tx) => {
    const detail = await caseDetail(tx, deps, id, actor.cadreId)
    if (!detail) return { refused: 'not_found' }
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'case_read', subject: id })
    return detail
  })
}

/** One case as the list shows it; null when this cadre may not see it. */
export async function caseSummary(deps: Deps, actor: CadreActor, id: string): Promise<CaseSummary | null> {
  return deps.store.transaction(actor, async (tx) => {
    const row = await tx.cases.row(id)
    return (row && (await caseSummaries(tx, deps, [row]))[0]) ?? null
  })
}
