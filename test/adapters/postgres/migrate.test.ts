import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../src/adapters/postgres/database.ts'
import { MIGRATIONS, migrate } from '../../../src/adapters/postgres/migrate.ts'
import { openStore } from '../../../src/adapters/postgres/store.ts'
import type { Actor } from '../../../src/app/ports.ts'
import { freshUrl, onBoth, once } from '../../support/database.ts'
import { newCadre, newReportedLead, system, turnOf } from './county.fixture.ts'

const NAMES = Object.keys(MIGRATIONS)

onBoth('migrations', (use) => {
  it('run once', async () => {
    expect(await migrate(use().database.db)).toEqual([])
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

  it('run at once in PGlite too', async () => {
    const database = await openDatabase({ memory: true })
    ends.push(database.close)
    const ran = await Promise.all([migrate(database.db), migrate(database.db)])
    expect(ran).toEqual([NAMES, []])
  })

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
    await store.transaction(cadre, (tx) => tx.audit.append({ at: new Date(), actor: 'a', act: 'b', subject: 'c' }))
    await store.transaction(system('440229'), async (tx) => {
      expect(await tx.audit.verify('440229')).toEqual({ entries: 1, brokenAt: null })
      const moved = { ...lead, region: '440229', version: 2 }
      expect(await tx.leads.advance(moved, { ...event(lead.id), seq: 2 })).toBe('advanced')
      expect(await tx.leads.reports(lead.id)).toHaveLength(1)
    })
    expect((await database.pool.query('select from lead')).rowCount).toBe(0)
  })
})

function event(leadId: string) {
  const by = { kind: 'system' as const, id: null, name: '系统' }
  return { leadId, seq: 1, kind: 'noted' as const, at: new Date(), by, text: '', reportId: null, attachments: [] }
}
