import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startServer } from '../test/support/postgres-server.ts'

const TMPFS = 0x01021994
/** What makes an answer durable is spelt out, though it is PostgreSQL's default. */
const DURABLE = ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on', 'max_connections=200']

export interface DurablePostgres {
  url: string
  /** The socket's folder, for libpq. */
  socket: string
  database: string
  pid: number
  /** For the benchmark's own tables and questions. */
  client: pg.Client
  /** As the server itself says, not as we asked. */
  settings: Record<string, string>
  stop(): Promise<void>
}

/** A server of this run alone: data on a disk, defaults but for connections, reached by its Unix socket. */
export async function startDurablePostgres(): Promise<DurablePostgres> {
  const folder = mkdtempSync(join(diskFolder(), `mingbai-bench-pg-${process.pid}-`))
  const { server, stop } = await startServer(folder, DURABLE)
  const end = async () => {
    await stop()
    rmSync(folder, { recursive: true, force: true })
  }
  if ('missing' in server) {
    await end()
    throw new Error(`no PostgreSQL: ${server.missing}`)
  }
  const url = `${server.prefix}${server.template}${server.suffix}`
  const client = new pg.Client(url)
  await client.connect()
  return {
    url,
    socket: folder,
    database: server.template,
    pid: Number(readFileSync(join(folder, 'data/postmaster.pid'), 'utf8').split('\n')[0]),
    client,
    settings: await settingsOf(client),
    async stop() {
      await client.end().catch(() => {})
      await end()
    },
  }
}

async function settingsOf(client: pg.Client): Promise<Record<string, string>> {
  const names = ['server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'shared_buffers', 'max_wal_size']
  const { rows } = await client.query<{ name: string; value: string }>(
    'select name, current_setting(name) as value from unnest($1::text[]) as n (name)',
    [names],
  )
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
}

/** In memory, fsync costs nothing and the figures would be a lie. */
function diskFolder(): string {
  const found = [tmpdir(), '/var/tmp', process.cwd()].find(
    (each) => existsSync(each) && statfsSync(each).type !== TMPFS,
  )
  if (!found) throw new Error('no folder on a disk for the database')
  return found
}
