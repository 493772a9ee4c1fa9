import type { Suggestions } from '../contract/measures.ts'
import { RISK_TYPE_LABEL, RISK_TYPES, type RiskType } from '../contract/terms.ts'
import type { Where } from '../core/measure/household.ts'
import { LABOUR_WORDS, MEASURE_WORDS } from '../core/measure/labels.ts'
import { matchCheck } from '../core/measure/match.ts'
import { destinations } from '../core/measure/refer.ts'
import { type Suggestion, suggestMeasures } from '../core/measure/suggest.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { groundsView, helpedHousehold, householdInArea, isOfficer } from './helped-household.ts'
import type { Refusal } from './refusal.ts'

/** What help suits a household by the rules of its place today, and what of its help does not fit. Reading it is audited. */
export async function readSuggestions(deps: Deps, actor: CadreActor, id: string): Promise<Suggestions | Refusal> {
  return deps.store.transaction(actor, async (tx): Promise<Suggestions | Refusal> => {
    const household = await householdInArea(tx, actor, id)
    if (!household) return { refused: 'not_found' }
    const { helped, where } = await helpedHousehold(tx, deps, household)
    const { suggestions, labour, uncovered } = suggestMeasures(deps.packs, where, helped)
    const check = matchCheck(deps.packs, where, helped)
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'suggestions_read', subject: id })
    return {
      labour: labour && LABOUR_WORDS[labour],
      risks: helped.risks,
      keyGroup: helped.keyGroup,
      suggestions: suggestions.map(suggestionView),
      uncovered: uncovered.map((risk) => RISK_TYPE_LABEL[risk]),
      mismatches:
        check.kind === 'no_rule'
          ? []
          : check.mismatches.map(({ kind, measureId, memberId, risk, why, ...grounds }) => ({
              ...groundsView(grounds),
              kind,
              measureId,
              memberId,
              risk,
              why,
            })),
      unsaid: check.kind === 'no_rule' ? [] : check.unsaid,
      departments: helped.risks.flatMap((risk) => destinationsOf(deps, where, risk)),
      unreported: isOfficer(actor)
        ? RISK_TYPES.filter((risk) => !helped.risks.includes(risk)).flatMap((risk) => destinationsOf(deps, where, risk))
        : [],
    }
  })
}

function suggestionView(suggestion: Suggestion): Suggestions['suggestions'][number] {
  const { citation, pack, house, runOut, units, ...rest } = suggestion
  return {
    ...groundsView({ citation, pack, house, runOut }),
    ...rest,
    measureWords: MEASURE_WORDS[suggestion.measure],
    units: units.map(({ words }) => words),
  }
}

function destinationsOf({ packs }: Deps, where: Where, risk: RiskType): Suggestions['departments'] {
  return destinations(packs, where, risk).map(({ department, words, duty, why, ...grounds }) => ({
    ...groundsView(grounds),
    need: risk,
    needWords: RISK_TYPE_LABEL[risk],
    department,
    words,
    duty,
    why,
  }))
}
