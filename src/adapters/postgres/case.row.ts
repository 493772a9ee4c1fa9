import { type Insertable, type Selectable, sql } from 'kysely'
import type { Case, CaseAuthor } from '../../core/procedure/case.ts'
import type { CaseAction } from '../../core/procedure/case-action.ts'
import { json } from './json.ts'
import type { Database } from './tables.ts'

export const CASE_COLUMNS = [
  'one.id',
  'one.number',
  'one.county_code as county',
  'one.region',
  'one.household_id as householdId',
  'one.phase',
  'one.step',
  'one.opened_at as openedAt',
  'one.finish_by as finishBy',
  'one.monitored_kind as monitoredKind',
  'one.version',
  'one.demo',
] as const

/** Leads stand in a table of their own. */
export const LEAD_IDS = sql<string[]>`array(select l.lead_id from case_lead l
  where l.county_code = one.county_code and l.case_id = one.id order by 1)`

/** Said as a constant, because the index of running cases is partial and a parameter does not prove that it applies. */
export const RUNNING = sql<boolean>`one.phase <> 'ended'`

export function rowOfCase(one: Case): Insertable<Database['monitoring_case']> & { county_code: string; id: string } {
  return {
    county_code: one.county,
    id: one.id,
    number: one.number,
    region: one.region,
    household_id: one.householdId,
    phase: one.phase,
    step: one.step,
    opened_at: one.openedAt,
    finish_by: one.finishBy,
    monitored_kind: one.monitoredKind,
    version: one.version,
    demo: one.demo,
  }
}

export function rowOfAction(
  county: string,
  action: CaseAction,
  recordedBy: string | null,
): Insertable<Database['case_action']> {
  const { caseId, seq, at, by, basis, text, kind, ...body } = action
  const cadre = by.kind === 'cadre' ? by : null
  return {
    county_code: county,
    case_id: caseId,
    seq,
    kind,
    at,
    by_kind: by.kind,
    by_id: cadre?.cadreId ?? null,
    by_name: cadre?.name ?? null,
    by_role: cadre?.role ?? null,
    recorded_by: recordedBy,
    basis: json(basis),
    text,
    body: json(body),
  }
}

export function actionOfRow(row: Selectable<Database['case_action']>): CaseAction {
  const { case_id: caseId, seq, at, basis, text, kind, body } = row
  // What was split by rowOfAction is put together again: kind and body always come from one action.
  return { ...body, kind, caseId, seq, at, by: authorOf(row), basis, text } as CaseAction
}

function authorOf({ by_kind, by_id, by_name, by_role }: Selectable<Database['case_action']>): CaseAuthor {
  if (by_kind !== 'cadre') return { kind: by_kind }
  if (by_id === null || by_name === null || by_role === null) throw new Error('an action of a cadre names him')
  return { kind: 'cadre', cadreId: by_id, name: by_name, role: by_role }
}
