import { type Selectable, sql } from 'kysely'
import type { Referral, ReferralAnswer, ReferralQuery } from '../../app/ports/measures.ts'
import type { Office } from '../../contract/office.ts'
import { json } from './json.ts'
import type { Database } from './tables.ts'
import type { Trx } from './transaction.ts'

export async function insertReferral(trx: Trx, referral: Referral): Promise<'inserted' | 'conflict'> {
  const row = await trx
    .insertInto('referral')
    .values({
      county_code: referral.county,
      id: referral.id,
      household_id: referral.householdId,
      region: referral.region,
      household_name: referral.householdName,
      department: referral.department,
      need: referral.need,
      need_words: referral.needWords,
      duty: referral.duty,
      citation: json(referral.citation),
      text: referral.text,
      asked_by: referral.askedBy.id,
      asked_by_name: referral.askedBy.name,
      asked_on: referral.askedOn,
      asked_at: referral.askedAt,
      due_day: referral.dueDay,
      due_citation: json(referral.dueCitation),
      state: 'asked',
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row ? 'inserted' : 'conflict'
}

export async function getReferral(trx: Trx, county: string, id: string): Promise<Referral | null> {
  const row = await referrals(trx, county).where('id', '=', id).executeTakeFirst()
  return row ? referralOf(row) : null
}

export async function lockReferral(trx: Trx, county: string, id: string): Promise<Referral | null> {
  const row = await referrals(trx, county).where('id', '=', id).forUpdate().executeTakeFirst()
  return row ? referralOf(row) : null
}

/** Of a row that this transaction has locked. */
export async function answerReferral(trx: Trx, county: string, id: string, answer: ReferralAnswer): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('referral')
    .set({
      state: 'answered',
      result: answer.result,
      answer: answer.text,
      answered_by: answer.by.id,
      answered_by_name: answer.by.name,
      answered_on: answer.day,
      answered_at: answer.at,
    })
    .where('county_code', '=', county)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error(`referral ${id} was answered already`)
}

/** Unanswered first, by the day on which an answer is due; then the newest answers. */
export async function listReferrals(
  trx: Trx,
  county: string,
  { state, householdId, today, limit }: ReferralQuery,
): Promise<Referral[]> {
  let rows = referrals(trx, county)
    .orderBy('state')
    .orderBy(sql`case when state = 'asked' then due_day end`)
    .orderBy('answered_at', 'desc')
    .orderBy('id')
    .limit(limit)
  if (householdId !== null) rows = rows.where('household_id', '=', householdId)
  if (state === 'asked' || state === 'answered') rows = rows.where('state', '=', state)
  if (state === 'overdue') rows = rows.where('state', '=', 'asked').where('due_day', '<', today)
  return (await rows.execute()).map(referralOf)
}

export async function departmentOf(trx: Trx, county: string, cadreId: string): Promise<Office | null> {
  const row = await trx
    .selectFrom('cadre')
    .select('department')
    .where('county_code', '=', county)
    .where('id', '=', cadreId)
    .executeTakeFirst()
  return row?.department ?? null
}

function referrals(trx: Trx, county: string) {
  return trx.selectFrom('referral').selectAll().where('county_code', '=', county)
}

function referralOf(row: Selectable<Database['referral']>): Referral {
  return {
    id: row.id,
    county: row.county_code,
    householdId: row.household_id,
    region: row.region,
    householdName: row.household_name,
    department: row.department,
    need: row.need,
    needWords: row.need_words,
    duty: row.duty,
    citation: row.citation,
    text: row.text,
    askedBy: { id: row.asked_by, name: row.asked_by_name },
    askedOn: row.asked_on,
    askedAt: row.asked_at,
    dueDay: row.due_day,
    dueCitation: row.due_citation,
    answer: answerOf(row),
  }
}

function answerOf(row: Selectable<Database['referral']>): ReferralAnswer | null {
  const { result, answer: text, answered_by: id, answered_by_name: name, answered_on: day, answered_at: at } = row
  if (result === null || text === null || id === null || name === null || day === null || at === null) return null
  return { result, text, by: { id, name }, day, at }
}
