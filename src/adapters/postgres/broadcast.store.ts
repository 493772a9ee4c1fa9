import { sql } from 'kysely'
import type { Broadcast, BroadcastEvent, BroadcastFace, BroadcastRow, Broadcasts } from '../../app/ports/broadcasts.ts'
import type { BroadcastState } from '../../contract/broadcast.ts'
import { broadcastOf, broadcastRowOf, broadcastRows, faceRow, rowOfBroadcast } from './broadcast.row.ts'
import * as delivery from './delivery.store.ts'
import { sendBatch } from './delivery-batch.ts'
import type { Trx } from './transaction.ts'

export function broadcastsOf(trx: Trx, county: string): Broadcasts {
  return {
    async insert(one) {
      await trx.insertInto('broadcast').values(rowOfBroadcast(one)).execute()
    },
    async row(id) {
      const row = await broadcastRows(trx, county).where('broadcast.id', '=', id).executeTakeFirst()
      return row ? broadcastRowOf(row) : null
    },
    lock: (id) => lockBroadcast(trx, county, id),
    put: (id, face) => putFace(trx, county, id, face),
    list: (state, limit) => listBroadcasts(trx, county, state, limit),
    addEvent: (id, event) => addEvent(trx, county, id, event),
    events: (id) => eventsOf(trx, county, id),
    count: (reached, sample) => delivery.countAudience(trx, county, reached, sample),
    expand: (id, reached, at) => delivery.expandAudience(trx, county, id, reached, at),
    due: (now) => ids(open(trx, county, 'scheduled').where('start_at', '<=', now).orderBy('start_at')),
    sending: (now) =>
      ids(
        open(trx, county, 'sending')
          .where((where) => where.or([where('in_hand_until', 'is', null), where('in_hand_until', '<=', now)]))
          .orderBy('started_at'),
      ),
    take: (id, hand, now, until) => takeBroadcast(trx, county, id, hand, now, until),
    async letGo(id, hand) {
      await one(trx, county, id)
        .set({ hand: null, in_hand_until: null, pace_since: null, pace_dealt_with: null })
        .where('hand', '=', hand)
        .execute()
    },
    send: (broadcast, batch) => sendBatch(trx, county, broadcast, batch),
    failNext: (id, now, againAt, most, why) => delivery.failNext(trx, county, id, { now, againAt, most, why }),
    requeueFailed: (id, now) => delivery.requeueFailed(trx, county, id, now),
    requeueMassFailed: (id, fresh) => delivery.requeueMassFailed(trx, county, id, fresh),
    skipQueued: (id, reason, at) => delivery.skipQueued(trx, county, id, reason, at),
    dropDeliveries: (before) => delivery.dropDeliveries(trx, county, before),
    sums: (id, now, fresh) => delivery.sumsOf(trx, county, id, now, fresh),
  }
}

function one(trx: Trx, county: string, id: string) {
  return trx.updateTable('broadcast').where('county_code', '=', county).where('id', '=', id)
}

function open(trx: Trx, county: string, state: BroadcastState) {
  return trx.selectFrom('broadcast').select('id').where('county_code', '=', county).where('state', '=', state)
}

async function ids(query: { execute(): Promise<{ id: string }[]> }): Promise<string[]> {
  return (await query.execute()).map(({ id }) => id)
}

async function lockBroadcast(trx: Trx, county: string, id: string): Promise<Broadcast | null> {
  const row = await trx
    .selectFrom('broadcast')
    .selectAll()
    .where('county_code', '=', county)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ? broadcastOf(row) : null
}

async function putFace(trx: Trx, county: string, id: string, face: BroadcastFace): Promise<void> {
  await one(trx, county, id).set(faceRow(face)).execute()
}

async function listBroadcasts(
  trx: Trx,
  county: string,
  state: BroadcastState | null,
  limit: number,
): Promise<BroadcastRow[]> {
  let rows = broadcastRows(trx, county).orderBy('broadcast.created_at', 'desc').orderBy('broadcast.id').limit(limit)
  if (state !== null) rows = rows.where('broadcast.state', '=', state)
  return (await rows.execute()).map(broadcastRowOf)
}

/** Numbered by the row that the transaction has locked, or has just made. */
async function addEvent(trx: Trx, county: string, id: string, event: BroadcastEvent): Promise<void> {
  const { kind, at, by, text } = event
  await sql`
    insert into broadcast_event (county_code, broadcast_id, seq, kind, at, by_id, by_name, text)
    select ${county}, ${id}, coalesce(max(seq), 0) + 1, ${kind}, ${at}, ${by?.id ?? null}, ${by?.name ?? null}, ${text}
    from broadcast_event where county_code = ${county} and broadcast_id = ${id}
  `.execute(trx)
}

async function eventsOf(trx: Trx, county: string, id: string): Promise<BroadcastEvent[]> {
  const rows = await trx
    .selectFrom('broadcast_event')
    .select(['kind', 'at', 'by_id', 'by_name', 'text'])
    .where('county_code', '=', county)
    .where('broadcast_id', '=', id)
    .orderBy('seq')
    .execute()
  return rows.map(({ kind, at, by_id, by_name, text }) => ({
    kind,
    at,
    by: by_id !== null && by_name !== null ? { id: by_id, name: by_name } : null,
    text,
  }))
}

/** A new hand measures its own pace: what stood still between two is no slowness. */
async function takeBroadcast(
  trx: Trx,
  county: string,
  id: string,
  hand: string,
  now: Date,
  until: Date,
): Promise<Broadcast | null> {
  const same = sql`hand = ${hand}`
  const row = await one(trx, county, id)
    .set({
      hand,
      in_hand_until: until,
      pace_since: sql`case when ${same} then pace_since else ${now}::timestamptz end`,
      pace_dealt_with: sql`case when ${same} then pace_dealt_with else sent + failed + skipped end`,
    })
    .where('state', '=', 'sending')
    .where(sql<boolean>`(hand is null or in_hand_until <= ${now} or ${same})`)
    .returningAll()
    .executeTakeFirst()
  return row ? broadcastOf(row) : null
}
