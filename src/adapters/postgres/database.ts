import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { ChangeFeed } from '../../app/ports/store.ts'
import { embeddedFeed, serverFeed } from './change-feed.ts'
import { lockDataFolder } from './data-folder-lock.ts'
import { type Embedded, type EmbeddedFrom, openEmbedded } from './embedded.ts'
import { serverPool } from './server.ts'
import type { Database } from './tables.ts'

/**
 * A PostgreSQL server, an embedded database kept in a folder, or one in memory that is gone with the process; that one may
 * begin as a copy of another (`PGlite.dumpDataDir`), which is quicker than making a new one.
 */
export type Where = { url: string } | { dataDir: string } | { memory: true; copyOf?: Blob }

export interface OpenDatabase {
  db: Kysely<Database>
  /** One connection when embedded: never ask for a second while a transaction is open. */
  pool: pg.Pool
  kind: 'server' | 'embedded'
  feed: ChangeFeed
  /** Sweeps and counts the tables; only the embedded database needs it, a server does it by itself. */
  maintain(): Promise<void>
  /** Waits for what is under way, then lets go of connections, files and the folder. */
  close(): Promise<void>
}

/**
 * Opens the store; run `migrate` on it before anything else.
 * @param onError hears of connections that broke while nobody was using them.
 * @throws DataFolderInUse
 */
export async function openDatabase(where: Where, onError: (error: Error) => void = () => {}): Promise<OpenDatabase> {
  if ('url' in where) return openServer(where.url, onError)
  if ('memory' in where) return openPGlite({ copyOf: where.copyOf }, onError)
  const lock = await lockDataFolder(where.dataDir)
  try {
    const opened = await openPGlite({ folder: join(where.dataDir, 'postgres') }, onError)
    return {
      ...opened,
      async close() {
        await opened.close()
        lock.release()
      },
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function openServer(url: string, onError: (error: Error) => void): Promise<OpenDatabase> {
  const pool = serverPool(url)
  pool.on('error', onError)
  const feed = await serverFeed(url, onError)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    pool,
    kind: 'server',
    feed,
    maintain: async () => {},
    async close() {
      await feed.close()
      await pool.end()
    },
  }
}

async function openPGlite(from: EmbeddedFrom, onError: (error: Error) => void): Promise<OpenDatabase> {
  const embedded = await openEmbedded(from)
  const opened = await overEmbedded(embedded, onError)
  return {
    ...opened,
    async close() {
      await opened.close()
      await embedded.pglite.close()
    },
  }
}

/** Over an embedded database that goes on when this is closed. One at a time: it has one session. */
export async function overEmbedded(
  { pglite, makePool }: Embedded,
  onError: (error: Error) => void = () => {},
): Promise<OpenDatabase> {
  const feed = await embeddedFeed(pglite)
  const pool = makePool()
  pool.on('error', onError)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  return {
    db,
    pool,
    kind: 'embedded',
    feed,
    maintain: async () => void (await pool.query('vacuum analyze')),
    async close() {
      // In this order: the feed ends with a statement beside the pool, which must not run inside an open transaction.
      await pool.end()
      await feed.close()
    },
  }
}
