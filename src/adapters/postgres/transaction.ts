import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import pg from 'pg'
import type { Actor } from '../../app/ports/store.ts'
import type { Database } from './tables.ts'

declare const inTransaction: unique symbol
/** A connection inside a transaction whose actor is set. Stores take it first; nothing else makes one. */
export type Trx = Kysely<Database> & { readonly [inTransaction]: true }

const TRIES = 3
const SERIALIZATION_FAILURE = '40001'
const DEADLOCK = '40P01'

/**
 * Runs the work in one transaction under the actor's rights; a throw rolls it back. Deadlocks and serialisation failures are
 * tried again, from the start of the work.
 */
export async function inTransactionOf<T>(
  db: Kysely<Database>,
  actor: Actor,
  work: (trx: Trx) => Promise<T>,
): Promise<T> {
  const begin = beginAs(actor)
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.connection().execute((connection) => once(connection, begin, work))
    } catch (error) {
      if (attempt === TRIES || !isTransient(error)) throw error
      // Both losers of a deadlock must not meet again at once.
      await sleep(Math.random() * 20 * attempt)
    }
  }
}

async function once<T>(connection: Kysely<Database>, begin: string, work: (trx: Trx) => Promise<T>): Promise<T> {
  let result: T
  try {
    await sql.raw(begin).execute(connection)
    result = await work(connection as Trx)
  } catch (error) {
    // A rollback that fails means that the connection is gone, and with it the transaction: the work's own error tells more.
    await sql
      .raw('rollback')
      .execute(connection)
      .catch(() => {})
    throw error
  }
  const { rows } = await sql.raw<{ command: string }>('commit').execute(connection)
  // The server answers COMMIT with ROLLBACK when a statement failed and its error was swallowed by the work.
  if (rows[0]?.command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back')
  return result
}

/** Begin, role and actor in one round trip. The role has no bypass, so from here on the policies decide. */
export function beginAs(actor: Actor): string {
  const settings = {
    role: 'mingbai_app',
    'mingbai.actor': actor.kind === 'cadre' ? actor.role : actor.kind,
    'mingbai.county': actor.county,
    'mingbai.person': actor.kind === 'resident' ? actor.residentId : actor.kind === 'cadre' ? actor.cadreId : '',
    'mingbai.areas': actor.kind === 'cadre' ? actor.areas.filter(isPlace).join(',') : '',
  }
  if (!isPlace(actor.county)) throw new Error(`not a county: ${actor.county}`)
  const calls = Object.entries(settings).map(
    ([name, value]) => `set_config('${name}', ${pg.escapeLiteral(value)}, true)`,
  )
  return `begin; select ${calls.join(', ')}`
}

/** Raises the transaction to the system's rights for one piece of work. A throw undoes all of it, rights and writing. */
export async function asSystem<T>(trx: Trx, work: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ kind: string }>`select current_setting('mingbai.actor') as kind`.execute(trx)
  const become = (kind: string) => sql`select set_config('mingbai.actor', ${kind}, true)`.execute(trx)
  await become('system')
  const result = await work()
  await become(rows[0]?.kind ?? '')
  return result
}

/** An empty area would be the prefix of every place. */
function isPlace(code: string): boolean {
  return /^\d{2,12}$/.test(code)
}

function isTransient(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === SERIALIZATION_FAILURE || error.code === DEADLOCK)
}
