import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { openDatabase } from '../../src/adapters/postgres/database.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { migratedData } from './data-folder.ts'
import { postgresBinaries } from './postgres-binaries.ts'

/** What a test run has: a server with a migrated template (or why there is none), and a migrated PGlite to copy. */
export interface TestServer {
  /** With a database's name at the end it is a connection string. */
  server: { prefix: string; suffix: string; template: string } | { missing: string }
  /** The file and the folder of a `Migrated`. */
  embeddedCopy: string
  dataDir: string
}

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestServer
  }
}

const PREFIX = 'mingbai-test-pg-'
/** Ours and the benchmarks', with the id of the process that made it. */
const LEFTOVER = /^mingbai-(?:test|bench)-pg-(\d+)-/
const TEMPLATE = 'mingbai_template'
/** PostgreSQL refuses to run as root; this is `nobody`. */
const NOBODY = 65_534
const NO_ROOT = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {}
/** Nothing of a test run outlives it, so nothing need reach the disk. */
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200']

/** vitest's globalSetup: starts everything once per run and answers how to end it. */
export default async function setup(project: { provide(key: 'postgres', value: TestServer): void }) {
  sweepLeftovers()
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `${PREFIX}${process.pid}-`))
  // One after the other: the embedded one has this process to itself for seconds, on a busy machine for so long that the server
  // would end the transaction of its migrations as forgotten.
  const { tar, dataDir } = await migratedData()
  const started = await startServer(folder)
  project.provide('postgres', { server: started.server, embeddedCopy: tar, dataDir })
  return async () => {
    await started.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Also for benchmarks: a server in that folder with a migrated template database. */
export async function startServer(
  folder: string,
  settings: string[] = FAST,
): Promise<{ server: TestServer['server']; stop(): Promise<void> }> {
  const failures: string[] = []
  for (const binaries of postgresBinaries()) {
    try {
      const stop = await run(binaries, folder, settings)
      const prefix = 'postgresql://postgres@localhost/'
      const suffix = `?host=${encodeURIComponent(folder)}`
      await makeTemplate(prefix, suffix).catch(async (error: unknown) => {
        await stop()
        throw error
      })
      return { server: { prefix, suffix, template: TEMPLATE }, stop }
    } catch (error) {
      failures.push(`${binaries}: ${error instanceof Error ? error.message : error}`)
    }
  }
  const missing = failures.join('\n') || 'no initdb and postgres in npm, /usr/lib/postgresql or PATH'
  return { server: { missing }, stop: async () => {} }
}

async function run(binaries: string, folder: string, settings: string[]): Promise<() => Promise<void>> {
  const data = join(folder, 'data')
  rmSync(data, { recursive: true, force: true })
  if (NO_ROOT.uid) chownSync(folder, NOBODY, NOBODY)
  chmodSync(folder, 0o755)
  const options = { ...NO_ROOT, cwd: folder, env: { PATH: process.env.PATH, TZ: 'UTC' } }
  // C.UTF-8, not C: with C, PostgreSQL takes Chinese characters for no letters at all.
  const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync']
  const made = spawnSync(join(binaries, 'initdb'), initdb, options)
  if (made.status !== 0) throw new Error(String(made.error ?? made.stderr))
  const flags = ['listen_addresses=', `unix_socket_directories=${folder}`, ...settings].flatMap((each) => ['-c', each])
  const server = spawn(join(binaries, 'postgres'), ['-D', data, ...flags], { ...options, stdio: 'ignore' })
  await answers(folder, server)
  return () => stopped(server)
}

async function answers(folder: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 1_200; tries++) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}`)
    const client = new pg.Client({ host: folder, user: 'postgres', database: 'postgres' })
    try {
      await client.connect()
      return await client.end()
    } catch {
      await sleep(50)
    }
  }
  await stopped(server)
  throw new Error('postgres did not answer within a minute')
}

/** SIGQUIT: at once, without the checkpoint of an orderly end. */
async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGQUIT')
  await ended
}

async function makeTemplate(prefix: string, suffix: string): Promise<void> {
  const client = new pg.Client(`${prefix}postgres${suffix}`)
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  await client.end()
  const database = await openDatabase({ url: `${prefix}${TEMPLATE}${suffix}` })
  await migrate(database.db)
  await database.close()
}

/** A run that was killed leaves its folder, and perhaps its server, behind. */
function sweepLeftovers(): void {
  for (const parent of ['/dev/shm', tmpdir()].filter(existsSync)) {
    for (const name of readdirSync(parent)) {
      const owner = LEFTOVER.exec(name)?.[1]
      if (!owner || isAlive(Number(owner))) continue
      const folder = join(parent, name)
      const pidFile = join(folder, 'data/postmaster.pid')
      const server = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8').split('\n')[0]) : 0
      if (server && commandOf(server).includes(folder)) process.kill(server, 'SIGQUIT')
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}
