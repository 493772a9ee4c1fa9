import type { CaseDetail, CaseSummary } from '../contract/case.ts'
import { type HouseholdKind, type Labour, MONITORED_KIND_LABEL, MONITORED_KINDS } from '../contract/terms.ts'
import { citationWords } from '../core/policy/citation.ts'
import type { CaseActed, CaseContext } from '../core/procedure/acted.ts'
import type { CaseAction } from '../core/procedure/case-action.ts'
import type { CaseState } from '../core/procedure/case-state.ts'
import { foldCase } from '../core/procedure/fold.ts'
import { movesFor } from '../core/procedure/moves.ts'
import { groupsFor, leavingFor } from '../core/procedure/snapshot.ts'
import { summarizeCase, type ViewContext, viewCase } from '../core/procedure/view.ts'
import { authorWords } from '../core/procedure/words.ts'
import type { Roster } from '../core/routing/roster.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import type { CaseRow } from './ports/cases.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

/** What the engine needs to know of the world for one case. */
export function caseContext(
  deps: Deps,
  {
    region,
    householder,
    family = [],
    labour = null,
    kind,
  }: {
    region: string
    householder: string
    family?: string[]
    labour?: Labour | null
    kind?: HouseholdKind | undefined
  },
  roster: Roster,
  now: Date,
): CaseContext {
  const day = chinaDay(now)
  const leaving = leavingFor(deps.packs, region, day)
  const groups = groupsFor(deps.packs, region, day)
  const ledger = { family, labour, ...(kind && { kind }) }
  return { now, roster, isWorkingDay: deps.isWorkingDay, householder, leaving, groups, ...ledger }
}

export async function stateOf(tx: Tx, caseId: string): Promise<CaseState> {
  return foldCase((await tx.cases.actionsOf([caseId])).get(caseId) ?? [])
}

/** As this cadre sees it: with what he may do now. */
export async function caseDetail(tx: Tx, deps: Deps, id: string, cadreId: string): Promise<CaseDetail | null> {
  const row = await tx.cases.row(id)
  const actions = row && (await tx.cases.actionsOf([id])).get(id)
  if (!row || !actions) return null
  const roster = await tx.roster.onDay(row.case.county, chinaDay(deps.clock.now()))
  return detailOf(deps, row, actions, roster, cadreId)
}

/** The same of many at once, in the order of the rows. */
export async function caseDetails(tx: Tx, deps: Deps, rows: CaseRow[], cadreId: string): Promise<CaseDetail[]> {
  const [first] = rows
  if (!first) return []
  const actions = await tx.cases.actionsOf(rows.map((row) => row.case.id))
  const roster = await tx.roster.onDay(first.case.county, chinaDay(deps.clock.now()))
  return rows.map((row) => detailOf(deps, row, actions.get(row.case.id) ?? [], roster, cadreId))
}

function detailOf(deps: Deps, row: CaseRow, actions: CaseAction[], roster: Roster, cadreId: string): CaseDetail {
  const [state, now] = [foldCase(actions), deps.clock.now()]
  const by = roster.cadres.find((cadre) => cadre.id === cadreId)
  const context = caseContext(deps, { region: row.case.region, householder: row.headName }, roster, now)
  const named = context.groups.map(({ group, words }) => ({ kind: group, words }))
  const all = MONITORED_KINDS.map((kind) => ({ kind, words: MONITORED_KIND_LABEL[kind] }))
  return {
    ...viewCase(state, actions, viewContext(deps, row)),
    may: by ? movesFor(state, by, context) : [],
    kinds: named.length > 0 ? named : all,
  }
}

/** In the order of the rows. */
export async function caseSummaries(tx: Tx, deps: Deps, rows: CaseRow[]): Promise<CaseSummary[]> {
  const actions = await tx.cases.actionsOf(rows.map((row) => row.case.id))
  return rows.map((row) => summarizeCase(foldCase(actions.get(row.case.id) ?? []), viewContext(deps, row)))
}

function viewContext(deps: Deps, { case: one, headName }: CaseRow): ViewContext {
  return {
    now: deps.clock.now(),
    isWorkingDay: deps.isWorkingDay,
    householdName: headName,
    place: deps.regions(one.county)?.placeName(one.region) ?? one.region,
  }
}

/** Somebody else's action came first: who, and how the case stands now. */
export async function caseMovedOn(tx: Tx, deps: Deps, row: CaseRow): Promise<Refusal> {
  const last = (await tx.cases.actionsOf([row.case.id])).get(row.case.id)?.at(-1)
  const [current] = await caseSummaries(tx, deps, [row])
  if (!last || !current) return { refused: 'not_found' }
  return { refused: 'somebody_was_faster', who: authorWords(last.by), current }
}

/** The reason, and the clause behind it. */
export function notPossible({ why, citation }: CaseActed & { kind: 'refused' }): Refusal {
  return { refused: 'not_possible_now', why, ...(citation ? { source: citationWords(citation) } : {}) }
}
