/** A migrated embedded database, made once per run: making one takes seconds, copying it a fraction of one. */
import { existsSync, rmSync } from 'node:fs'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import { openEmbedded } from '../../src/adapters/postgres/embedded.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import type { Database } from '../../src/adapters/postgres/tables.ts'

/** The same twice: as a data folder, and as what `PGlite.dumpDataDir` makes of it. Nobody opens them; they are copied. */
export interface Migrated {
  dataDir: string
  tar: string
}

/** The set-ups of several projects run in one process, each with modules of its own: what they share hangs here. */
const shared: { [key: symbol]: Promise<Migrated> | undefined } = globalThis
const MIGRATED = Symbol.for('the migrated embedded database of this test run')

/** Made once per run, however many ask. Removed when the process ends. */
export function migratedData(): Promise<Migrated> {
  shared[MIGRATED] ??= make()
  return shared[MIGRATED]
}

async function make(): Promise<Migrated> {
  // Named as what postgres-server.ts sweeps away when a run was killed.
  const name = `mingbai-test-pg-${process.pid}-`
  const folder = await mkdtemp(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), name))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const made = { dataDir: join(folder, 'data'), tar: join(folder, 'pglite.tar') }
  const { pglite, makePool } = await openEmbedded({ folder: join(made.dataDir, 'postgres') })
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: makePool() }) })
  await migrate(db)
  await db.destroy()
  const dumped = await pglite.dumpDataDir('none')
  await pglite.close()
  await writeFile(made.tar, Buffer.from(await dumped.arrayBuffer()))
  return made
}

/** A data folder of its own, as `DATA_DIR` takes it, with nobody in it yet. `ends` gets how to remove it. */
export async function copyOfDataDir(dataDir: string, ends: (() => Promise<void>)[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mingbai-data-'))
  ends.push(() => rm(folder, { recursive: true, force: true }))
  await cp(dataDir, folder, { recursive: true })
  return folder
}
