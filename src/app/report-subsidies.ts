import type { SubsidiesReport } from '../contract/help-reports.ts'
import { lateSubsidies } from '../core/measure/late-subsidies.ts'
import { helpMeaning } from '../core/policy/code-words.ts'
import { nextOf, pageOf, WHOLE, type Window } from '../core/words/page-of.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { named, reportedHouseholds } from './help-report.ts'
import { groundsView } from './helped-household.ts'

/** Subsidies of the area that came late, or whose time is over and nothing came, with the clause that wants them in time. */
export async function reportSubsidies(deps: Deps, actor: CadreActor, window: Window = WHOLE): Promise<SubsidiesReport> {
  return deps.store.transaction(actor, async (tx): Promise<SubsidiesReport> => {
    const { reported, measures, where } = await reportedHouseholds(tx, deps, actor)
    const households = new Map(reported.map(({ household }) => [household.id, household]))
    const found = lateSubsidies(
      deps.packs,
      where,
      measures.filter(({ householdId }) => households.has(householdId)),
    )
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'subsidies_read', subject: where.day })
    if (found.kind === 'no_rule') return { kind: 'no_rule', why: '这里没有文件规定补贴什么时候要发到。' }
    const { citation, pack, house, runOut, deadline, within, subsidies } = found
    const rows = pageOf(subsidies, window).flatMap(({ measure, ...late }) => {
      const household = households.get(measure.householdId)
      if (!household) return []
      const { id: measureId, help, plannedOn, givenOn } = measure
      const helpWords = helpMeaning(deps.packs, help)?.words ?? '补贴'
      return [{ ...named(deps, household), measureId, helpWords, plannedOn, givenOn, ...late }]
    })
    return {
      kind: 'computed',
      ...groundsView({ citation, pack, house, runOut }),
      within,
      withinSource: groundsView(deadline).source,
      late: subsidies.filter(({ state }) => state === 'late').length,
      withheld: subsidies.filter(({ state }) => state === 'withheld').length,
      subsidies: rows,
      next: nextOf([subsidies], window),
    }
  })
}
