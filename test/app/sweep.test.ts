import { expect, it } from 'vitest'
import { sweep } from '../../src/app/sweep.ts'
import { newCadre, newReportedLead, system } from '../adapters/postgres/county.fixture.ts'
import { onBoth } from '../support/database.ts'

const COUNTY = '440229'
const DAY_MS = 24 * 3_600_000

onBoth('sweeping', (use) => {
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
    expect((await use().database.pool.query('select from outbox')).rowCount).toBe(1)
  })
})
