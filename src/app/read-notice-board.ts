import type { BoardEntry, NoticeBoard } from '../contract/notice-board.ts'
import type { CadreActor } from './accounts.ts'
import { caseDetails, caseSummaries } from './case-parts.ts'
import type { Deps } from './deps.ts'

const MOST = 100

/** The notices of his area: those that he is to put up, and those that hang. Names are masked, as they are on the wall. */
export async function readNoticeBoard(deps: Deps, actor: CadreActor): Promise<NoticeBoard> {
  return deps.store.transaction(actor, async (tx) => {
    const phases: ('identification' | 'leaving')[] = ['identification', 'leaving']
    const rows = await tx.cases.page({ phases, overdueAt: null, region: null, limit: MOST, after: null })
    const summaries = await caseSummaries(tx, deps, rows)
    const entries: BoardEntry[] = []
    const details = await caseDetails(tx, deps, rows, actor.cadreId)
    for (const [at, summary] of summaries.entries()) {
      const { steps = [], may: moves = [] } = details[at] ?? {}
      for (const { step, says, state, notice } of steps) {
        const mayPost = moves.some((may) => may.command === 'post_notice' && may.step === step)
        const hangs = state === 'running' || state === 'stopped'
        if (hangs || mayPost) entries.push({ case: summary, step, says, state, notice: hangs ? notice : null, mayPost })
      }
    }
    return { entries: entries.sort(byWhatIsToDo) }
  })
}

function byWhatIsToDo(a: BoardEntry, b: BoardEntry): number {
  return Number(b.mayPost) - Number(a.mayPost) || endOf(a).localeCompare(endOf(b)) || a.case.id.localeCompare(b.case.id)
}

function endOf({ notice }: BoardEntry): string {
  return notice?.earliestEnd ?? '9999'
}
