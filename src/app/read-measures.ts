import type { MeasureView } from '../contract/measures.ts'
import { MEASURE_WORDS } from '../core/measure/labels.ts'
import { MEASURE_STATE_WORDS } from '../core/measure/steps.ts'
import { helpMeaning } from '../core/policy/code-words.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { householdInArea, sourceWords } from './helped-household.ts'
import type { MeasureEvent, StoredMeasure } from './ports/measures.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

/** All help of a household, planned, given and ended, newest first, each with what happened to it. Reading it is audited. */
export async function readMeasures(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
): Promise<MeasureView[] | Refusal> {
  return deps.store.transaction(actor, async (tx): Promise<MeasureView[] | Refusal> => {
    if (!(await householdInArea(tx, actor, householdId))) return { refused: 'not_found' }
    const views = await measureViews(tx, deps, householdId)
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'measures_read', subject: householdId })
    return views
  })
}

async function measureViews(tx: Tx, deps: Deps, householdId: string): Promise<MeasureView[]> {
  const events = Map.groupBy(await tx.measures.eventsOf(householdId), ({ measureId }) => measureId)
  return (await tx.measures.ofHousehold(householdId)).map((each) => measureView(deps, each, events.get(each.id) ?? []))
}

/** One measure as it stands within its transaction. */
export async function measureNow(tx: Tx, deps: Deps, householdId: string, id: string): Promise<MeasureView | Refusal> {
  return (await measureViews(tx, deps, householdId)).find((each) => each.id === id) ?? { refused: 'not_found' }
}

function measureView({ packs }: Deps, measure: StoredMeasure, events: MeasureEvent[]): MeasureView {
  const { householdId: _, basis: _basis, citation, ...rest } = measure
  return {
    ...rest,
    measureWords: MEASURE_WORDS[measure.measure],
    helpWords: helpMeaning(packs, measure.help)?.words ?? measure.help,
    stateWords: MEASURE_STATE_WORDS[measure.state],
    source: sourceWords(citation),
    events: events.map(({ seq, day, at, state, by, text }) => ({
      seq,
      day,
      at: at.toISOString(),
      state: MEASURE_STATE_WORDS[state],
      by: by.name,
      text,
    })),
  }
}
