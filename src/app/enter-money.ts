import type { LedgerView, MoneyCorrection, NewMoney } from '../contract/ledger.ts'
import type { MoneyRow } from '../core/ledger/money.ts'
import { monthOf } from '../core/ledger/months.ts'
import { sourceWords } from '../core/ledger/source.ts'
import { withoutNumbers } from '../core/understanding/without-numbers.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { notPossible, openForWriting, type Writing } from './household-ledger.ts'
import { Conflict, type Tx } from './ports/store.ts'
import { viewOf } from './read-ledger.ts'
import { isRefusal, type Refusal } from './refusal.ts'
import { writeOnce } from './write-once.ts'

const NOT_YET = '这个月还没到，不能先记。'

/** Enters what came in or was spent. Entries of the same months add up; what was wrong is corrected, not entered again. */
export async function enterMoney(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  { words, ...sum }: NewMoney,
): Promise<LedgerView | Refusal> {
  return writeOnce(deps, actor, { id: sum.id, act: 'money_entered', householdId }, async (tx) => {
    const writing = await openForWriting(tx, deps, actor, householdId)
    if (isRefusal(writing)) return writing
    const { by: source, now: at, today } = writing
    if (sum.to > monthOf(today)) return notPossible(NOT_YET)
    const row = { ...sum, words: withoutNumbers(words), source, at, replaces: null, contests: null, settles: [] }
    return store(tx, deps, actor, householdId, row, 'money_entered')
  })
}

/**
 * Puts a sum in the place of another; both are kept. With `settles` it is also the cadre's word on what a list says otherwise.
 * Of two who correct one entry at once the second is told who was faster.
 */
export async function correctMoney(
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  entryId: string,
  { why, settles, ...sum }: MoneyCorrection,
): Promise<LedgerView | Refusal> {
  try {
    return await writeOnce(deps, actor, { id: sum.id, act: 'money_corrected', householdId }, async (tx) => {
      const writing = await openForWriting(tx, deps, actor, householdId)
      if (isRefusal(writing)) return writing
      const { ledger, moneyConflicts, by: source, now: at, today } = writing
      const entry = ledger.money.find(({ id }) => id === entryId)
      if (!entry) return { refused: 'not_found' }
      if (entry.replacedBy !== null && entry.replacedBy !== sum.id) return faster(writing, entryId)
      if (sum.to > monthOf(today)) return notPossible(NOT_YET)
      const open = moneyConflicts.find((each) => each.entry.id === entryId)?.others.map(({ id }) => id) ?? []
      if (entry.replacedBy === null && !settles.every((id) => open.includes(id)))
        return notPossible('要核定的数已经变了，请看最新的再办。')
      const words = withoutNumbers(why)
      const row = { ...sum, kind: entry.kind, words, source, at, replaces: entryId, contests: null, settles }
      return store(tx, deps, actor, householdId, row, settles.length > 0 ? 'money_settled' : 'money_corrected')
    })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return deps.store.transaction(actor, async (tx) => {
      const writing = await openForWriting(tx, deps, actor, householdId)
      return isRefusal(writing) ? writing : faster(writing, entryId)
    })
  }
}

async function store(
  tx: Tx,
  deps: Deps,
  actor: CadreActor,
  householdId: string,
  row: MoneyRow,
  act: string,
): Promise<LedgerView | Refusal> {
  if ((await tx.ledgers.addMoney(householdId, [row])) === 'conflict') throw new Conflict()
  const view = await viewOf(tx, deps, householdId)
  await tx.audit.append({ at: row.at, actor: actor.cadreId, act, subject: row.id })
  return view ?? { refused: 'not_found' }
}

function faster({ history }: Writing, entryId: string): Refusal {
  const other = history.money.find(({ replaces }) => replaces === entryId)
  const who = other ? sourceWords(other.source) : '别人'
  return notPossible(`${who}：这一笔刚刚改过了，请看最新的再改。`)
}
