import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../src/adapters/postgres/database.ts'
import { openStore } from '../../src/adapters/postgres/store.ts'
import type { Store } from '../../src/app/ports/store.ts'
import { migratedInMemory } from './embedded.ts'

export type Engine = 'pglite' | 'server'

export interface TestDatabase {
  engine: Engine
  database: OpenDatabase
  store: Store
  /** The same data through a pool of its own, as another process has it; on PGlite, where there is one process, itself. */
  another(): Promise<TestDatabase>
}

/**
 * Runs a suite on PGlite and on a server, each with a database of its own. Where no server can be had the suite fails:
 * what runs on one engine alone is not tested.
 * @param define gets a function to call inside of tests and hooks.
 */
export function onBoth(name: string, define: (use: () => TestDatabase) => void): void {
  for (const engine of ['pglite', 'server'] as const) onEngine(engine, name, define)
}

/**
 * Runs a suite on the server alone, where the embedded engine would need three times as long to show the same: use cases whose
 * statements other tests run on both, or over HTTP on the embedded one; and what stands in front of use cases, such as how a
 * platform is spoken to.
 */
export function onServer(name: string, define: (use: () => TestDatabase) => void): void {
  onEngine('server', name, define)
}

function onEngine(engine: Engine, name: string, define: (use: () => TestDatabase) => void): void {
  describe(`${name} (${engine})`, () => {
    let open: TestDatabase | undefined
    const ends: (() => Promise<void>)[] = []
    beforeAll(async () => {
      open = await openTestDatabase(engine, ends)
    })
    afterAll(async () => {
      for (const end of ends.reverse()) await end()
    })
    define(() => {
      if (!open) throw new Error('the database is there only inside of tests')
      return open
    })
  })
}

async function openTestDatabase(engine: Engine, ends: (() => Promise<void>)[]): Promise<TestDatabase> {
  const url = engine === 'server' ? await freshUrl(ends) : null
  const use = async (): Promise<TestDatabase> => {
    const database = url ? await openDatabase({ url }) : await migratedInMemory()
    ends.push(database.close)
    const here: TestDatabase = {
      engine,
      database,
      store: openStore(database),
      another: async () => (engine === 'server' ? use() : here),
    }
    return here
  }
  return use()
}

/** A database of the test server, cloned from the migrated template unless it is to be `empty`. */
export async function freshUrl(
  ends: (() => Promise<void>)[],
  made: 'migrated' | 'empty' = 'migrated',
): Promise<string> {
  const { server } = inject('postgres')
  if ('missing' in server) throw new Error(`no PostgreSQL server for the tests:\n${server.missing}`)
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const admin = `${server.prefix}postgres${server.suffix}`
  await once(admin, `create database ${name} template ${made === 'empty' ? 'template0' : server.template}`)
  ends.push(() => once(admin, `drop database if exists ${name} with (force)`))
  return `${server.prefix}${name}${server.suffix}`
}

export async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
