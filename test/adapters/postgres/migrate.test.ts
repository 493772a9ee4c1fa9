import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/adapters/postgres/database.ts'
import { MIGRATIONS, migrate } from '../../../src/adapters/postgres/migrate.ts'
import { openStore } from '../../../src/adapters/postgres/store.ts'
import type { Actor } from '../../../src/app/ports/store.ts'
import { freshUrl, onBoth, once } from '../../support/database.ts'
import { startServer } from '../../support/postgres-server.ts'
import { newCadre, newReportedLead, system, turnOf } from './county.fixture.ts'

/** A PGlite made from nothing: 3 s, and many times that on a machine that is busy with other tests. */
const SLOW = 90_000
const NAMES = Object.keys(MIGRATIONS)

onBoth('migrations', (use) => {
  it('run once', async () => {
    expect(await migrate(use().database.db)).toEqual([])
  })

  it('refuse what a newer version has been at', async () => {
    const { db, pool } = use().database
    await pool.query(`insert into kysely_migration (name, timestamp) values ('9999-of-next-year', '')`)
    await expect(migrate(db)).rejects.toThrow('9999-of-next-year')
    await pool.query(`delete from kysely_migration where name = '9999-of-next-year'`)
    expect(await migrate(db)).toEqual([])
  })
})

describe('migrations on an empty database', () => {
  const ends: (() => Promise<void>)[] = []
  afterAll(async () => {
    for (const end of ends.reverse()) await end()
  })

  it('run once when many processes start at once', async () => {
    const url = await freshUrl(ends, 'empty')
    const databases = await Promise.all(Array.from({ length: 6 }, () => openDatabase({ url })))
    for (const database of databases) ends.push(database.close)
    const ran = await Promise.all(databases.map((database) => migrate(database.db)))
    expect(ran.filter((names) => names.length > 0)).toEqual([NAMES])
  })

  it(
    'run at once in PGlite too',
    async () => {
      const database = await openDatabase({ memory: true })
      ends.push(database.close)
      const ran = await Promise.all([migrate(database.db), migrate(database.db)])
      expect(ran).toEqual([NAMES, []])
    },
    SLOW,
  )

  it('do for an owner without special rights, who is held by the policies like everybody', async () => {
    const url = new URL(await freshUrl(ends, 'empty'))
    const name = url.pathname.slice(1)
    await once(url.href, `create role owner_${name} login createrole; alter database ${name} owner to owner_${name}`)
    await once(
      url.href,
      `grant mingbai_app to owner_${name} with admin option; alter schema public owner to owner_${name}`,
    )
    const admin = url.href
    url.username = `owner_${name}`
    const database = await openDatabase({ url: url.href })
    ends.push(async () => {
      await database.close()
      await once(admin, `drop owned by owner_${name} cascade; reassign owned by owner_${name} to postgres`).catch(
        () => {},
      )
    })
    expect(await migrate(database.db)).toEqual(NAMES)
    const store = openStore(database)
    const holder = await newCadre(store, '440229', 'village_cadre', ['440229101001'])
    const { conversation, lead } = await newReportedLead(store, '440229101001', holder)
    expect(await store.appendTurn(turnOf('440229', conversation.conversationId, 2))).toBe('appended')
    const cadre: Actor = {
      kind: 'cadre',
      county: '440229',
      cadreId: holder,
      role: 'village_cadre',
      areas: ['440229101001'],
    }
    await store.transaction(cadre, (tx) => tx.audit.append({ at: new Date(), actor: holder, act: 'b', subject: 'c' }))
    await store.transaction(system('440229'), async (tx) => {
      expect(await tx.audit.verify('440229')).toEqual({ entries: 1, brokenAt: null })
      const moved = { ...lead, region: '440229', version: 2 }
      expect(await tx.leads.advance(moved, { ...event(lead.id), seq: 2 })).toBe('advanced')
      expect(await tx.leads.reports(lead.id)).toHaveLength(1)
    })
    expect((await database.pool.query('select from lead')).rowCount).toBe(0)
  })
})

describe('migrations on a server where nobody has run them before', () => {
  const ends: (() => Promise<void>)[] = []
  afterAll(async () => {
    for (const end of ends.reverse()) await end()
  })

  it(
    'do for an owner who may make roles and nothing else',
    async () => {
      const { url, stop } = await bareServer()
      ends.push(stop)
      const database = await openDatabase({ url })
      ends.push(database.close)
      expect(await migrate(database.db)).toEqual(NAMES)
      const regions = [{ code: '440229', name: '翁源县', active: true }]
      const stored = await openStore(database).transaction(system('440229'), async (tx) => {
        await tx.regions.put(regions)
        return tx.regions.counties()
      })
      expect(stored).toEqual(regions)
    },
    SLOW,
  )
})

/** A cluster of its own, because roles belong to all databases of one: without ours, and a database of a bare owner's. */
async function bareServer(): Promise<{ url: string; stop(): Promise<void> }> {
  // Named as the ones that postgres-server.ts sweeps away when a run was killed.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), `mingbai-test-pg-${process.pid}-`))
  const { server, stop } = await startServer(folder)
  if ('missing' in server) throw new Error(server.missing)
  const admin = `${server.prefix}postgres${server.suffix}`
  await once(admin, `drop database ${server.template}`)
  await once(admin, 'drop role mingbai_app')
  await once(admin, 'create role owner login createrole')
  await once(admin, 'create database county owner owner')
  const url = new URL(`${server.prefix}county${server.suffix}`)
  url.username = 'owner'
  return {
    url: url.href,
    stop: async () => {
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function event(leadId: string) {
  const by = { kind: 'system' as const, id: null, name: '系统' }
  return { leadId, seq: 1, kind: 'noted' as const, at: new Date(), by, text: '', reportId: null, attachments: [] }
}
