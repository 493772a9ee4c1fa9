import { sql } from 'kysely'
import type { MassReport } from '../../app/ports/mass.ts'
import type { Channel } from '../../contract/terms.ts'
import type { Trx } from './transaction.ts'

/** Answer and report may be stored at the same time, and neither would see the other. */
async function oneAtATime(trx: Trx, county: string, channel: Channel, answerId: string): Promise<void> {
  const name = `mass-report/${county}/${channel}/${answerId}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx)
}

export async function takeReport(
  trx: Trx,
  county: string,
  channel: Channel,
  report: MassReport,
  at: Date,
): Promise<string | null> {
  const { answerId, failure, sent, notReached } = report
  await oneAtATime(trx, county, channel, answerId)
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('mass_report')
    .values({ county_code: county, channel, answer_id: answerId, failure, sent, not_reached: notReached, at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 0n ? null : apply(trx, county, channel, report)
}

/** Of a call whose answer is stored just now: the report may be there already. */
export async function applyEarly(trx: Trx, county: string, channel: Channel, answerId: string): Promise<void> {
  await oneAtATime(trx, county, channel, answerId)
  const row = await trx
    .selectFrom('mass_report')
    .selectAll()
    .where('county_code', '=', county)
    .where('channel', '=', channel)
    .where('answer_id', '=', answerId)
    .executeTakeFirst()
  if (!row) return
  await apply(trx, county, channel, { answerId, failure: row.failure, sent: row.sent, notReached: row.not_reached })
}

/** Who wrote meanwhile and has it by himself stands as told already, and is no more of the call's. */
async function apply(
  trx: Trx,
  county: string,
  channel: Channel,
  { answerId, failure, sent, notReached }: MassReport,
): Promise<string | null> {
  const { rows } = await sql<{ id: string; broadcast_id: string }>`
    select id, broadcast_id from mass_call
    where county_code = ${county} and channel = ${channel} and answer_id = ${answerId} and state in ('taken', 'unknown') for update
  `.execute(trx)
  const [call] = rows
  if (!call) return null
  const { numAffectedRows } = await sql`
    update delivery set
      told = ${failure === null ? 'told' : 'untold'}, told_reason = ${failure},
      mass_failures = mass_failures + ${failure === null ? 0 : 1}::smallint
    where county_code = ${county} and mass_call = ${call.id}
      and (told = 'in_call' or (told = 'untold' and told_reason = 'unreported'))
  `.execute(trx)
  const people = Number(numAffectedRows ?? 0)
  const missed = failure === null && sent !== null ? Math.max(0, people - sent) : 0
  const notReachedOf = Math.min(missed, notReached ?? 0)
  await trx
    .updateTable('mass_call')
    .set({
      state: failure === null ? 'sent' : 'failed',
      why: failure,
      left_out: missed - notReachedOf,
      not_reached: notReachedOf,
    })
    .where('county_code', '=', county)
    .where('id', '=', call.id)
    .execute()
  return call.broadcast_id
}

export async function giveUpReports(trx: Trx, county: string, channel: Channel, before: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with over as (
      update mass_call set state = 'unknown', why = 'nobody reported of it'
      where county_code = ${county} and channel = ${channel} and state = 'taken' and ended_at < ${before}
      returning id, broadcast_id
    ), unsure as (
      update delivery d set told = 'untold', told_reason = 'unreported' from over o
      where d.county_code = ${county} and d.mass_call = o.id and d.told = 'in_call'
    )
    select distinct broadcast_id as id from over
  `.execute(trx)
  return rows.map(({ id }) => id)
}
