import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type pg from 'pg'
import { beforeAll, expect, it } from 'vitest'
import type { Database } from '../../../src/adapters/postgres/tables.ts'
import { beginAs } from '../../../src/adapters/postgres/transaction.ts'
import type { Actor } from '../../../src/app/ports.ts'
import { CADRE_ROLES } from '../../../src/contract/terms.ts'
import { onBoth, type TestDatabase } from '../../support/database.ts'
import { NOON, newCadre, newHousehold, newReportedLead, system } from './county.fixture.ts'
import { type Row, SCOPES, type World } from './row-scopes.fixture.ts'

const COUNTIES = ['440229', '441324']
const VILLAGES = COUNTIES.flatMap((county) => ['101001', '101002', '102001'].map((rest) => county + rest))
const TABLES = Object.keys(SCOPES) as (keyof Database)[]

onBoth('row-level security', (use) => {
  let world: World
  let columns: Record<string, string[]>

  beforeAll(async () => {
    await seed(use())
    world = Object.fromEntries(
      await Promise.all(TABLES.map(async (table) => [table, (await all(use().database.pool, table)) ?? []])),
    ) as World
    columns = await writableColumns(use().database.pool)
  })

  it('holds for every table that there is', async () => {
    const { rows } = await use().database.pool.query(
      `select relname, relrowsecurity and relforcerowsecurity as secured from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') and relname not like 'kysely\\_%'`,
    )
    expect(rows.map((row) => row.relname).sort()).toEqual([...TABLES].sort())
    expect(rows.filter((row) => !row.secured)).toEqual([])
    for (const table of TABLES) expect(world[table].length, `rows to test with in ${table}`).toBeGreaterThan(1)
  })

  it('shows every actor exactly what is his, and lets him change nothing else', async () => {
    const property = fc.asyncProperty(actors(world), async (actor) => {
      for (const table of TABLES) {
        const mine = (rule: 'read' | 'update' | 'remove') =>
          world[table].filter((row) => SCOPES[table][rule](actor, row, world))
        const run = (statement: string) => asActor(use().database.pool, actor, statement)
        const key = table === 'region' ? 'code' : 'county_code'
        expect(await run(`select to_jsonb(t) as row from ${table} t`), `${table} read`).toEqual(sorted(mine('read')))
        const updated = await run(`update ${table} t set ${key} = ${key} returning to_jsonb(t) as row`)
        expect(updated, `${table} update`).toEqual(sorted(mine('update')))
        const removed = await run(`delete from ${table} t returning to_jsonb(t) as row`)
        expect(removed, `${table} delete`).toEqual(sorted(mine('remove')))
      }
    })
    await fc.assert(property, { numRuns: 60, endOnFailure: true })
  }, 120_000)

  it('lets nobody insert what is not his to insert', async () => {
    const property = fc.asyncProperty(actors(world), fc.constantFrom(...TABLES), async (actor, table) => {
      for (const row of world[table]) {
        const names = columns[table]?.join(', ')
        // The same row again: if the policy lets it pass, its key stops it.
        const outcome = await codeOf(
          asActor(
            use().database.pool,
            actor,
            `insert into ${table} (${names}) select ${names} from jsonb_populate_record(null::${table}, $1)`,
            [JSON.stringify(row)],
          ),
        )
        expect(outcome, `insert into ${table}`).toBe(SCOPES[table].insert(actor, row, world) ? UNIQUE : FORBIDDEN)
      }
    })
    await fc.assert(property, { numRuns: 150, endOnFailure: true })
  }, 120_000)

  it('does not let a lead be moved out of the area', async () => {
    const [lead] = world.lead
    const village = String(lead?.region)
    const actor: Actor = {
      kind: 'cadre',
      county: village.slice(0, 6),
      cadreId: randomUUID(),
      role: 'village_cadre',
      areas: [village],
    }
    const elsewhere = `${village.slice(0, 6)}999999`
    const outcome = asActor(use().database.pool, actor, `update lead set region = '${elsewhere}'`)
    expect(await codeOf(outcome)).toBe(FORBIDDEN)
  })

  it('shows nothing to the role without an actor', async () => {
    for (const table of TABLES) {
      const client = await use().database.pool.connect()
      await client.query(`begin; set local role mingbai_app`)
      expect((await client.query(`select from ${table}`)).rowCount, table).toBe(0)
      await client.query('rollback')
      client.release()
    }
  })

  it('forgets the actor with the transaction', async () => {
    const client = await use().database.pool.connect()
    await client.query(beginAs(system('440229')))
    await client.query('commit')
    const { rows } = await client.query(`select current_user as who, current_setting('mingbai.county', true) as county`)
    client.release()
    expect(rows).toEqual([{ who: 'postgres', county: '' }])
  })
})

