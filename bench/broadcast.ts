/**
 * How long it takes to count out an audience of 300,000 and to send to them, on PostgreSQL with its usual settings, and how much memory
 * our process takes meanwhile. Beside it the limit: the same rows into the same table by a plain `insert … select`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../src/adapters/postgres/database.ts'
import { migrate } from '../src/adapters/postgres/migrate.ts'
import { openStore } from '../src/adapters/postgres/store.ts'
import { sendBroadcasts } from '../src/app/send-broadcasts.ts'
import { broadcastOf } from '../test/adapters/postgres/county.fixture.ts'
import { seedPeople } from '../test/support/many-people.ts'
import { startServer } from '../test/support/postgres-server.ts'

const COUNTY = '441322'
const PEOPLE = 300_000
/** As many of them as are sent to here; the pace tells of the rest. */
const SENT = 50_000

const folder = mkdtempSync(join(tmpdir(), `mingbai-bench-pg-${process.pid}-`))
const { server, stop } = await startServer(folder, ['max_connections=50'])
try {
  if ('missing' in server) throw new Error(server.missing)
  const database = await openDatabase({ url: `${server.prefix}${server.template}${server.suffix}` })
  await migrate(database.db)
  const composer = await seedPeople(database.pool, COUNTY, PEOPLE)
  await database.pool.query('vacuum analyze')
  const store = openStore(database)
  const system = { kind: 'system', county: COUNTY } as const
  const now = new Date('2026-11-24T10:00:00+08:00')
  const began = performance.now()
  const clock = { now: () => new Date(now.getTime() + performance.now() - began) }
  const course = { state: 'scheduled', approvedBy: composer.other, startAt: now } as const
  const broadcast = broadcastOf(COUNTY, composer.id, course)
  await store.transaction(system, (tx) => tx.broadcasts.insert(broadcast))

  const before = memory()
  await timed(`counted out ${PEOPLE}`, () => sendBroadcasts({ store, clock, groups: {} }, COUNTY, 'bench', () => true))
  say(`  memory of our process: ${before} MB before, ${memory()} MB after`)
  await timed(`limit: plain insert … select of the same rows`, () =>
    database.pool.query(`insert into delivery select county_code, '00000000-0000-4000-8000-000000000000', person, resident_id,
      conversation_id, channel, village, state, reason, next_at, attempts, ended_at from delivery`),
  )

  let most = 0
  const looks = setInterval(() => {
    most = Math.max(most, memory())
  }, 100)
  const sent = async () => Number((await database.pool.query('select sent from broadcast')).rows[0]?.sent)
  let enough = false
  const looking = setInterval(async () => {
    enough = (await sent()) >= SENT
  }, 200)
  const ms = await timed('sending', () => sendBroadcasts({ store, clock, groups: {} }, COUNTY, 'bench', () => enough))
  clearInterval(looks)
  clearInterval(looking)
  const count = await sent()
  say(`  ${count} sent: ${Math.round(count / (ms / 1000))} a second, each a turn of its own; memory at most ${most} MB`)
  await database.close()
} finally {
  await stop()
  rmSync(folder, { recursive: true, force: true })
}

async function timed(what: string, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  const ms = performance.now() - start
  say(`${what}: ${(ms / 1000).toFixed(2)} s`)
  return ms
}

function memory(): number {
  return Math.round(process.memoryUsage().rss / 1024 / 1024)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
