import type { Refer, ReferralView } from '../contract/measures.ts'
import { RISK_TYPES } from '../contract/terms.ts'
import { answerDue, destinations, wordsOfNeed } from '../core/measure/refer.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { householdInArea, isOfficer } from './helped-household.ts'
import { referralView } from './list-referrals.ts'
import { once } from './once.ts'
import type { Referral } from './ports/measures.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'
import { signedIn } from './signed-in.ts'

/**
 * Hands a need of a household to a department: to the one that the rules name, or to another that the cadre chooses. Sent
 * again under the same id it is the same referral. What nobody has reported an officer
 * hands over with his reason; a village cadre speaks of what he saw himself.
 */
export async function referHousehold(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  { id, need, department, text, reason }: Refer,
): Promise<ReferralView | Refusal> {
  const act = { id, by: actor, act: 'household_referred', subject: householdId }
  const shown = async (tx: Tx): Promise<ReferralView | Refusal> => {
    const known = await tx.referrals.get(id)
    return known ? referralView(deps, known) : { refused: 'not_found' }
  }
  const work = async (tx: Tx): Promise<ReferralView | Refusal> => {
    const household = await householdInArea(tx, actor, householdId)
    if (!household) return { refused: 'not_found' }
    const needWords = wordsOfNeed(deps.packs, need)
    if (!needWords) return { refused: 'not_possible_now', why: '没有这样的需求，请从单子里选。' }
    const unreported = isOfficer(actor) && !(await tx.measures.risksOf(householdId)).some((risk) => risk === need)
    if (unreported && RISK_TYPES.some((risk) => risk === need) && reason === undefined)
      return { refused: 'not_possible_now', why: `这户没有报过“${needWords}”，请写明为什么转给部门。` }
    const now = deps.clock.now()
    const by = await signedIn(tx, deps, actor)
    if (!by) return { refused: 'not_signed_in' }
    const where = { region: household.region, day: chinaDay(now) }
    const named = destinations(deps.packs, where, need)
    const to = department === undefined ? named[0] : named.find((each) => each.department === department)
    const chosen = to?.department ?? department
    if (!chosen) return { refused: 'not_possible_now', why: '没有规定这件事归哪个部门，请自己选一个部门。' }
    const due = answerDue(deps.packs, where)
    const referral: Referral = {
      id,
      county: household.county,
      householdId,
      region: household.region,
      householdName: household.headName,
      department: chosen,
      need,
      needWords,
      duty: to?.duty ?? null,
      citation: to?.citation ?? null,
      text: withoutNumbers(reason === undefined ? text : `${text}（没有人报过，原因：${reason}）`),
      askedBy: by,
      askedOn: where.day,
      askedAt: now,
      dueDay: due?.day ?? null,
      dueCitation: due?.grounds.citation ?? null,
      answer: null,
    }
    if ((await tx.referrals.insert(referral)) === 'conflict') {
      const known = await tx.referrals.get(id)
      if (known?.householdId === householdId) return referralView(deps, known)
      return { refused: 'not_possible_now', why: '这件事已经转给这个部门了，还在等答复。' }
    }
    await tx.audit.append({ at: now, actor: actor.cadreId, act: 'household_referred', subject: id })
    return referralView(deps, referral)
  }
  return once(deps, act, work, shown)
}