const FORBIDDEN = '42501'
const UNIQUE = '23505'

async function seed({ store }: TestDatabase): Promise<void> {
  for (const county of COUNTIES) {
    await store.transaction(system(county), (tx) =>
      tx.regions.put(
        [county.slice(0, 2), county.slice(0, 4), county, `${county}101`, `${county}102`]
          .concat(VILLAGES.filter((village) => village.startsWith(county)))
          .map((code) => ({ code, name: code, active: true })),
      ),
    )
    const admin = await newCadre(store, county, 'admin', [])
    await store.transaction(system(county), async (tx) => {
      const at = NOON
      await tx.accounts.create({
        cadreId: admin,
        county,
        account: `admin${county}`,
        passwordHash: 'x',
        failures: 0,
        lockedUntil: null,
      })
      await tx.accounts.invite({ codeHash: `code${county}`, cadreId: admin, expiresAt: at })
      await tx.accounts.openSession({ tokenHash: `token${county}`, cadreId: admin, expiresAt: at, at })
      await tx.audit.append({ at, actor: admin, act: 'logged_in', subject: admin })
    })
  }
  for (const village of VILLAGES) {
    const cadre = await newCadre(store, village.slice(0, 6), 'village_cadre', [village])
    await newReportedLead(store, village, cadre)
    await newHousehold(store, village)
  }
  // An emergency whose place is unknown lies with the county, and no village sees it.
  const officer = await newCadre(store, '440229', 'county_officer', ['440229'])
  await newReportedLead(store, '440229', officer, { urgency: 'emergency' })
}

/** Every kind of actor, with areas of his own county, of another, several, and none. */
function actors(world: World): fc.Arbitrary<Actor> {
  const county = fc.constantFrom(...COUNTIES)
  const area = fc.constantFrom(...VILLAGES, ...COUNTIES, '440229101', '440229102', '441324101', '44')
  return fc.oneof(
    county.map(system),
    fc
      .constantFrom(...world.resident)
      .map((row): Actor => ({ kind: 'resident', county: String(row.county_code), residentId: String(row.id) })),
    // Somebody else's id, in the wrong county.
    fc
      .tuple(county, fc.constantFrom(...world.resident))
      .map(([code, row]): Actor => ({ kind: 'resident', county: code, residentId: String(row.id) })),
    fc
      .tuple(county, fc.constantFrom(...CADRE_ROLES), fc.uniqueArray(area, { maxLength: 3 }))
      .map(([code, role, areas]): Actor => ({ kind: 'cadre', county: code, cadreId: randomUUID(), role, areas })),
  )
}

/** The rows that the statement answers with, rolled back; none where it is forbidden outright. */
async function asActor(pool: pg.Pool, actor: Actor, statement: string, values?: unknown[]): Promise<Row[]> {
  const client = await pool.connect()
  try {
    await client.query(beginAs(actor))
    const { rows } = await client.query(statement, values)
    return sorted(rows.map((each) => each.row))
  } catch (error) {
    // A command that was never granted changes nothing. A policy's own refusal says 42501 too, but only to inserts and moves.
    if (!values && !statement.includes('region =') && (await codeOf(Promise.reject(error))) === FORBIDDEN) return []
    throw error
  } finally {
    await client.query('rollback')
    client.release()
  }
}

async function codeOf(outcome: Promise<unknown>): Promise<string> {
  return outcome.then(
    () => 'no error',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  )
}

async function all(pool: pg.Pool, table: string): Promise<Row[]> {
  return (await pool.query(`select to_jsonb(t) as row from ${table} t`)).rows.map((each) => each.row)
}

async function writableColumns(pool: pg.Pool): Promise<Record<string, string[]>> {
  const { rows } = await pool.query(
    `select table_name, array_agg(column_name::text) as names from information_schema.columns
     where table_schema = 'public' and is_generated = 'NEVER' group by table_name`,
  )
  return Object.fromEntries(rows.map((row) => [row.table_name, row.names]))
}

function sorted(rows: Row[]): Row[] {
  const text = (row: Row) => JSON.stringify(Object.entries(row).sort())
  return [...rows].sort((a, b) => (text(a) < text(b) ? -1 : 1))
}
