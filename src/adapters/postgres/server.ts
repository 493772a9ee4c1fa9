import pg from 'pg'
import { NamingClient } from './named-statements.ts'
import { valueParsers } from './value-parsers.ts'

/** More connections made nothing faster when it was measured; the turn writer takes two of them at most. */
const CONNECTIONS = 10
const CONNECT_MS = 10_000
/** No statement of ours takes a second; one that takes this long is stuck and would hold its locks for good. */
const STUCK_MS = 30_000

export function serverPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    Client: NamingClient,
    max: CONNECTIONS,
    // Statements that need not wait for one another share a round trip (turn-writer.ts).
    pipeline: true,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STUCK_MS,
    idle_in_transaction_session_timeout: STUCK_MS,
    types: valueParsers,
  } as pg.PoolConfig)
  // The pool hears errors of idle clients only. A connection that breaks in the hands of a transaction, between two statements,
  // would end the process; the transaction's next statement fails anyway, and tells.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
