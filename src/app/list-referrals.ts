import type { z } from 'zod'
import type { ReferralList, ReferralListQuery, ReferralView } from '../contract/measures.ts'
import { DEPARTMENT_WORDS } from '../core/measure/labels.ts'
import { maskName } from '../core/words/person.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { sourceWords } from './helped-household.ts'
import type { Referral, ReferralResult } from './ports/measures.ts'

const MOST = 100

/** What was handed to departments: of his area for a cadre, of his department for its officer. At most 100. */
export async function listReferrals(
  deps: Deps,
  actor: CadreActor,
  { state, household }: z.infer<typeof ReferralListQuery>,
): Promise<z.infer<typeof ReferralList>> {
  const today = chinaDay(deps.clock.now())
  return deps.store.transaction(actor, async (tx) => {
    const query = { state, householdId: household ?? null, today, limit: MOST + 1 }
    const found = await tx.referrals.list(query)
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'referrals_read', subject: actor.county })
    // A department has to look somebody up by his name; in a cadre's list it is masked as in every other.
    const nameOf = (name: string) => (actor.role === 'department_officer' ? name : maskName(name))
    const referrals = found.slice(0, MOST).map((each) => referralView(deps, each))
    return {
      referrals: referrals.map((each) => ({ ...each, householdName: nameOf(each.householdName) })),
      more: found.length > MOST,
    }
  })
}

export const RESULT_WORDS: Record<ReferralResult, string> = {
  will_help: '可以帮，正在办',
  helped: '已经办好',
  not_entitled: '目前不符合条件',
  not_ours: '不归这个部门管',
}

const STATE_WORDS: Record<ReferralView['state'], string> = {
  asked: '等部门答复',
  overdue: '部门超期没答复',
  answered: '部门已答复',
}

export function referralView(deps: Deps, referral: Referral): ReferralView {
  const { answer, dueDay } = referral
  const state = stateOf(referral, chinaDay(deps.clock.now()))
  return {
    id: referral.id,
    householdId: referral.householdId,
    householdName: referral.householdName,
    region: referral.region,
    place: deps.regions(referral.county)?.placeName(referral.region) ?? referral.region,
    department: referral.department,
    departmentWords: DEPARTMENT_WORDS[referral.department],
    need: referral.need,
    needWords: referral.needWords,
    duty: referral.duty,
    source: sourceWords(referral.citation),
    text: referral.text,
    askedBy: referral.askedBy.name,
    askedOn: referral.askedOn,
    dueDay,
    dueSource: sourceWords(referral.dueCitation),
    state,
    stateWords: STATE_WORDS[state],
    answer: answer && {
      result: answer.result,
      resultWords: RESULT_WORDS[answer.result],
      text: answer.text,
      by: answer.by.name,
      day: answer.day,
      late: dueDay !== null && answer.day > dueDay,
    },
  }
}

function stateOf({ answer, dueDay }: Referral, today: string): ReferralView['state'] {
  if (answer) return 'answered'
  return dueDay !== null && today > dueDay ? 'overdue' : 'asked'
}
