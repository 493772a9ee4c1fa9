import type { MeasureView, PlanMeasure } from '../contract/measures.ts'
import { suggestMeasures } from '../core/measure/suggest.ts'
import { helpMeaning } from '../core/policy/code-words.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { helpedHousehold, householdInArea, NOT_OF_HOUSEHOLD } from './helped-household.ts'
import { once } from './once.ts'
import type { StoredMeasure } from './ports/measures.ts'
import type { Tx } from './ports/store.ts'
import { measureNow } from './read-measures.ts'
import type { Refusal } from './refusal.ts'
import { signedIn } from './signed-in.ts'

/**
 * A help is planned for a household: one that the rules suggest, with its clause and why, or the cadre's own choice with his
 * words. Sent again under the same id it is the same measure.
 */
export async function planMeasure(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  plan: PlanMeasure,
): Promise<MeasureView | Refusal> {
  const act = { id: plan.id, by: actor, act: 'measure_planned', subject: householdId }
  const shown = async (tx: Tx): Promise<MeasureView | Refusal> =>
    (await householdInArea(tx, actor, householdId))
      ? measureNow(tx, deps, householdId, plan.id)
      : { refused: 'not_found' }
  const work = async (tx: Tx): Promise<MeasureView | Refusal> => {
    const household = await householdInArea(tx, actor, householdId)
    if (!household) return { refused: 'not_found' }
    const by = await signedIn(tx, deps, actor)
    if (!by) return { refused: 'not_signed_in' }
    const { helped, where } = await helpedHousehold(tx, deps, household)
    if (plan.forMember !== null && !helped.ledger.members.some(({ id }) => id === plan.forMember))
      return NOT_OF_HOUSEHOLD
    const chosen = basisOf(deps, plan, suggestMeasures(deps.packs, where, helped).suggestions)
    if ('refused' in chosen) return chosen
    const { id, help, forMember } = plan
    const days = { plannedOn: where.day, givenOn: null, publishedOn: null, endedOn: null }
    const measure: StoredMeasure = {
      id,
      householdId,
      help,
      forMember,
      state: 'planned',
      version: 1,
      ...days,
      ...chosen,
    }
    const now = deps.clock.now()
    const event = { measureId: id, seq: 1, state: measure.state, day: where.day, at: now, by, text: measure.why }
    if ((await tx.measures.insert(measure, event)) === 'conflict') {
      const known = await tx.measures.get(id)
      if (known?.householdId === householdId) return measureNow(tx, deps, householdId, id)
      return { refused: 'not_possible_now', why: '这项帮扶已经有了，不用再加。' }
    }
    const view = await measureNow(tx, deps, householdId, id)
    await tx.audit.append({ at: now, actor: actor.cadreId, act: 'measure_planned', subject: id })
    return view
  }
  return once(deps, act, work, shown)
}

type Basis = Pick<StoredMeasure, 'measure' | 'basis' | 'why' | 'citation' | 'units'>

function basisOf(
  { packs }: Deps,
  { help, why }: PlanMeasure,
  suggestions: ReturnType<typeof suggestMeasures>['suggestions'],
): Basis | Refusal {
  const meaning = helpMeaning(packs, help)
  if (!meaning) return { refused: 'not_possible_now', why: '没有这种帮扶，请从单子里选。' }
  const suggested = suggestions.find((each) => each.help.some(({ code }) => code === help))
  if (suggested) {
    const { measure, citation, units } = suggested
    const words = why ? `${suggested.why}${withoutNumbers(why)}` : suggested.why
    return { measure, basis: 'suggested', why: words, citation, units: units.map((unit) => unit.words) }
  }
  if (!why) return { refused: 'not_possible_now', why: '这项帮扶不在建议里，请写明为什么要给。' }
  return { measure: meaning.measure, basis: 'own', why: withoutNumbers(why), citation: null, units: [] }
}
