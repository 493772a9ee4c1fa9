import type { AnswerReferral, ReferralView } from '../contract/measures.ts'
import { DEPARTMENT_WORDS } from '../core/measure/labels.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import { chinaDay } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { RESULT_WORDS, referralView } from './list-referrals.ts'
import { once } from './once.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'
import { signedIn } from './signed-in.ts'
import { tellHousehold } from './tell-household.ts'

/**
 * A department answers what it was asked, once; late answers are taken too. Its officer may not write into chats, so the system
 * does, in the same transaction as the answer, after it has seen that the referral is his department's.
 */
export async function answerReferral(
  deps: Deps,
  actor: CadreActor,
  id: string,
  { id: actId, result, text }: AnswerReferral,
): Promise<ReferralView | Refusal> {
  const seen = await deps.store.transaction(actor, (tx) => tx.referrals.get(id))
  if (!seen) return { refused: 'not_found' }
  if (actor.role !== 'department_officer') return { refused: 'not_allowed', why: '只有部门的干部可以答复。' }
  const as = { kind: 'system' as const, county: actor.county }
  const shown = async (tx: Tx): Promise<ReferralView | Refusal> => {
    const known = await tx.referrals.get(id)
    return known ? referralView(deps, known) : { refused: 'not_found' }
  }
  return once(
    deps,
    { id: actId, by: actor, act: 'referral_answered', subject: id, as },
    async (tx): Promise<ReferralView | Refusal> => {
      const referral = await tx.referrals.lock(id)
      if (!referral || (await tx.referrals.departmentOf(actor.cadreId)) !== referral.department)
        return { refused: 'not_found' }
      if (referral.answer) return { refused: 'not_possible_now', why: '这件事部门已经答复过了。' }
      const by = await signedIn(tx, deps, actor)
      if (!by) return { refused: 'not_signed_in' }
      const at = deps.clock.now()
      const answer = { result, text: withoutNumbers(text), by, day: chinaDay(at), at }
      await tx.referrals.answer(id, answer)
      const about = `${DEPARTMENT_WORDS[referral.department]}答复了您家“${referral.needWords}”的事：${RESULT_WORDS[result]}。`
      const told = `${about}不明白的地方，可以问村干部。`
      await tellHousehold(tx, { id: referral.householdId, county: actor.county }, `referral:${id}`, told, at)
      await tx.audit.append({ at, actor: actor.cadreId, act: 'referral_answered', subject: id })
      return referralView(deps, { ...referral, answer })
    },
    shown,
  )
}
