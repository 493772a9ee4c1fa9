/** A process that sends publicity is killed in the middle: another goes on, and everybody has it once. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openDatabase, type Where } from '../../src/adapters/postgres/database.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { openStore } from '../../src/adapters/postgres/store.ts'
import { broadcastOf, system } from '../adapters/postgres/county.fixture.ts'
import { COMPILED } from '../support/compiled.ts'
import { freshUrl } from '../support/database.ts'
import { seedPeople } from '../support/many-people.ts'

const COUNTY = '441322'
const TEN = Date.parse('2026-11-24T10:00:00+08:00')
const ends: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const end of ends.reverse()) await end()
}, 60_000)

/** Answers by which signal it ended, or what it wrote last. */
function broadcaster(where: Where, at: number, killAfter?: number): Promise<string> {
  const args = [JSON.stringify(where), COUNTY, new Date(at).toISOString(), ...(killAfter ? [String(killAfter)] : [])]
  const program = new URL('broadcaster.ts', import.meta.url).pathname
  const env = { ...process.env, NODE_COMPILE_CACHE: COMPILED }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, ...args], { env }, (error, said, complaints) => {
      if (error?.signal) resolve(error.signal)
      else if (error) reject(new Error(complaints))
      else resolve(said.trim())
    })
  })
}

async function prepared(where: Where, people: number): Promise<string> {
  const database = await openDatabase(where)
  await migrate(database.db)
  const composer = await seedPeople(database.pool, COUNTY, people)
  const course = { state: 'scheduled', approvedBy: composer.other, startAt: new Date(TEN) } as const
  const broadcast = broadcastOf(COUNTY, composer.id, course)
  await openStore(database).transaction(system(COUNTY), (tx) => tx.broadcasts.insert(broadcast))
  await database.close()
  return broadcast.id
}

it.each([
  ['server', 20_000],
  ['pglite', 3_000],
] as const)('everybody has it once (%s, %i people)', { timeout: 600_000 }, async (engine, people) => {
  const folder = await mkdtemp(join(tmpdir(), 'mingbai-broadcast-'))
  ends.push(() => rm(folder, { recursive: true, force: true }))
  const where: Where = engine === 'server' ? { url: await freshUrl(ends) } : { dataDir: folder }
  const id = await prepared(where, people)

  // The second one comes when nobody answers for the first any more; it dies too. The third one ends it.
  expect(await broadcaster(where, TEN, people * 0.3)).toBe('SIGKILL')
  expect(await broadcaster(where, TEN + 60_000, people * 0.3)).toBe('SIGKILL')
  const left = Number(await broadcaster(where, TEN + 120_000))
  expect(left).toBeGreaterThan(0)
  expect(left).toBeLessThan(people / 2)

  const database = await openDatabase(where)
  try {
    const one = async (query: string) => (await database.pool.query(query)).rows[0]
    expect(await one(`select state, queued, sent, failed, skipped from broadcast where id = '${id}'`)).toEqual({
      state: 'done',
      queued: 0,
      sent: people,
      failed: 0,
      skipped: 0,
    })
    expect(await one(`select count(*) as n from delivery where state = 'sent' and broadcast_id = '${id}'`)).toEqual({
      n: people,
    })
    const turns = `select count(*) as n, count(distinct conversation_id) as chats, max(seq) as last from turn where inbound_id like 'broadcast:%'`
    expect(await one(turns)).toEqual({ n: people, chats: people, last: 2 })
  } finally {
    await database.close()
  }
})
