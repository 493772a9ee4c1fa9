import type { LedgerView, NewVisit } from '../contract/ledger.ts'
import type { Visit } from '../core/ledger/timeline.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import type { CadreActor } from './accounts.ts'
import { completeVisitDuty } from './complete-duty.ts'
import type { Deps } from './deps.ts'
import { notPossible, openForWriting } from './household-ledger.ts'
import type { Tx } from './ports/store.ts'
import { viewOf } from './read-ledger.ts'
import { factsOf } from './record-facts.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import { writeOnce } from './write-once.ts'

/** Writes a home visit down: what was seen, pictures, and what was heard to the checklist, which becomes facts of that day. */
export async function recordVisit(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  visit: NewVisit,
): Promise<LedgerView | Refusal> {
  return writeOnce(deps, actor, { id: visit.id, act: 'visit_recorded', householdId }, async (tx) => {
    const write = await prepareVisit(tx, deps, actor, householdId, visit)
    if (isRefusal(write)) return write
    await write()
    return (await viewOf(tx, deps, householdId)) ?? { refused: 'not_found' }
  })
}

/** Everything that may be refused is asked before anything is written. A visit that is written down already is not written again. */
export async function prepareVisit(
  tx: Tx,
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  { id, day, words, photos, place, facts }: NewVisit,
): Promise<(() => Promise<void>) | Refusal> {
  const writing = await openForWriting(tx, deps, actor, householdId, 'visit')
  if (isRefusal(writing)) return writing
  if (day > writing.today) return notPossible('日子还没到，不能写今天以后。')
  const heard = factsOf(writing, facts, day)
  if (isRefusal(heard)) return heard
  if ((await tx.ledgers.photosOf(householdId, photos)).length < new Set(photos).size)
    return { refused: 'no_such_attachment' }
  const { now: at, by } = writing
  const cadre = { id: actor.cadreId, name: by.name }
  const visit: Visit = { id, day, cadre, words: withoutNumbers(words), photos, place, at }
  return async () => {
    if ((await tx.ledgers.addVisit(householdId, visit)) === 'known') return
    await tx.ledgers.addFacts(householdId, heard)
    await visited(tx, actor.county, householdId, visit)
  }
}

/** All that follows from a visit, once for each, in its transaction. Last comes the audit: entries of a county wait for one another. */
async function visited(tx: Tx, county: string, householdId: string, { at, cadre, day }: Visit): Promise<void> {
  await completeVisitDuty(tx, { county, householdId, day, cadreId: cadre.id, at })
  await tx.audit.append({ at, actor: cadre.id, act: 'visit_recorded', subject: householdId })
}
