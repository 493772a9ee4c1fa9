import type { Comparison, Comparisons } from '../../app/ports/cases.ts'
import { json } from './json.ts'
import type { Trx } from './transaction.ts'

export async function putComparison(trx: Trx, one: Comparison): Promise<void> {
  await trx
    .insertInto('comparison')
    .values({
      county_code: one.county,
      id: one.id,
      case_id: one.caseId,
      seq: one.seq,
      step: one.step,
      region: one.region,
      department: one.department,
      fields: one.fields,
      head_name: one.headName,
      people: json(one.people),
      state: one.state,
      asked_at: one.askedAt,
      ended_at: null,
    })
    .execute()
}

export async function getComparison(trx: Trx, county: string, id: string): Promise<Comparison | null> {
  return (await comparisons(trx, county).where('id', '=', id).executeTakeFirst()) ?? null
}

export async function openComparisonsOf(trx: Trx, county: string, caseId: string): Promise<Comparison[]> {
  return comparisons(trx, county).where('case_id', '=', caseId).where('state', '=', 'open').orderBy('seq').execute()
}

export async function endComparison(
  trx: Trx,
  county: string,
  id: string,
  state: 'answered' | 'void',
  at: Date,
): Promise<void> {
  await trx
    .updateTable('comparison')
    .set({ state, ended_at: at })
    .where('county_code', '=', county)
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute()
}

export async function listComparisons(
  trx: Trx,
  county: string,
  state: Parameters<Comparisons['list']>[0],
  limit: number,
): Promise<Comparison[]> {
  return comparisons(trx, county).where('state', '=', state).orderBy('asked_at').orderBy('id').limit(limit).execute()
}

function comparisons(trx: Trx, county: string) {
  return trx
    .selectFrom('comparison')
    .select([
      'id',
      'county_code as county',
      'case_id as caseId',
      'seq',
      'step',
      'region',
      'department',
      'fields',
      'head_name as headName',
      'people',
      'state',
      'asked_at as askedAt',
    ])
    .where('county_code', '=', county)
}
