import { sql } from 'kysely'
import type { Arrived, Hold, Inbox } from '../../app/ports/channels.ts'
import type { Trx } from './transaction.ts'

/** One that fails more often than this may fail for ever, and keeps what he writes after it no longer: some 75 seconds. */
const MOST_WAITED_FOR = 3
/** Something of the same person came before `i`, and is not worked off. */
const BEHIND = sql`exists (select from inbox b
  where b.county_code = i.county_code and b.channel = i.channel and b.user_id = i.user_id
    and b.done_at is null and b.at < i.at and b.attempts <= ${sql.lit(MOST_WAITED_FOR)})`

export function inboxOf(trx: Trx, county: string): Inbox {
  return {
    put: (one, at, nextAt) => putArrived(trx, one, at, nextAt),
    done: (channel, messageId, at) => markDone(trx, county, channel, messageId, at),
    failed: (channel, messageId, hold, at, error) => markFailed(trx, county, { channel, messageId }, hold, at, error),
    async isBehind(channel, messageId) {
      const { rows } = await sql`
        select from inbox i where i.county_code = ${county} and i.channel = ${channel} and i.message_id = ${messageId} and ${BEHIND}
      `.execute(trx)
      return rows.length > 0
    },
    async letGo(channel, messageId, hold, at) {
      await trx
        .updateTable('inbox')
        .set({ next_at: at })
        .where('county_code', '=', county)
        .where('channel', '=', channel)
        .where('message_id', '=', messageId)
        .where('done_at', 'is', null)
        .where('next_at', '=', hold)
        .execute()
    },
    claim: (channel, limit, now, until) => claimLeft(trx, county, channel, limit, now, until),
    drop: (before) => dropDone(trx, county, before),
  }
}

async function putArrived(trx: Trx, one: Arrived, at: Date, nextAt: Date): Promise<'new' | 'waiting' | 'done'> {
  const { county, channel, messageId, userId, body } = one
  const put = await trx
    .insertInto('inbox')
    .values({ county_code: county, channel, message_id: messageId, user_id: userId, body, at, next_at: nextAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('message_id')
    .executeTakeFirst()
  if (put) return 'new'
  const { done_at } = await trx
    .selectFrom('inbox')
    .select('done_at')
    .where('county_code', '=', county)
    .where('channel', '=', channel)
    .where('message_id', '=', messageId)
    .executeTakeFirstOrThrow()
  return done_at ? 'done' : 'waiting'
}

async function markDone(trx: Trx, county: string, channel: Arrived['channel'], id: string, at: Date): Promise<void> {
  await trx
    .updateTable('inbox')
    // What it said stands, masked, in the chat now.
    .set({ done_at: at, body: '', error: null })
    .where('county_code', '=', county)
    .where('channel', '=', channel)
    .where('message_id', '=', id)
    .where('done_at', 'is', null)
    .execute()
}

async function markFailed(
  trx: Trx,
  county: string,
  { channel, messageId }: Pick<Arrived, 'channel' | 'messageId'>,
  hold: Hold,
  at: Date,
  error: string,
): Promise<void> {
  await sql`
    update inbox set
      next_at = ${at}::timestamptz + least(interval '5 seconds' * (2 ^ least(attempts, 20)), interval '1 hour'),
      attempts = attempts + 1,
      error = ${error}
    where county_code = ${county} and channel = ${channel} and message_id = ${messageId} and done_at is null and next_at = ${hold}
  `.execute(trx)
}

async function claimLeft(
  trx: Trx,
  county: string,
  channel: Arrived['channel'],
  limit: number,
  now: Date,
  until: Date,
): Promise<(Arrived & { attempts: number })[]> {
  const { rows } = await sql<Arrived & { attempts: number; at: Date }>`
    -- Materialised, or a plan may ask it once for each row that it looks at, and take more than the limit.
    with picked as materialized (
      select message_id from inbox i
      where county_code = ${county} and channel = ${channel} and done_at is null and next_at <= ${now} and not ${BEHIND}
      order by at, message_id limit ${limit} for update skip locked
    )
    update inbox i set next_at = ${until} from picked p
    where i.county_code = ${county} and i.channel = ${channel} and i.message_id = p.message_id
    returning i.county_code as county, i.channel, i.message_id as "messageId", i.user_id as "userId", i.body, i.attempts, i.at
  `.execute(trx)
  return rows.toSorted((one, other) => one.at.getTime() - other.at.getTime()).map(({ at: _, ...arrived }) => arrived)
}

async function dropDone(trx: Trx, county: string, before: Date): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('inbox')
    .where('county_code', '=', county)
    .where('done_at', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
