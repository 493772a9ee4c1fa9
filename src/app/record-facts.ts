import type { FactSettling, LedgerView, NewFact } from '../contract/ledger.ts'
import { type Fact, sameValue } from '../core/ledger/facts.ts'
import { readFact } from '../core/ledger/fields.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { maskedValue, notPossible, openForWriting, type Writing } from './household-ledger.ts'
import { viewOf } from './read-ledger.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import { writeOnce } from './write-once.ts'

/** Writes down what is so in the household. What was known before stays in the records. */
export async function recordFacts(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  facts: NewFact[],
  actId?: string,
): Promise<LedgerView | Refusal> {
  return writeOnce(deps, actor, { id: actId, act: 'facts_recorded', householdId }, async (tx) => {
    const writing = await openForWriting(tx, deps, actor, householdId)
    if (isRefusal(writing)) return writing
    const read = factsOf(writing, facts)
    if (isRefusal(read)) return read
    await tx.ledgers.addFacts(householdId, read)
    const view = await viewOf(tx, deps, householdId)
    await tx.audit.append({ at: writing.now, actor: actor.cadreId, act: 'facts_recorded', subject: householdId })
    return view ?? { refused: 'not_found' }
  })
}

/**
 * Says which of two values holds, and why. Nobody settles what he did not see: what is named must be all that lists say otherwise
 * just now.
 */
export async function settleConflict(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  { settles, why, ...said }: FactSettling,
): Promise<LedgerView | Refusal> {
  return writeOnce(deps, actor, { id: said.id, act: 'conflict_settled', householdId }, async (tx) => {
    const writing = await openForWriting(tx, deps, actor, householdId)
    if (isRefusal(writing)) return writing
    const read = factsOf(writing, [said])
    if (isRefusal(read)) return read
    const stored = writing.history.facts.some(({ id }) => id === said.id)
    const [fact] = read
    if (!fact || (!stored && !allOpen(writing, fact, settles)))
      return notPossible('要核定的内容已经变了，请看最新的再办。')
    await tx.ledgers.addFacts(householdId, [{ ...fact, settles, why: withoutNumbers(why) }])
    const view = await viewOf(tx, deps, householdId)
    await tx.audit.append({ at: writing.now, actor: actor.cadreId, act: 'conflict_settled', subject: said.id })
    return view ?? { refused: 'not_found' }
  })
}

function allOpen({ facts }: Writing, { field, member, period }: Fact, settles: string[]): boolean {
  const conflict = facts.find(({ fact }) => fact.field === field && fact.member === member && fact.period === period)
  const open = conflict?.others.map(({ id }) => id).sort() ?? []
  return open.length > 0 && sameValue({ value: open }, { value: [...settles].sort() })
}

/** What a cadre says, checked against the table of fields, the household's members and the calendar. */
export function factsOf(
  { history, by, now: at, today }: Writing,
  said: NewFact[],
  day: string = today,
): Fact[] | Refusal {
  const facts: Fact[] = []
  for (const { id, field: name, member, value, period, day: asOf = day } of said) {
    if (asOf > today) return notPossible('日子还没到，不能写今天以后。')
    if (member !== null && !history.members.some((each) => each.id === member))
      return notPossible('这个成员不是本户的。')
    const read = readFact(name, maskedValue(value), member !== null)
    if ('wrong' in read) return notPossible(read.wrong)
    facts.push({ id, member, ...read, period, day: asOf, source: by, at, settles: [], why: null })
  }
  return facts
}
