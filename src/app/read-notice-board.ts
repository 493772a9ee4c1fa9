import type { BoardEntry, NoticeBoard, NoticeBoardQuery } from '../contract/notice-board.ts'
import type { CadreActor } from './accounts.ts'
import { readCaseKey, writeCaseKey } from './case-key.ts'
import { caseDetails, caseSummaries } from './case-parts.ts'
import type { Deps } from './deps.ts'
import type { CaseRow } from './ports/cases.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

/** The notices of his area: those that he is to put up, and those that hang. Names are masked, as they are on the wall. */
export async function readNoticeBoard(
  deps: Deps,
  actor: CadreActor,
  { limit, after: from }: NoticeBoardQuery,
): Promise<NoticeBoard | Refusal> {
  let after = from === undefined ? null : readCaseKey(from)
  if (from !== undefined && !after) return { refused: 'bad_page' }
  return deps.store.transaction(actor, async (tx) => {
    const phases: ('identification' | 'leaving')[] = ['identification', 'leaving']
    for (;;) {
      const rows = await tx.cases.page({ phases, overdueAt: null, region: null, limit: limit + 1, after })
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      const next = rows.length > limit && last ? writeCaseKey(last) : null
      const entries = await entriesOf(tx, deps, actor, page)
      // Most cases are at a step without a notice: nobody is shown an empty page with more behind it.
      if (entries.length > 0 || next === null) return { entries: entries.sort(byWhatIsToDo), next }
      after = readCaseKey(next)
    }
  })
}

async function entriesOf(tx: Tx, deps: Deps, actor: CadreActor, rows: CaseRow[]): Promise<BoardEntry[]> {
  const summaries = await caseSummaries(tx, deps, rows)
  const details = await caseDetails(tx, deps, rows, actor.cadreId)
  const entries: BoardEntry[] = []
  for (const [at, summary] of summaries.entries()) {
    const { steps = [], may: moves = [] } = details[at] ?? {}
    for (const { step, says, state, notice } of steps) {
      const mayPost = moves.some((may) => may.command === 'post_notice' && may.step === step)
      const hangs = state === 'running' || state === 'stopped'
      if (hangs || mayPost) entries.push({ case: summary, step, says, state, notice: hangs ? notice : null, mayPost })
    }
  }
  return entries
}

function byWhatIsToDo(a: BoardEntry, b: BoardEntry): number {
  return Number(b.mayPost) - Number(a.mayPost) || endOf(a).localeCompare(endOf(b)) || a.case.id.localeCompare(b.case.id)
}

function endOf({ notice }: BoardEntry): string {
  return notice?.earliestEnd ?? '9999'
}
