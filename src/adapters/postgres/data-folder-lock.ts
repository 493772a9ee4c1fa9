import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

/** Another process has this data folder open. */
export class DataFolderInUse extends Error {
  override name = 'DataFolderInUse'
  readonly folder: string
  constructor(folder: string) {
    super(`data folder ${folder} is in use by another process`)
    this.folder = folder
  }
}

/**
 * Holds the folder until released. PGlite takes no lock of its own, and a second process on its files loses rows without a word.
 * Node has no flock, and a file with a process id in it outlives a kill -9 and lies after a reboot; SQLite's exclusive lock
 * is a lock of the kernel, gone the moment its process is.
 * @throws DataFolderInUse
 */
export async function lockDataFolder(folder: string): Promise<{ release(): void }> {
  mkdirSync(folder, { recursive: true })
  const { DatabaseSync } = await importSqlite()
  const database: DatabaseSync = new DatabaseSync(join(folder, 'lock.db'), { timeout: 0 })
  try {
    database.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    database.close()
    if (isBusy(error)) throw new DataFolderInUse(folder)
    throw error
  }
  return { release: () => database.close() }
}

/** SQLITE_BUSY and SQLITE_LOCKED. */
function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return code === 5 || code === 6
}

/** Node announces its SQLite as experimental on every start; all that is used of it here is the lock. */
async function importSqlite(): Promise<typeof import('node:sqlite')> {
  const emitWarning = process.emitWarning
  process.emitWarning = ((warning: string | Error, ...rest: []) => {
    if (!String(warning).includes('SQLite')) emitWarning.call(process, warning, ...rest)
  }) as typeof process.emitWarning
  try {
    return await import('node:sqlite')
  } finally {
    process.emitWarning = emitWarning
  }
}
