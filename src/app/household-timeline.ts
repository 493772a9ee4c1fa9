import type { LedgerView } from '../contract/ledger.ts'
import { DEPARTMENT_WORDS } from '../core/measure/labels.ts'
import { MEASURE_STATE_WORDS } from '../core/measure/steps.ts'
import { helpMeaning } from '../core/policy/code-words.ts'
import type { Case } from '../core/procedure/case.ts'
import { authorWords } from '../core/procedure/words.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import { RESULT_WORDS } from './list-referrals.ts'
import type { Tx } from './ports/store.ts'

type Entry = LedgerView['timeline'][number]

/** So many referrals of one household are never shown at once; more would be a slip of the pen. */
const MOST_REFERRALS = 500

/** What happened to a household beside its ledger: its cases, its help, and what departments were asked. Not in order. */
export async function elsewhereEntries(tx: Tx, deps: Deps, householdId: string, cases: Case[]): Promise<Entry[]> {
  return [
    ...(await caseEntries(tx, cases)),
    ...(await measureEntries(tx, deps, householdId)),
    ...(await referralEntries(tx, deps, householdId)),
  ]
}

async function caseEntries(tx: Tx, cases: Case[]): Promise<Entry[]> {
  const actions = await tx.cases.actionsOf(cases.map(({ id }) => id))
  return cases.flatMap(({ id, number }) =>
    (actions.get(id) ?? []).map(({ at, by, text }) => ({
      at: at.toISOString(),
      kind: 'case',
      text: `${number} ${text}`,
      by: authorWords(by),
    })),
  )
}

async function measureEntries(tx: Tx, { packs }: Deps, householdId: string): Promise<Entry[]> {
  const help = new Map((await tx.measures.ofHousehold(householdId)).map((each) => [each.id, each.help]))
  return (await tx.measures.eventsOf(householdId)).map(({ measureId, at, by, state, day, text }) => {
    const code = help.get(measureId) ?? ''
    const words = helpMeaning(packs, code)?.words ?? code
    return {
      at: at.toISOString(),
      kind: 'measure',
      text: `${day}${words}${MEASURE_STATE_WORDS[state]}：${text}`,
      by: by.name,
    }
  })
}

async function referralEntries(tx: Tx, deps: Deps, householdId: string): Promise<Entry[]> {
  const today = chinaDay(deps.clock.now())
  const asked = await tx.referrals.list({ state: 'all', householdId, today, limit: MOST_REFERRALS })
  return asked.flatMap(({ department, needWords, text, askedAt, askedBy, answer }) => {
    const office = DEPARTMENT_WORDS[department]
    const question = `转给${office}（${needWords}）：${text}`
    const entries = [{ at: askedAt.toISOString(), kind: 'referral', text: question, by: askedBy.name }]
    if (!answer) return entries
    const told = `${office}答复，${RESULT_WORDS[answer.result]}：${answer.text}`
    return [...entries, { at: answer.at.toISOString(), kind: 'referral', text: told, by: answer.by.name }]
  })
}
