import type { CaseNoticeList } from '../contract/case-notice.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import type { Refusal } from './refusal.ts'

const MOST = 50

/** What steps of cases told his office and nobody there has seen yet. */
export async function listCaseNotices(deps: Deps, actor: CadreActor): Promise<CaseNoticeList> {
  const found = await deps.store.transaction(actor, (tx) => tx.caseNotices.unseen(MOST + 1))
  const regions = deps.regions(actor.county)
  const notices = found.slice(0, MOST).map(({ id, caseId, region, text, at }) => {
    const place = regions?.placeName(region) ?? region
    return { id, caseId, region, place, text, at: at.toISOString() }
  })
  return { notices, more: found.length > MOST }
}

/** He has seen it; it is shown to nobody any more. A second time changes nothing. */
export async function seeCaseNotice(deps: Deps, actor: CadreActor, id: string): Promise<{ seen: true } | Refusal> {
  return deps.store.transaction(actor, async (tx): Promise<{ seen: true } | Refusal> => {
    if (!(await tx.caseNotices.see(id, actor.cadreId, deps.clock.now()))) return { refused: 'not_found' }
    await tx.announce({ topic: 'duty', county: actor.county })
    return { seen: true }
  })
}
