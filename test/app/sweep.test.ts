import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { sweep } from '../../src/app/sweep.ts'
import { broadcastOf, newCadre, newCase, newReportedLead, system } from '../adapters/postgres/county.fixture.ts'
import { onBoth } from '../support/database.ts'

const COUNTY = '440229'
const DAY_MS = 24 * 3_600_000

onBoth('sweeping', (use) => {
  it('deletes pieces of files a day after the last of them, and keeps a file that still grows', async () => {
    const { store } = use()
    const start = new Date('2026-03-01T00:00:00Z')
    const on = (hour: number) => new Date(start.getTime() + hour * 3_600_000)
    const [left, growing] = [randomUUID(), randomUUID()].map((id) => ({ owner: id, id, total: 9, sha256: null }))
    const add = (upload: typeof left, offset: number, hour: number, bytes = [1, 2, 3]) =>
      store.transaction(system(COUNTY), (tx) => {
        if (!upload) throw new Error('no upload')
        return tx.uploads.add(upload, offset, Uint8Array.from(bytes), on(hour))
      })
    await add(left, 0, 0)
    await add(growing, 0, 0)
    expect(await add(growing, 3, 19, [])).toBe(3)
    expect(await add(growing, 3, 20)).toBe(6)
    expect(await sweep({ store, clock: { now: () => on(24) } }, COUNTY)).toBe(0)
    expect(await sweep({ store, clock: { now: () => on(25) } }, COUNTY)).toBe(1)
    expect(await add(growing, 6, 26)).toBe(9)
    expect(await sweep({ store, clock: { now: () => on(60) } }, COUNTY)).toBe(3)
  })

  it('deletes who got which publicity half a year after its end; its sums stay', async () => {
    const { store, database } = use()
    const ended = new Date('2026-03-01T00:00:00Z')
    const sweepOn = (day: number) =>
      sweep({ store, clock: { now: () => new Date(ended.getTime() + day * DAY_MS) } }, COUNTY)
    const [by, other] = [
      await newCadre(store, COUNTY, 'village_cadre', []),
      await newCadre(store, COUNTY, 'village_cadre', []),
    ]
    const course = { state: 'done', approvedBy: other, startedAt: ended, endedAt: ended } as const
    const one = broadcastOf(`${COUNTY}101001`, by, course)
    await store.transaction(system(COUNTY), (tx) => tx.broadcasts.insert(one))
    const call = '00000000-0000-4000-8000-000000000001'
    await database.pool.query(`
      update broadcast set sent = 2 where id = '${one.id}';
      insert into mass_call (county_code, id, channel, broadcast_id, made_at, state, ended_at)
        values ('${COUNTY}', '${call}', 'official_account', '${one.id}', now(), 'sent', now());
      insert into delivery (county_code, broadcast_id, person, conversation_id, state, told, mass_call)
        select '${COUNTY}', '${one.id}', n::text, gen_random_uuid(), 'sent', 'told', '${call}' from generate_series(1, 2) n`)
    expect(await sweepOn(180)).toBe(0)
    expect(await sweepOn(181)).toBe(2)
    expect((await database.pool.query('select from delivery union all select from mass_call')).rowCount).toBe(0)
    expect(await store.transaction(system(COUNTY), (tx) => tx.broadcasts.lock(one.id))).toMatchObject({ sent: 2 })
  })

  it('deletes ids of acts, and what an office has seen of a case, after a month; what nobody has seen stays', async () => {
    const { store } = use()
    const OTHER = '440231'
    const start = new Date('2026-03-01T00:00:00Z')
    const on = (day: number) => new Date(start.getTime() + day * DAY_MS)
    const sweepOn = (day: number) => sweep({ store, clock: { now: () => on(day) } }, OTHER)
    const holder = await newCadre(store, OTHER, 'village_cadre', [])
    const { lead } = await newReportedLead(store, `${OTHER}101003`, holder)
    const caseId = (await newCase(store, lead, holder)).case.id
    const [seen, waits] = [randomUUID(), randomUUID()]
    await store.transaction(system(OTHER), async (tx) => {
      await tx.cadreActs.take({ id: randomUUID(), cadreId: holder, act: 'case_command', subject: caseId, at: on(0) })
      for (const id of [seen, waits])
        await tx.caseNotices.put({
          id,
          key: id,
          caseId,
          region: lead.region,
          level: 'village',
          text: '看看',
          at: on(0),
        })
      await tx.caseNotices.see(seen, holder, on(5))
    })
    expect(await sweepOn(30)).toBe(0)
    expect(await sweepOn(31)).toBe(1)
    expect(await sweepOn(36)).toBe(1)
    expect((await store.transaction(system(OTHER), (tx) => tx.caseNotices.unseen(9))).map(({ id }) => id)).toEqual([
      waits,
    ])
  })

  it('deletes delivered news, sessions and invitations once they are over, and only those', async () => {
    const { store } = use()
    const start = new Date('2026-03-01T00:00:00Z')
    const on = (day: number) => new Date(start.getTime() + day * DAY_MS)
    const sweepOn = (day: number, county = COUNTY) => sweep({ store, clock: { now: () => on(day) } }, county)
    const holder = await newCadre(store, COUNTY, 'village_cadre', [])
    const { lead } = await newReportedLead(store, `${COUNTY}101001`, holder)
    await newReportedLead(store, `${COUNTY}101002`, holder)
    await store.transaction(system(COUNTY), async (tx) => {
      await tx.outbox.delivered(`lead:${lead.id}:1`, on(0))
      await tx.accounts.openSession({ tokenHash: 't', cadreId: holder, expiresAt: on(7), at: on(0) })
      await tx.accounts.invite({ codeHash: 'c', cadreId: holder, expiresAt: on(8) })
    })
    expect(await sweepOn(6)).toBe(0)
    expect(await sweepOn(7)).toBe(1)
    expect(await sweepOn(30)).toBe(0)
    expect(await sweepOn(31, '440230')).toBe(0)
    expect(await sweepOn(31)).toBe(1)
    expect(await sweepOn(38)).toBe(0)
    expect(await sweepOn(39)).toBe(1)
    // What was never delivered stays, however old.
    expect(await sweepOn(1_000)).toBe(0)
    const { rowCount } = await use().database.pool.query('select from outbox where county_code = $1', [COUNTY])
    expect(rowCount).toBe(1)
  })
})
