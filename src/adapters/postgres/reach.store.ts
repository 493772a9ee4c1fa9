import { type Selectable, sql } from 'kysely'
import type { Reach, Reaches, Window } from '../../app/ports/channels.ts'
import type { Channel } from '../../contract/terms.ts'
import type { ChannelTables } from './channel.tables.ts'
import type { Trx } from './transaction.ts'

export function reachesOf(trx: Trx, county: string): Reaches {
  const one = (conversationId: string) =>
    trx.updateTable('reach').where('county_code', '=', county).where('conversation_id', '=', conversationId)
  return {
    heard: (who, at, window) => heard(trx, county, who, at, window),
    owe: (id, at, hold) => owe(trx, county, id, at, hold),
    claim: (id, now, until, hold) => claim(trx, county, id, now, until, hold),
    told: (id, seq, spent) => told(trx, county, id, seq, spent),
    release: (id, why, at) => release(trx, county, id, why, at),
    retry: (id, at, why) => retry(trx, county, id, at, why),
    answeredOnTheSpot: (id, messageId) => answeredOnTheSpot(trx, county, id, messageId),
    answer: async (id, messageId, from, to) =>
      void (await one(id)
        .set({ told_seq: to, answered_id: messageId, answered_from: from, attempts: 0, error: null })
        .execute()),
    wake: (channel, now) => wake(trx, county, channel, now),
    owing: (channel, limit, now) => owing(trx, county, channel, limit, now),
  }
}

async function heard(
  trx: Trx,
  county: string,
  { conversationId, channel, userId }: Pick<Reach, 'conversationId' | 'channel' | 'userId'>,
  at: Date,
  window: Window | null,
): Promise<void> {
  const opened = window ? { open_until: window.until, free_left: window.left } : {}
  const stillOpen = sql<boolean>`reach.open_until > excluded.open_until`
  const widened = window && {
    open_until: sql<Date>`greatest(reach.open_until, excluded.open_until)`,
    free_left: sql<number>`case when ${stillOpen} then greatest(reach.free_left, excluded.free_left) else excluded.free_left end`,
  }
  await trx
    .insertInto('reach')
    .values({ county_code: county, conversation_id: conversationId, channel, user_id: userId, next_at: at, ...opened })
    .onConflict((conflict) =>
      conflict
        .columns(['county_code', 'conversation_id'])
        .doUpdateSet({ next_at: at, attempts: 0, error: null, gone_at: null, ...widened }),
    )
    .execute()
}

async function owe(trx: Trx, county: string, id: string, at: Date, hold: Date | undefined): Promise<void> {
  const held = hold && {
    claimed_until: sql<Date>`case when claimed_until > ${at} then claimed_until else ${hold}::timestamptz end`,
  }
  await trx
    .updateTable('reach')
    .set({ owing: true, next_at: at, ...held })
    .where('county_code', '=', county)
    .where('conversation_id', '=', id)
    .execute()
}

async function claim(
  trx: Trx,
  county: string,
  id: string,
  now: Date,
  until: Date,
  hold: Date | undefined,
): Promise<Reach | null> {
  const row = await trx
    .updateTable('reach')
    .set({ claimed_until: until })
    .where('county_code', '=', county)
    .where('conversation_id', '=', id)
    .where('owing', '=', true)
    .where('gone_at', 'is', null)
    .where('next_at', '<=', now)
    .where((where) =>
      where.or([
        where('claimed_until', 'is', null),
        where('claimed_until', '<=', now),
        ...(hold ? [where('claimed_until', '=', hold)] : []),
      ]),
    )
    .returningAll()
    .executeTakeFirst()
  return row ? reachOf(row) : null
}

async function told(trx: Trx, county: string, id: string, seq: number, spent: number): Promise<void> {
  await trx
    .updateTable('reach')
    .set((set) => ({
      told_seq: seq,
      free_left: set.fn<number>('greatest', [set('free_left', '-', spent), set.val(0)]),
      attempts: 0,
      error: null,
    }))
    .where('county_code', '=', county)
    .where('conversation_id', '=', id)
    .where('told_seq', '<', seq)
    .execute()
}

/** A turn that was stored meanwhile is still owed. Who stores one sets `owing` in its own transaction, so none falls between. */
async function release(
  trx: Trx,
  county: string,
  id: string,
  why: 'nothing_left' | 'closed' | 'gone',
  at: Date,
): Promise<void> {
  await sql`
    update reach set
      claimed_until = null,
      owing = exists (select from turn t where t.county_code = reach.county_code
        and t.conversation_id = reach.conversation_id and t.seq > reach.told_seq),
      next_at = case when ${why} = 'closed' then 'infinity'::timestamptz else next_at end,
      gone_at = case when ${why} = 'gone' then ${at}::timestamptz else gone_at end
    where county_code = ${county} and conversation_id = ${id}
  `.execute(trx)
}

async function retry(trx: Trx, county: string, id: string, at: Date, why: string): Promise<void> {
  await sql`
    update reach set
      claimed_until = null,
      next_at = ${at}::timestamptz + least(interval '5 seconds' * (2 ^ least(attempts, 20) - 1), interval '1 hour'),
      attempts = attempts + 1,
      error = ${why}
    where county_code = ${county} and conversation_id = ${id}
  `.execute(trx)
}

async function answeredOnTheSpot(
  trx: Trx,
  county: string,
  id: string,
  messageId: string,
): Promise<{ from: number; to: number } | null> {
  const row = await trx
    .selectFrom('reach')
    .select(['answered_from as from', 'told_seq as to'])
    .where('county_code', '=', county)
    .where('conversation_id', '=', id)
    .where('answered_id', '=', messageId)
    .executeTakeFirst()
  return row && row.from !== null ? { from: row.from, to: row.to } : null
}

/** What a channel is closed for waits on: its time is infinity, and whoever is gone is not asked for. */
async function wake(trx: Trx, county: string, channel: Channel, now: Date): Promise<void> {
  await trx
    .updateTable('reach')
    .set({ next_at: now })
    .where('county_code', '=', county)
    .where('channel', '=', channel)
    .where('owing', '=', true)
    .where('attempts', '>', 0)
    .where('next_at', '>', now)
    .where('next_at', '<', sql<Date>`'infinity'::timestamptz`)
    .execute()
}

async function owing(trx: Trx, county: string, channel: Channel, limit: number, now: Date): Promise<string[]> {
  const rows = await trx
    .selectFrom('reach')
    .select('conversation_id as id')
    .where('county_code', '=', county)
    .where('channel', '=', channel)
    .where('owing', '=', true)
    .where('gone_at', 'is', null)
    .where('next_at', '<=', now)
    .where((where) => where.or([where('claimed_until', 'is', null), where('claimed_until', '<=', now)]))
    .orderBy('next_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

function reachOf(row: Selectable<ChannelTables['reach']>): Reach {
  return {
    conversationId: row.conversation_id,
    channel: row.channel,
    userId: row.user_id,
    toldSeq: row.told_seq,
    window: row.open_until ? { until: row.open_until, left: row.free_left } : null,
    attempts: row.attempts,
  }
}
