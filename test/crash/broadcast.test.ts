/** A process that sends publicity is killed in the middle: another goes on, and everybody has it once. */
import { type ChildProcess, execFile } from 'node:child_process'
import { afterAll, expect, inject, it } from 'vitest'
import { openDatabase, type Where } from '../../src/adapters/postgres/database.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import { openStore } from '../../src/adapters/postgres/store.ts'
import { takeMassReport } from '../../src/app/send-mass.ts'
import { broadcastOf, system } from '../adapters/postgres/county.fixture.ts'
import { COMPILED } from '../support/compiled.ts'
import { copyOfDataDir } from '../support/data-folder.ts'
import { freshUrl } from '../support/database.ts'
import { seedPeople } from '../support/many-people.ts'
import { startWechat } from '../support/wechat/stand-in.ts'
import type { Order } from './pusher.ts'

const COUNTY = '441322'
const TEN = Date.parse('2026-11-24T10:00:00+08:00')
const ends: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const end of ends.reverse()) await end()
}, 180_000)

/** Answers by which signal it ended, or what it wrote last. */
function run(program: URL, args: string[], started?: (child: ChildProcess) => void): Promise<string> {
  const env = { ...process.env, NODE_COMPILE_CACHE: COMPILED }
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [program.pathname, ...args], { env }, (error, said, complaints) => {
      if (error?.signal) resolve(error.signal)
      else if (error) reject(new Error(complaints))
      else resolve(said.trim())
    })
    started?.(child)
  })
}

function broadcaster(where: Where, at: number, killAfter?: number): Promise<string> {
  const args = [JSON.stringify(where), COUNTY, new Date(at).toISOString(), ...(killAfter ? [String(killAfter)] : [])]
  return run(new URL('broadcaster.ts', import.meta.url), args)
}

async function prepared(where: Where, people: number, more = ''): Promise<string> {
  const database = await openDatabase(where)
  await migrate(database.db)
  const composer = await seedPeople(database.pool, COUNTY, people)
  if (more) await database.pool.query(more)
  const course = { state: 'scheduled', approvedBy: composer.other, startAt: new Date(TEN) } as const
  const broadcast = broadcastOf(COUNTY, composer.id, course)
  await openStore(database).transaction(system(COUNTY), (tx) => tx.broadcasts.insert(broadcast))
  await database.close()
  return broadcast.id
}

// Some batches of 500 before each kill and after the last.
it.each([
  ['server', 20_000],
  ['pglite', 3_000],
] as const)('everybody has it once (%s, %i people)', { timeout: 600_000 }, async (engine, people) => {
  const where: Where =
    engine === 'server'
      ? { url: await freshUrl(ends) }
      : { dataDir: await copyOfDataDir(inject('postgres').dataDir, ends) }
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

/** They wrote to the account, and then were silent for longer than it may write to them. */
const SILENT = `with numbered as (
    update conversation set channel = 'official_account' returning county_code, id
  )
  insert into reach (county_code, conversation_id, channel, user_id, told_seq, next_at, open_until)
  select county_code, id, 'official_account', 'o-' || row_number() over (), 1, '2026-11-20', '2026-11-22' from numbered`

it('everybody has it once on his phone, wherever between the answer and the mark the process is killed', async () => {
  const PEOPLE = 240
  const IN_A_CALL = 40
  let at = TEN
  const wechat = await startWechat({ now: () => new Date(at) })
  ends.push(wechat.close)
  const phones = Array.from({ length: PEOPLE }, (_, nth) => wechat.user(`o-${nth + 1}`).phone)
  for (const phone of phones) phone.follows = true
  const where = { url: await freshUrl(ends) }
  const id = await prepared(where, PEOPLE, SILENT)
  const { appId, secret } = wechat.account
  const pusher = (kill: ((child: ChildProcess) => void) | null) => {
    const account = { appId, secret, apiUrl: wechat.url }
    const order: Order = { where, county: COUNTY, now: new Date(at).toISOString(), account, atMost: IN_A_CALL }
    at += 120_000
    return run(new URL('pusher.ts', import.meta.url), [JSON.stringify(order)], (child) => {
      wechat.platform.onDone = (path) => {
        if (path === '/cgi-bin/message/mass/send') kill?.(child)
      }
    })
  }
  // Before the answer is read, just when it leaves, and shortly after it.
  const kills = [
    (child: ChildProcess) => void child.kill('SIGKILL'),
    (child: ChildProcess) => void setImmediate(() => child.kill('SIGKILL')),
    (child: ChildProcess) => void setTimeout(() => child.kill('SIGKILL'), 2),
  ]
  for (const kill of kills) expect(await pusher(kill)).toBe('SIGKILL')
  await pusher(null)

  const heard = phones.map(({ shown }) => shown.map(({ via }) => via).join())
  expect(new Set(heard)).toEqual(new Set(['mass']))
  expect(wechat.platform.massSent.size).toBe(PEOPLE / IN_A_CALL)
  // Some call came twice, or nothing was killed where it matters.
  expect(wechat.calls('/cgi-bin/message/mass/send')).toBeGreaterThan(PEOPLE / IN_A_CALL)
  const database = await openDatabase(where)
  try {
    const deps = { store: openStore(database), clock: { now: () => new Date(at) } }
    for (const { messageId, sent, errors } of wechat.platform.jobs)
      await takeMassReport(deps, COUNTY, 'official_account', {
        answerId: String(messageId),
        failure: null,
        sent,
        notReached: errors,
      })
    const { rows } = await database.pool.query(
      `select told, count(*)::int as n from delivery where broadcast_id = '${id}' group by told`,
    )
    expect(rows).toEqual([{ told: 'told', n: PEOPLE }])
  } finally {
    await database.close()
  }
}, 300_000)
