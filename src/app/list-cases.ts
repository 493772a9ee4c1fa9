import type { CasePhase } from '../contract/case.ts'
import type { CasePage, CaseQuery } from '../contract/case-list.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import { readCaseKey, writeCaseKey } from './case-key.ts'
import { caseSummaries } from './case-parts.ts'
import type { Deps } from './deps.ts'
import type { Refusal } from './refusal.ts'

const UNFINISHED: CasePhase[] = ['identification', 'leaving', 'on_register']

/** One page of the cases of his area: what is being identified first, by its due day. `next` leads on; null at the end. */
export async function listCases(deps: Deps, actor: CadreActor, query: CaseQuery): Promise<CasePage | Refusal> {
  const after = query.after === undefined ? null : readCaseKey(query.after)
  if (query.after !== undefined && !after) return { refused: 'bad_page' }
  return deps.store.transaction(actor, async (tx) => {
    const rows = await tx.cases.page({
      phases: query.phase === 'unfinished' ? UNFINISHED : [query.phase],
      // By whole days, as the days left are counted.
      overdueAt: query.overdue === 'true' ? startOfDay(deps.clock.now()) : null,
      region: query.region ?? null,
      limit: query.limit + 1,
      after,
    })
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    return {
      cases: await caseSummaries(tx, deps, page),
      next: rows.length > query.limit && last ? writeCaseKey(last) : null,
    }
  })
}

function startOfDay(at: Date): Date {
  return new Date(`${chinaDay(at)}T00:00:00+08:00`)
}
