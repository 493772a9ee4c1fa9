import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import type { ChangeFeed } from '../../app/ports/store.ts'
import { embeddedFeed, serverFeed } from './change-feed.ts'
import { lockDataFolder } from './data-folder-lock.ts'
import { type EmbeddedFrom, openEmbedded } from './embedded.ts'
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
  const { pglite, makePool } = await openEmbedded(from)
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
      await feed.close()
      await pool.end()
      await pglite.close()
    },
  }
}
