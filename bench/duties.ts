/** How long it takes to make a month's visits of a county of 30,000 households on PostgreSQL, and to find that they are there. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPacks } from '../src/adapters/policies/read-packs.ts'
import { openDatabase } from '../src/adapters/postgres/database.ts'
import { migrate } from '../src/adapters/postgres/migrate.ts'
import { openStore } from '../src/adapters/postgres/store.ts'
import { handUpDuties } from '../src/app/hand-up-duties.ts'
import { makeDuties } from '../src/app/make-duties.ts'
import { remindOfDuties } from '../src/app/remind-of-duties.ts'
import { startServer } from '../test/support/postgres-server.ts'

const COUNTY = '441322'
const VILLAGES = 300
const HOUSEHOLDS = 30_000

const folder = mkdtempSync(join(tmpdir(), `mingbai-bench-pg-${process.pid}-`))
// As a server is set up out of the box: what it says is durable.
const { server, stop } = await startServer(folder, ['max_connections=50'])
try {
  if ('missing' in server) throw new Error(server.missing)
  const database = await openDatabase({ url: `${server.prefix}${server.template}${server.suffix}` })
  await migrate(database.db)
  await database.pool.query(`
    insert into region select '${COUNTY}', '演示县', true;
    insert into region select '${COUNTY}101' || lpad(n::text, 3, '0'), '演示村' || n, true from generate_series(0, ${VILLAGES - 1}) n;
    insert into cadre select '${COUNTY}', gen_random_uuid(), '演示' || n, 'village_cadre', true, null, true
      from generate_series(0, ${VILLAGES - 1}) n;
    insert into duty select '${COUNTY}', '${COUNTY}101' || lpad(substr(name, 3), 3, '0'), id, null, '2020-01-01', null from cadre;
    insert into household select '${COUNTY}', gen_random_uuid(), '${COUNTY}101' || lpad((n % ${VILLAGES})::text, 3, '0'),
      '王示' || n, 'poverty_lifted', null, null, false, true from generate_series(0, ${HOUSEHOLDS - 1}) n;
  `)
  let now = new Date('2024-06-01T00:10:00+08:00')
  const deps = {
    store: openStore(database),
    packs: await readPacks('policies'),
    clock: { now: () => now },
  }
  await timed('made', () => makeDuties(deps, COUNTY))
  await timed('made again', () => makeDuties(deps, COUNTY))
  now = new Date('2024-06-26T08:00:00+08:00')
  await timed('reminded of', () => remindOfDuties(deps, COUNTY))
  now = new Date('2024-07-04T00:00:00+08:00')
  await timed('handed up', () => handUpDuties(deps, COUNTY))
  await database.close()
} finally {
  await stop()
  rmSync(folder, { recursive: true, force: true })
}

async function timed(what: string, work: () => Promise<number>): Promise<void> {
  const start = performance.now()
  const count = await work()
  process.stdout.write(`${what}: ${count} in ${Math.round(performance.now() - start)} ms\n`)
}
