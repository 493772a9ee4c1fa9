import { COMPARED_FIELD_LABEL, DATA_HOLDER_LABEL } from '../contract/case.ts'
import type { ComparisonState, ComparisonSummary } from '../contract/comparison.ts'
import { maskName } from '../core/words/person.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { Comparison } from './ports/cases.ts'

/** More than an office answers in a day; the oldest come first. */
const MOST = 200

/** What offices are asked: an officer of a department sees his own, handlers see those of their area. */
export async function listComparisons(
  deps: Deps,
  actor: CadreActor,
  state: ComparisonState,
): Promise<{ comparisons: ComparisonSummary[] }> {
  const found = await deps.store.transaction(actor, (tx) => tx.comparisons.list(state, MOST))
  return { comparisons: found.map((one) => comparisonView(deps, one)) }
}

/** One request as the list shows it; null when this cadre may not see it. */
export async function comparisonSummary(deps: Deps, actor: CadreActor, id: string): Promise<ComparisonSummary | null> {
  const found = await deps.store.transaction(actor, (tx) => tx.comparisons.get(id))
  return found && comparisonView(deps, found)
}

export function comparisonView(deps: Deps, one: Comparison): ComparisonSummary {
  return {
    id: one.id,
    department: one.department,
    label: DATA_HOLDER_LABEL[one.department],
    place: deps.regions(one.county)?.placeName(one.region) ?? one.region,
    householdName: maskName(one.headName),
    fields: one.fields.map((field) => ({ field, label: COMPARED_FIELD_LABEL[field] })),
    state: one.state,
    askedAt: one.askedAt.toISOString(),
  }
}
