import type { LedgerView, MemberLeaving, NewMember } from '../contract/ledger.ts'
import { isIdentityNumber } from '../core/understanding/identity-number.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { notPossible, openForWriting } from './household-ledger.ts'
import { viewOf } from './read-ledger.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import { writeOnce } from './write-once.ts'

/** Enters a member. His identity number is sealed at once and shown masked ever after. */
export async function addMember(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  { id, name, relation, born, identityNumber, joined }: NewMember,
): Promise<LedgerView | Refusal> {
  const number = identityNumber?.trim().toUpperCase() || null
  if (number !== null && !isIdentityNumber(number)) return notPossible('身份证号不对，请照着身份证再看一遍。')
  return writeOnce(deps, actor, { id, act: 'member_added', householdId }, async (tx) => {
    const writing = await openForWriting(tx, deps, actor, householdId)
    if (isRefusal(writing)) return writing
    const { history, by, now: at } = writing
    const identity = number === null ? null : deps.vault.seal('identity_number', number)
    const same = history.members.find((each) => each.id !== id && identity && each.identity?.hash === identity.hash)
    if (same && same.left === null) return notPossible(`这个身份证号已经登记给${same.name}了。`)
    await tx.ledgers.addMembers(householdId, [
      { id, name, relation, born, identity, joined, left: null, at, by, leaving: null },
    ])
    const view = await viewOf(tx, deps, householdId)
    await tx.audit.append({ at, actor: actor.cadreId, act: 'member_added', subject: id })
    return view ?? { refused: 'not_found' }
  })
}

/** Writes down that a member no longer belongs to the household. He stays in its records. */
export async function memberLeaves(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  memberId: string,
  { id, day, why }: MemberLeaving,
): Promise<LedgerView | Refusal> {
  return writeOnce(deps, actor, { id, act: 'member_left', householdId }, async (tx) => {
    const writing = await openForWriting(tx, deps, actor, householdId)
    if (isRefusal(writing)) return writing
    const { history, by, now: at, today } = writing
    const member = history.members.find((each) => each.id === memberId)
    if (!member) return { refused: 'not_found' }
    if (day > today) return notPossible('日子还没到，不能写今天以后。')
    const leaving = { day, why: withoutNumbers(why), at, by }
    if (member.left !== null || (await tx.ledgers.memberLeaves(memberId, leaving)) === 'gone')
      return notPossible(`${member.name}已经登记为不在本户了。`)
    const view = await viewOf(tx, deps, householdId)
    await tx.audit.append({ at, actor: actor.cadreId, act: 'member_left', subject: memberId })
    return view ?? { refused: 'not_found' }
  })
}
