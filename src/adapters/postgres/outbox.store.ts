import { sql } from 'kysely'
import type { OutboxItem } from '../../app/ports/outbox.ts'
import { json } from './json.ts'
import type { Trx } from './transaction.ts'

/** The first failure waits as long as the caller says, each later one twice as long as the one before, up to this. */
const FIRST_EXTRA = '5 seconds'
const LONGEST = '1 hour'

/** Putting it a second time does nothing. */
export async function putOutboxItem(trx: Trx, item: OutboxItem): Promise<void> {
  await trx
    .insertInto('outbox')
    .values({
      county_code: item.county,
      key: item.key,
      conversation_id: item.conversationId,
      blocks: json(item.blocks),
      at: item.at,
      next_at: item.at,
      error: null,
      delivered_at: null,
    })
    // Without naming the key: naming it needs the right to read, and a cadre may only put.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Oldest first. They stay locked until the transaction ends; another process gets the ones behind them. */
export async function takeOutboxItems(trx: Trx, county: string, limit: number, now: Date): Promise<OutboxItem[]> {
  return trx
    .selectFrom('outbox')
    .select(['key', 'county_code as county', 'conversation_id as conversationId', 'blocks', 'at'])
    .where('county_code', '=', county)
    .where('delivered_at', 'is', null)
    .where('next_at', '<=', now)
    .orderBy('at')
    .orderBy('key')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
}

export async function markDelivered(trx: Trx, county: string, key: string, at: Date): Promise<void> {
  await trx
    .updateTable('outbox')
    .set({ delivered_at: at, error: null })
    .where('county_code', '=', county)
    .where('key', '=', key)
    .execute()
}

/** What was delivered stands in the chat; its row here is worth nothing after a while. Answers how many went. */
export async function dropDelivered(trx: Trx, county: string, before: Date): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('outbox')
    .where('county_code', '=', county)
    .where('delivered_at', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

export async function markFailed(trx: Trx, county: string, key: string, retryAt: Date, error: string): Promise<void> {
  await sql`
    update outbox set
      next_at = ${retryAt}::timestamptz
        + least(interval '${sql.raw(FIRST_EXTRA)}' * (2 ^ least(attempts, 20) - 1), interval '${sql.raw(LONGEST)}'),
      attempts = attempts + 1,
      error = ${error}
    where county_code = ${county} and key = ${key}
  `.execute(trx)
}
