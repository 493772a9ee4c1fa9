import type { MeasureAction, MeasureView } from '../contract/measures.ts'
import { measureStep } from '../core/measure/steps.ts'
import { helpMeaning } from '../core/policy/code-words.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { householdInArea } from './helped-household.ts'
import { once } from './once.ts'
import type { StoredMeasure } from './ports/measures.ts'
import type { Tx } from './ports/store.ts'
import { measureNow } from './read-measures.ts'
import type { Refusal } from './refusal.ts'
import { signedIn } from './signed-in.ts'
import { tellHousehold } from './tell-household.ts'

const NOT_FOUND: Refusal = { refused: 'not_found' }
const FASTER: Refusal = { refused: 'not_possible_now', why: '有人刚刚改过这项措施，请看最新情况再办。' }

/** Gives, publishes or ends a help. The version that the cadre saw must still be the newest. The household hears when it is given. */
export async function actOnMeasure(
  deps: Deps,
  actor: CadreActor,
  { householdId, id }: { householdId: string; id: string },
  { action, version, day, text, id: actId }: MeasureAction,
): Promise<MeasureView | Refusal> {
  const act = { id: actId, by: actor, act: 'measure_action', subject: id }
  const shown = async (tx: Tx) =>
    (await householdInArea(tx, actor, householdId)) ? measureNow(tx, deps, householdId, id) : NOT_FOUND
  const work = async (tx: Tx): Promise<MeasureView | Refusal> => {
    const household = await householdInArea(tx, actor, householdId)
    const measure = await tx.measures.get(id)
    if (!household || measure?.householdId !== householdId) return NOT_FOUND
    if (measure.version !== version) return FASTER
    const now = deps.clock.now()
    const by = await signedIn(tx, deps, actor)
    if (!by) return { refused: 'not_signed_in' }
    const moved = measureStep({ state: measure.state, since: sinceOf(measure) }, action, day, chinaDay(now))
    if (moved.kind === 'refused') return { refused: 'not_possible_now', why: moved.why }
    const next = { ...measure, ...dayOf(action, day), state: moved.state, version: version + 1 }
    const event = { measureId: id, seq: next.version, state: next.state, day, at: now, by, text: withoutNumbers(text) }
    if ((await tx.measures.advance(next, event)) === 'conflict') return FASTER
    if (action === 'give') {
      const words = helpMeaning(deps.packs, measure.help)?.words ?? '新的帮扶'
      const told = `您家有一项帮扶落实了：${words}。不明白的地方，可以问${by.name}。`
      await tellHousehold(tx, household, `measure:${id}:${next.version}`, told, now)
    }
    const view = await measureNow(tx, deps, householdId, id)
    await tx.audit.append({ at: now, actor: actor.cadreId, act: `measure_${next.state}`, subject: id })
    return view
  }
  return once(deps, act, work, shown)
}

function sinceOf({ plannedOn, givenOn, publishedOn }: StoredMeasure): string {
  return publishedOn ?? givenOn ?? plannedOn
}

function dayOf(action: MeasureAction['action'], day: string): Partial<StoredMeasure> {
  switch (action) {
    case 'give':
      return { givenOn: day }
    case 'publish':
      return { publishedOn: day }
    case 'end':
      return { endedOn: day }
  }
}
