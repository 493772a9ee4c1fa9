import { type RawBuilder, type Selectable, sql } from 'kysely'
import type { Claim, Reach, Reaches, Window } from '../../app/ports/channels.ts'
import type { Channel } from '../../contract/terms.ts'
import type { ChannelTables } from './channel.tables.ts'
import { notTold, publicityOf, publicityOver, putOff } from './publicity.store.ts'
import type { Trx } from './transaction.ts'

export function reachesOf(trx: Trx, county: string): Reaches {
  const one = (conversationId: string) =>
    trx.updateTable('reach').where('county_code', '=', county).where('conversation_id', '=', conversationId)
  return {
    heard: (who, at, window) => heard(trx, county, who, at, window),
    owe: (id, at, hold) => owe(trx, county, id, at, hold),
    claim: (id, now, until, hold) => claim(trx, county, id, now, until, hold),
    told: (id, seq, spent) => told(trx, county, id, seq, spent),
    putOff: (id, seq) => putOff(trx, county, id, seq),
    publicityOver: (id, seq, spent, end) => publicityOver(trx, county, id, seq, spent, end),
    publicityClosed: (id) => notTold(trx, county, id, 'closed'),
    publicity: (id, seq) => publicityOf(trx, county, id, seq),
    noticed: async (id, seq) => void (await one(id).set({ noticed_seq: seq }).where('noticed_seq', '<', seq).execute()),
    release: (claim, why, at, seen) => release(trx, county, claim, why, at, seen),
    postpone: (claim, until, at, seen) => postpone(trx, county, claim, until, at, seen),
    retry: (claim, at, why) => retry(trx, county, claim, at, why),
    leave: (id, at) => leave(trx, county, id, at),
    answeredOnTheSpot: (id, messageId) => answeredOnTheSpot(trx, county, id, messageId),
    async answer(id, messageId, { from, to, putOff: left }) {
      const answered = { answered_id: messageId, answered_from: from, answered_to: to }
      await one(id)
        .set({
          ...answered,
          told_seq: to,
          put_off: sql<number[]>`put_off || ${`{${left.join(',')}}`}::text::integer[]`,
          attempts: 0,
          error: null,
        })
        .execute()
    },
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
  return row ? reachOf(row, until) : null
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

/**
 * A turn that was stored meanwhile is still owed. Who stores one writes this row in its own transaction: locked first, by a statement
 * of its own, so that the next one sees that turn.
 */
async function isHeld(trx: Trx, county: string, { conversationId, claimedUntil }: Claim): Promise<boolean> {
  const row = await trx
    .selectFrom('reach')
    .select('claimed_until')
    .where('county_code', '=', county)
    .where('conversation_id', '=', conversationId)
    .forUpdate()
    .executeTakeFirst()
  return row?.claimed_until?.getTime() === claimedUntil.getTime()
}

const turnBehind = (seq: RawBuilder<unknown>) => sql<boolean>`exists (select from turn t
  where t.county_code = reach.county_code and t.conversation_id = reach.conversation_id and t.seq > ${seq})`

async function letGo(trx: Trx, county: string, claim: Claim, nextAt: RawBuilder<unknown>): Promise<boolean> {
  if (!(await isHeld(trx, county, claim))) return false
  await sql`
    update reach set
      claimed_until = null,
      owing = cardinality(put_off) > 0 or ${turnBehind(sql`reach.told_seq`)},
      next_at = ${nextAt}
    where county_code = ${county} and conversation_id = ${claim.conversationId}
  `.execute(trx)
  return true
}

async function release(
  trx: Trx,
  county: string,
  claim: Claim,
  why: 'nothing_left' | 'closed' | 'gone',
  at: Date,
  seen: number,
): Promise<void> {
  const closed = sql`case when ${turnBehind(sql`${seen}`)} then ${at}::timestamptz else 'infinity'::timestamptz end`
  const isMine = await letGo(trx, county, claim, why === 'closed' ? closed : sql`next_at`)
  if (isMine && why === 'gone') await leave(trx, county, claim.conversationId, at)
}

async function leave(trx: Trx, county: string, id: string, at: Date): Promise<void> {
  await trx
    .updateTable('reach')
    .set({ gone_at: at })
    .where('county_code', '=', county)
    .where('conversation_id', '=', id)
    .execute()
  await notTold(trx, county, id, 'gone')
}

async function postpone(trx: Trx, county: string, claim: Claim, until: Date, at: Date, seen: number): Promise<void> {
  const nextAt = sql`case when ${turnBehind(sql`${seen}`)} then ${at}::timestamptz else ${until}::timestamptz end`
  await letGo(trx, county, claim, nextAt)
}

async function retry(trx: Trx, county: string, claim: Claim, at: Date, why: string): Promise<void> {
  await sql`
    update reach set
      claimed_until = null,
      next_at = ${at}::timestamptz + least(interval '5 seconds' * (2 ^ least(attempts, 20) - 1), interval '1 hour'),
      attempts = attempts + 1,
      error = ${why}
    where county_code = ${county} and conversation_id = ${claim.conversationId} and claimed_until = ${claim.claimedUntil}
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
    .select(['answered_from as from', 'answered_to as to'])
    .where('county_code', '=', county)
    .where('conversation_id', '=', id)
    .where('answered_id', '=', messageId)
    .executeTakeFirst()
  return row && row.from !== null && row.to !== null ? { from: row.from, to: row.to } : null
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

function reachOf(row: Selectable<ChannelTables['reach']>, claimedUntil: Date): Reach {
  return {
    conversationId: row.conversation_id,
    channel: row.channel,
    userId: row.user_id,
    toldSeq: row.told_seq,
    noticedSeq: row.noticed_seq,
    putOff: row.put_off,
    claimedUntil,
    window: row.open_until ? { until: row.open_until, left: row.free_left } : null,
    attempts: row.attempts,
  }
}
