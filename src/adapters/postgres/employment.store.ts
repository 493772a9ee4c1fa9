import type { CountyFigure, Employment, Figures } from '../../app/ports/measures.ts'
import type { Trx } from './transaction.ts'

type Given = Parameters<Employment['addService']>[0]
type Worked = Parameters<Employment['addMonths']>[0]

/** An id that is there already: nothing happens. */
export async function addService(trx: Trx, county: string, row: Given): Promise<void> {
  const { id, householdId: household_id, memberId: member_id, service, day, text, byId: by_id, at } = row
  await trx
    .insertInto('employment_service')
    .values({ county_code: county, id, household_id, member_id, service, day, text, by_id, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function servicesBetween(trx: Trx, county: string, from: string, to: string) {
  return trx
    .selectFrom('employment_service')
    .select(['household_id as householdId', 'member_id as memberId', 'service', 'day'])
    .where('county_code', '=', county)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .execute()
}

export async function addWorkMonths(trx: Trx, county: string, rows: Worked): Promise<void> {
  if (rows.length === 0) return
  await trx
    .insertInto('work_month')
    .values(
      rows.map(({ memberId, month, publicPost, householdId, byId, at }) => ({
        county_code: county,
        member_id: memberId,
        month,
        public_post: publicPost,
        household_id: householdId,
        by_id: byId,
        at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function workMonths(trx: Trx, county: string, year: number) {
  return trx
    .selectFrom('work_month')
    .select(['household_id as householdId', 'member_id as memberId', 'month', 'public_post as publicPost'])
    .where('county_code', '=', county)
    .where('month', '>=', `${year}-01`)
    .where('month', '<=', `${year}-12`)
    .orderBy('household_id')
    .orderBy('member_id')
    .orderBy('month')
    .execute()
}

export async function addFigure(trx: Trx, county: string, row: Parameters<Figures['add']>[0]): Promise<void> {
  const { id, of, period, part, whole, source, byId: by_id, at } = row
  await trx
    .insertInto('county_figure')
    .values({ county_code: county, id, of, period, part: text(part), whole: String(whole), source, by_id, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The newest figure of each kind for a period. */
export async function newestFigures(trx: Trx, county: string, period: string): Promise<CountyFigure[]> {
  const rows = await trx
    .selectFrom('county_figure')
    .distinctOn('of')
    .select(['of', 'period', 'part', 'whole', 'source'])
    .where('county_code', '=', county)
    .where('period', '=', period)
    .orderBy('of')
    .orderBy('at', 'desc')
    .orderBy('id')
    .execute()
  return rows.map(({ part, whole, ...rest }) => ({
    ...rest,
    part: part === null ? null : Number(part),
    whole: Number(whole),
  }))
}

function text(value: number | null): string | null {
  return value === null ? null : String(value)
}
