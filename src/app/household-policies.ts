import type { HouseholdPolicies, PolicyForHousehold } from '../contract/household-policies.ts'
import type { EffectiveCard } from '../core/card/cards-for.ts'
import { householdPolicies } from '../core/card/household-policies.ts'
import { renderCard } from '../core/card/render-card.ts'
import { cardSource } from '../core/dialogue/card-block.ts'
import { HELD_WORDS } from '../core/dialogue/card-words.ts'
import { MEASURE_STATE_WORDS } from '../core/measure/steps.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { householdInArea } from './helped-household.ts'
import { householdFacts } from './household-facts.ts'
import type { Refusal } from './refusal.ts'

/** Which help of its place today may be for a household of his area, and what the ledger lacks to tell. Reading it is audited. */
export async function readPolicies(deps: Deps, actor: CadreActor, id: string): Promise<HouseholdPolicies | Refusal> {
  return deps.store.transaction(actor, async (tx): Promise<HouseholdPolicies | Refusal> => {
    const household = await householdInArea(tx, actor, id)
    const facts = household && (await householdFacts(tx, deps, id))
    if (!household || !facts) return { refused: 'not_found' }
    const at = deps.clock.now()
    const day = chinaDay(at)
    const { mayFit, unknown, doesNotFit } = householdPolicies(deps.cards(household.region, day), facts)
    await tx.audit.append({ at, actor: actor.cadreId, act: 'policies_read', subject: id })
    return {
      day,
      place: deps.regions(actor.county)?.placeName(household.region) ?? household.region,
      headName: household.headName,
      held: facts.help.map(({ words, state }) => ({
        words,
        stateWords: state === 'recorded' ? HELD_WORDS.recorded : MEASURE_STATE_WORDS[state],
      })),
      mayFit: mayFit.map(({ effective, also }) => policyView(effective, also)),
      unknown: unknown.map(({ effective, missing }) => policyView(effective, missing)),
      doesNotFit: doesNotFit.map(({ effective, because }) => policyView(effective, because)),
    }
  })
}

function policyView(effective: EffectiveCard, why: string[]): PolicyForHousehold {
  const { id, title, says, forWhom, apply, warning } = renderCard(effective)
  return { card: id, title, says, forWhom, apply, source: cardSource(effective), runOut: warning, why }
}
