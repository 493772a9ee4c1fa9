import { sql } from 'kysely'
import type { Notice, NoticeEnd } from '../../app/ports/notices.ts'
import type { Trx } from './transaction.ts'

/** Each failure waits twice as long as the one before, from the first up to the longest: an emergency cannot wait an hour. */
const FIRST_RETRY = '5 seconds'
const LONGEST_RETRY = '5 minutes'

/** Putting it a second time does nothing. */
export async function putNotice(trx: Trx, county: string, notice: Notice, at: Date): Promise<void> {
  await trx
    .insertInto('notice')
    .values({
      county_code: county,
      key: notice.key,
      kind: 'phone',
      lead_id: notice.leadId,
      cadre_id: notice.cadreId,
      state: 'waiting',
      at,
      next_at: at,
      ended_at: null,
      error: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Those that are due, oldest first. They are the caller's until `until`; whoever dies with them lets others have them then. */
export async function claimNotices(
  trx: Trx,
  county: string,
  limit: number,
  now: Date,
  until: Date,
): Promise<(Notice & { attempts: number })[]> {
  const due = trx
    .selectFrom('notice')
    .select('key')
    .where('county_code', '=', county)
    .where('state', '=', 'waiting')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .orderBy('key')
    .limit(limit)
    .forUpdate()
    .skipLocked()
  return trx
    .updateTable('notice')
    .set((row) => ({ next_at: until, attempts: row('attempts', '+', 1) }))
    .where('county_code', '=', county)
    .where('key', 'in', due)
    .returning(['key', 'lead_id as leadId', 'cadre_id as cadreId', 'attempts'])
    .execute()
}

export async function endNotice(trx: Trx, county: string, key: string, end: NoticeEnd, at: Date): Promise<void> {
  await trx
    .updateTable('notice')
    .set({ state: end.state, error: end.error, ended_at: at })
    .where('county_code', '=', county)
    .where('key', '=', key)
    .where('state', '=', 'waiting')
    .execute()
}

export async function retryNotice(trx: Trx, county: string, key: string, now: Date, error: string): Promise<void> {
  await sql`
    update notice set error = ${error}, next_at = ${now}::timestamptz
      + least(interval '${sql.raw(FIRST_RETRY)}' * 2 ^ least(attempts - 1, 20), interval '${sql.raw(LONGEST_RETRY)}')
    where county_code = ${county} and key = ${key} and state = 'waiting'
  `.execute(trx)
}

/** Of leads that are ended; as long as one is open, its notices say in whose queues it stands. Answers how many went. */
export async function dropNotices(trx: Trx, county: string, before: Date): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('notice')
    .where('county_code', '=', county)
    .where('ended_at', '<', before)
    .where('lead_id', 'in', (from) =>
      from
        .selectFrom('lead')
        .select('id')
        .where('county_code', '=', county)
        .where('status', 'in', ['closed', 'withdrawn']),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}
