import type { RecordMonths, RecordService } from '../contract/measures.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { householdInArea, ledgersOf, NOT_OF_HOUSEHOLD } from './helped-household.ts'
import { once } from './once.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

type Recorded = { recorded: number } | Refusal

/** One guidance, training or job offer for somebody who wants work. Sent again under the same id it is the same one. */
export async function recordService(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  { text, ...given }: RecordService,
): Promise<Recorded> {
  const act = { id: given.id, by: actor, act: 'employment_service_recorded', subject: householdId }
  const work = async (tx: Tx): Promise<Recorded> => {
    const refusal = await refusedFor(tx, actor, householdId, given.memberId)
    if (refusal) return refusal
    const at = deps.clock.now()
    if (given.day > chinaDay(at)) return { refused: 'not_possible_now', why: '日子还没到，不能先记。' }
    const by = { byId: actor.cadreId, at }
    await tx.employment.addService({ ...given, householdId, text: withoutNumbers(text), ...by })
    await tx.audit.append({ at, actor: actor.cadreId, act: 'employment_service_recorded', subject: given.id })
    return { recorded: 1 }
  }
  return once(deps, act, work, async () => ({ recorded: 1 }))
}

/** Months in which somebody worked. A month that is there already stays as it is. */
export async function recordMonths(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  { id, memberId, months }: RecordMonths,
): Promise<Recorded> {
  const act = { id, by: actor, act: 'work_months_recorded', subject: householdId }
  const work = async (tx: Tx): Promise<Recorded> => {
    const refusal = await refusedFor(tx, actor, householdId, memberId)
    if (refusal) return refusal
    const at = deps.clock.now()
    if (months.some(({ month }) => month > chinaDay(at).slice(0, 7)))
      return { refused: 'not_possible_now', why: '月份还没到，不能先记。' }
    const rows = months.map((each) => ({ ...each, householdId, memberId, byId: actor.cadreId, at }))
    await tx.employment.addMonths(rows)
    await tx.audit.append({ at, actor: actor.cadreId, act: 'work_months_recorded', subject: memberId })
    return { recorded: months.length }
  }
  return once(deps, act, work, async () => ({ recorded: months.length }))
}

/** Only of a member of that household: else one village could count months for somebody of another. */
async function refusedFor(tx: Tx, actor: CadreActor, householdId: string, memberId: string): Promise<Refusal | null> {
  const household = await householdInArea(tx, actor, householdId)
  if (!household) return { refused: 'not_found' }
  const ledger = (await ledgersOf(tx, [household], [])).get(householdId)
  return ledger?.members.some(({ id }) => id === memberId) ? null : NOT_OF_HOUSEHOLD
}
