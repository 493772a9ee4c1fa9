import type pg from 'pg'
import type { Appended, NewTurn } from '../../app/ports/chats.ts'
import type { OpenDatabase } from './database.ts'
import { textArray } from './text-array.ts'
import { beginAs } from './transaction.ts'

/** More turns are waiting than the database can take in a reasonable time; the sender should try again later. */
export class TurnQueueFull extends Error {
  override name = 'TurnQueueFull'
}

export interface TurnWriter {
  /** Resolves after the commit. @throws TurnQueueFull; else what the database said of this turn, never of a neighbour. */
  append(turn: NewTurn): Promise<Appended>
}

type Kind = OpenDatabase['kind']

interface Waiting {
  turn: NewTurn
  resolve(appended: Appended): void
  reject(error: unknown): void
}

/** Larger batches made nothing faster and everybody in them waits for the last. */
const MOST_IN_BATCH = 400
/** Half a second's work at the measured rate: whoever comes later is better told than kept waiting. */
const MOST_WAITING = 5_000

/** Grouped upserts that run at the same time must take their rows in the same order, or they deadlock: hence the ORDER BY. */
const INSERT = `insert into turn (county_code, conversation_id, seq, inbound_id, at, inbound, replies, state)
select $1, conversation_id::uuid, seq::int, inbound_id, at::timestamptz, inbound::json, replies::json, state::json
from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
  with ordinality as t (conversation_id, seq, inbound_id, at, inbound, replies, state, place)
order by conversation_id, seq::int, place
on conflict do nothing
returning conversation_id, seq, inbound_id`

/**
 * Group commit: turns that become ready while a batch is on its way make the next one. No batch mixes counties.
 * @param kind a server takes two batches at a time, so that one is made ready while the other waits for the disk; the
 * embedded database has one connection.
 */
export function turnWriter(pool: pg.Pool, kind: Kind): TurnWriter {
  const mostUnderWay = kind === 'server' ? 2 : 1
  const queues = new Map<string, Waiting[]>()
  let waiting = 0
  let underWay = 0
  let pumping = false

  const pump = () => {
    pumping = false
    while (underWay < mostUnderWay) {
      const [county, queue] = queues.entries().next().value ?? []
      if (county === undefined || !queue) return
      // Taken out and, if turns are left, put in again at the end: no county waits for ever behind a busier one.
      queues.delete(county)
      const batch = queue.splice(0, MOST_IN_BATCH)
      if (queue.length > 0) queues.set(county, queue)
      underWay++
      settle(pool, kind, county, batch).finally(() => {
        underWay--
        waiting -= batch.length
        pump()
      })
    }
  }

  return {
    append(turn) {
      if (waiting >= MOST_WAITING) return Promise.reject(new TurnQueueFull(`${waiting} turns are waiting`))
      waiting++
      return new Promise<Appended>((resolve, reject) => {
        const queue = queues.get(turn.county)
        if (queue) queue.push({ turn, resolve, reject })
        else queues.set(turn.county, [{ turn, resolve, reject }])
        if (pumping) return
        pumping = true
        // After this round of the event loop, so that messages which came in one read go in one batch.
        setImmediate(pump)
      })
    },
  }
}

/**
 * Answers every turn of the batch, whatever happens. A turn that the database refuses must not fail its neighbours: the batch is
 * halved until it stands alone. A connection that broke says nothing of the turns: the whole batch is tried once more.
 */
async function settle(pool: pg.Pool, kind: Kind, county: string, batch: Waiting[], lastTry = false): Promise<void> {
  try {
    const written = await write(pool, kind, county, batch)
    for (const each of batch) each.resolve(written.has(each) ? 'appended' : 'conflict')
  } catch (error) {
    if (!isAboutTheRows(error)) {
      if (!lastTry) return settle(pool, kind, county, batch, true)
      for (const each of batch) each.reject(error)
    } else if (batch.length === 1) batch[0]?.reject(error)
    else {
      const half = batch.length >> 1
      await settle(pool, kind, county, batch.slice(0, half))
      await settle(pool, kind, county, batch.slice(half))
    }
  }
}

/** The server's word on what was sent, and not on its own state (08, 53, 57, 58). Node's own codes begin with E. */
function isAboutTheRows(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^(?!E|08|53|57|58)[0-9A-Z]{5}$/.test(code)
}

/** One transaction. Those of the batch that are not in the answer found their place taken. */
async function write(pool: pg.Pool, kind: Kind, county: string, batch: Waiting[]): Promise<Set<Waiting>> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const begin = beginAs({ kind: 'system', county })
    const values = columns(county, batch)
    let inserted: pg.QueryResult<{ conversation_id: string; seq: number; inbound_id: string }>
    let commit: pg.QueryResult
    if (kind === 'server') {
      // One round trip. If the insert fails, the commit after it is answered with ROLLBACK.
      const all = await Promise.allSettled([client.query(begin), client.query(INSERT, values), client.query('commit')])
      for (const each of all) if (each.status === 'rejected') throw each.reason
      const [, second, third] = all as unknown as [unknown, { value: typeof inserted }, { value: typeof commit }]
      inserted = second.value
      commit = third.value
    } else {
      await client.query(begin)
      inserted = await client.query(INSERT, values)
      commit = await client.query('commit')
    }
    if (commit.command !== 'COMMIT') throw new Error('the batch was rolled back')
    return matched(batch, inserted.rows)
  } catch (error) {
    await client.query('rollback').catch((gone: Error) => {
      broken = gone
    })
    throw error
  } finally {
    client.release(broken)
  }
}

/** A turn that was handed in twice within one batch has one row: the first of the two gets it. */
function matched(batch: Waiting[], rows: { conversation_id: string; seq: number; inbound_id: string }[]): Set<Waiting> {
  const left = new Set(rows.map((row) => `${row.conversation_id} ${row.seq} ${row.inbound_id}`))
  return new Set(batch.filter(({ turn }) => left.delete(`${turn.conversationId} ${turn.seq} ${turn.inboundId}`)))
}

function columns(county: string, batch: Waiting[]): unknown[] {
  const of = (read: (turn: NewTurn) => string | null) => textArray(batch.map(({ turn }) => read(turn)))
  return [
    county,
    of((turn) => turn.conversationId),
    of((turn) => String(turn.seq)),
    of((turn) => turn.inboundId),
    of((turn) => turn.at.toISOString()),
    of((turn) => turn.inbound && JSON.stringify(turn.inbound)),
    of((turn) => JSON.stringify(turn.replies)),
    of((turn) => JSON.stringify(turn.state)),
  ]
}
