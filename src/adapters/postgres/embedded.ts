import { mkdirSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import pg from 'pg'
import { valueParsers } from './value-parsers.ts'

/** A transaction that asks for a second connection would wait for itself for good; so it fails instead. */
const CONNECT_MS = 15_000

export interface Embedded {
  pglite: PGlite
  /** One pool at a time: there is one session. */
  makePool: () => pg.Pool
}

/** A folder, or memory, which may begin as a copy. */
export type EmbeddedFrom = { folder: string } | { copyOf?: Blob | undefined }

/**
 * PostgreSQL within the process, behind the same pool and types as a server. The first start in a folder takes about 3 s
 * (initdb, interpreted), a later one 0.3 s.
 */
export async function openEmbedded(from: EmbeddedFrom): Promise<Embedded> {
  if ('folder' in from) mkdirSync(from.folder, { recursive: true })
  const pglite = await PGlite.create(
    'folder' in from ? { dataDir: from.folder } : from.copyOf ? { loadDataDir: from.copyOf } : {},
  )
  return { pglite, makePool: () => embeddedPool(pglite) }
}

function embeddedPool(pglite: PGlite): pg.Pool {
  // Each client its own connection object: a shared one keeps the listeners of clients that have gone.
  class EmbeddedClient extends pg.Client {
    constructor(config?: pg.ClientConfig) {
      super({ ...config, ...createPgConfig(pglite) } as pg.ClientConfig)
    }
  }
  return new pg.Pool({
    Client: EmbeddedClient,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: CONNECT_MS,
    types: valueParsers,
    // PGlite has one session for all clients: what a client left open when it broke would go on under the next.
    onConnect: async (client: pg.ClientBase) => void (await client.query('rollback')),
  } as pg.PoolConfig)
}
