import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { type Load, loadOf } from './figures.ts'
import type { SampleTurn } from './sample.ts'

const POOL = 16
/** As many turns under way as the chat has. */
const CONVERSATIONS = 128

const MESSAGE = `insert into bench_message (county_code, conversation_id, seq, inbound_id, at, inbound, replies)
values ($1, $2, $3, $4, $5, $6, $7)`
const SESSION = `insert into bench_session (county_code, conversation_id, seq, state) values ($1, $2, $3, $4)
on conflict (county_code, conversation_id) do update set seq = excluded.seq, state = excluded.state`
const OUTBOX = 'insert into bench_outbox (county_code, key, conversation_id, blocks, at) values ($1, $2, $3, $4, $5)'

/**
 * How one would write it first: node-postgres with a pool, a turn is a transaction of three statements — message, session,
 * outbox. Only the database's part: no socket, no understanding.
 */
export async function runPlainPg(url: string, samples: SampleTurn[], seconds: number): Promise<Load> {
  const pool = new pg.Pool({ connectionString: url, max: POOL })
  const latencies: number[] = []
  const start = performance.now()
  const until = start + seconds * 1000
  const conversation = async (id: string) => {
    for (let seq = 1; performance.now() < until; seq++) {
      const began = performance.now()
      await takeTurn(pool, id, seq, samples[seq % samples.length] as SampleTurn)
      latencies.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: CONVERSATIONS }, () => conversation(randomUUID())))
  const load = loadOf(latencies, (performance.now() - start) / 1000, 0)
  await pool.end()
  return load
}

async function takeTurn(pool: pg.Pool, id: string, seq: number, turn: SampleTurn): Promise<void> {
  const client = await pool.connect()
  const now = new Date()
  try {
    await client.query('begin')
    await client.query(MESSAGE, ['440229', id, seq, `bench-${seq}`, now, turn.inbound, turn.replies])
    await client.query(SESSION, ['440229', id, seq, turn.state])
    await client.query(OUTBOX, ['440229', `${id}-${seq}`, id, turn.replies, now])
    await client.query('commit')
  } finally {
    client.release()
  }
}
