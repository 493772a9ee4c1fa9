import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { CADRE_ROLES, type CadreRole } from '../../../src/contract/terms.ts'
import { onBoth } from '../../support/database.ts'
import { DAY, HOUR, later, NOON, newCadre, newConversation, newHousehold, PHONE, system } from './county.fixture.ts'

const COUNTY = '440229'
const VILLAGE = '440229101001'

onBoth('people and places', (use) => {
  it('renews the names of places and leaves alone which of them are active', async () => {
    const { store } = use()
    await store.transaction(system(COUNTY), async (tx) => {
      await tx.regions.put([
        { code: COUNTY, name: '翁源县', active: true },
        { code: VILLAGE, name: '联群村', active: false },
        { code: '440229101002', name: '东村', active: false },
      ])
      await tx.regions.activate([VILLAGE])
      await tx.regions.put([{ code: VILLAGE, name: '联群村委会', active: false }])
      await tx.regions.put([])
      await tx.regions.activate([])
      expect(await tx.regions.ofCounty(COUNTY)).toEqual([
        { code: COUNTY, name: '翁源县', active: true },
        { code: VILLAGE, name: '联群村委会', active: true },
        { code: '440229101002', name: '东村', active: false },
      ])
      expect(await tx.regions.ofCounty('44022')).toHaveLength(3)
      expect(await tx.regions.counties()).toEqual([{ code: COUNTY, name: '翁源县', active: true }])
    })
  })

  it('knows who is on duty on a day', async () => {
    const { store } = use()
    const county = '440230'
    const village = `${county}101001`
    const [cadreId, deputyId] = [
      await newCadre(store, county, 'village_cadre', []),
      await newCadre(store, county, 'admin', []),
    ]
    const past = { region: village, cadreId, deputyId: null, from: '2025-01-01', until: '2026-03-01' }
    const present = { region: village, cadreId, deputyId, from: DAY, until: null }
    const areas = (id: string, day: string) => store.transaction(system(county), (tx) => tx.accounts.cadre(id, day))
    await store.transaction(system(county), async (tx) => {
      await tx.roster.putDuties(county, [past, { ...present, deputyId: null }])
      await tx.roster.putDuties(county, [{ ...present, until: DAY }, present])
      expect((await tx.roster.onDay(county, '2026-03-01')).duties).toEqual([past])
      expect((await tx.roster.onDay(county, DAY)).duties).toEqual([present])
      expect((await tx.roster.onDay(county, '2024-12-31')).duties).toEqual([])
      expect((await tx.roster.onDay(county, DAY)).cadres.map((cadre) => cadre.id).sort()).toEqual(
        [cadreId, deputyId].sort(),
      )
    })
    expect(await areas(cadreId, DAY)).toMatchObject({ id: cadreId, role: 'village_cadre', areas: [village] })
    expect(await areas(deputyId, DAY)).toMatchObject({ areas: [village] })
    expect(await areas(deputyId, '2026-03-01')).toMatchObject({ areas: [] })
    expect(await areas(randomUUID(), DAY)).toBeNull()
  })

  it('gives an officer of the county all of it, with or without a duty, and nobody else', async () => {
    const { store } = use()
    const county = '440231'
    const areas = async (role: CadreRole, ...duties: string[]) => {
      const id = await newCadre(store, county, role, duties)
      return (await store.transaction(system(county), (tx) => tx.accounts.cadre(id, DAY)))?.areas
    }
    expect(await areas('county_officer')).toEqual([county])
    expect(await areas('county_officer', county)).toEqual([county])
    expect(await areas('county_officer', `${county}101001`)).toEqual([county, `${county}101001`])
    for (const role of CADRE_ROLES.filter((each) => each !== 'county_officer')) expect(await areas(role)).toEqual([])
  })

  it('forgets sessions that are over and invitations that are long over', async () => {
    const { store } = use()
    const county = '440232'
    const cadreId = await newCadre(store, county, 'village_cadre', [])
    await store.transaction(system(county), async (tx) => {
      for (const hours of [1, 2]) {
        await tx.accounts.openSession({ tokenHash: `t${hours}`, cadreId, expiresAt: later(hours * HOUR), at: NOON })
        await tx.accounts.invite({ codeHash: `c${hours}`, cadreId, expiresAt: later(hours * HOUR) })
      }
    })
    const drop = (code: string) =>
      store.transaction(system(code), async ({ accounts }) => [
        await accounts.dropExpiredSessions(later(HOUR)),
        await accounts.dropOldInvitations(later(HOUR + 1)),
      ])
    expect(await drop(COUNTY)).toEqual([0, 0])
    expect(await drop(county)).toEqual([1, 1])
    await store.transaction(system(county), async (tx) => {
      expect(await tx.accounts.session('t2', NOON)).toMatchObject({ cadreId })
      expect(await tx.accounts.redeem('c2', NOON)).toEqual({ cadreId })
      expect(await tx.accounts.redeem('c1', NOON)).toBeNull()
    })
  })

  it('remembers of a resident what he told, and no less than before', async () => {
    const { store, database } = use()
    const { residentId } = await newConversation(store, COUNTY)
    const household = await newHousehold(store, VILLAGE)
    const facts = { householdId: household.id, village: VILLAGE, phone: PHONE, identity: null }
    await store.transaction(system(COUNTY), async (tx) => {
      expect(await tx.residents.get(residentId)).toEqual({
        householdId: null,
        village: null,
        phone: null,
        identity: null,
      })
      await tx.residents.consent(residentId, '2026-01', NOON)
      await tx.residents.remember(residentId, facts)
      await tx.residents.remember(residentId, { ...facts, phone: null })
      await tx.residents.optOut(residentId, NOON)
      expect(await tx.residents.get(residentId)).toEqual({ ...facts, householdId: household.id, village: VILLAGE })
      expect(await tx.residents.get(randomUUID())).toBeNull()
    })
    const { rows } = await database.pool.query('select * from resident where id = $1', [residentId])
    expect(rows[0]).toMatchObject({
      consent_version: '2026-01',
      phone: PHONE,
      identity_number: null,
      opted_out_at: NOON,
    })
  })

  it('lets nothing but his own word begin publicity again, and that for all his channels', async () => {
    const { store, database } = use()
    const household = await newHousehold(store, VILLAGE)
    const phone = { ...PHONE, hash: `h-${randomUUID()}` }
    const facts = { householdId: household.id, village: VILLAGE, phone, identity: null }
    const [here, there] = [await newConversation(store, COUNTY), await newConversation(store, COUNTY)]
    const optedOut = async () =>
      (await database.pool.query('select opted_out_at from resident where person = $1', [phone.hash])).rows.map(
        (row) => row.opted_out_at,
      )
    await store.transaction(system(COUNTY), async (tx) => {
      for (const { residentId } of [here, there]) await tx.residents.remember(residentId, facts)
      await tx.residents.optOut(here.residentId, NOON)
      await tx.residents.consent(here.residentId, '2026-02', NOON)
    })
    expect(await optedOut()).toContainEqual(NOON)
    await store.transaction(system(COUNTY), (tx) => tx.residents.optIn(there.residentId))
    expect(await optedOut()).toEqual([null, null])
  })

  it('finds households by the name of their head, in that place only', async () => {
    const { store } = use()
    const headName = `何${randomUUID()}`
    const here = await newHousehold(store, VILLAGE, { headName, phone: null })
    const there = await newHousehold(store, '440229101002', { headName })
    await store.transaction(system(COUNTY), async (tx) => {
      expect(await tx.households.lockNamed(VILLAGE, headName)).toEqual([here])
      const confirmed = { ...there, unconfirmed: false, kind: 'marginal' as const }
      await tx.households.put(confirmed)
      expect(await tx.households.get(there.id)).toEqual(confirmed)
      expect(await tx.households.withIds([there.id, randomUUID()])).toEqual([confirmed])
      expect(await tx.households.withIds([])).toEqual([])
    })
  })

  it('keeps accounts: one name each, one use of an invitation, sessions until they end', async () => {
    const { store } = use()
    const [cadreId, otherId] = [
      await newCadre(store, COUNTY, 'village_cadre', []),
      await newCadre(store, COUNTY, 'admin', []),
    ]
    const account = { cadreId, county: COUNTY, account: 'li', passwordHash: 'x', failures: 0, lockedUntil: null }
    await store.transaction(system(COUNTY), async (tx) => {
      await tx.accounts.invite({ codeHash: 'c', cadreId, expiresAt: later(HOUR) })
      expect(await tx.accounts.redeem('c', later(HOUR))).toBeNull()
      expect(await tx.accounts.create(account)).toBe('created')
      expect(await tx.accounts.create({ ...account, cadreId: otherId })).toBe('taken')
      await tx.accounts.recordFailure(cadreId, 3, later(HOUR))
      expect(await tx.accounts.byAccount('li')).toEqual({ ...account, failures: 3, lockedUntil: later(HOUR) })
      expect(await tx.accounts.byAccount('Li')).toBeNull()
      await tx.accounts.openSession({ tokenHash: 't', cadreId, expiresAt: later(HOUR), at: NOON })
      expect(await tx.accounts.session('t', NOON)).toEqual({ cadreId, expiresAt: later(HOUR) })
      expect(await tx.accounts.session('t', later(HOUR))).toBeNull()
      // A second invitation: a new name and password, and whoever was logged in is out.
      expect(await tx.accounts.create({ ...account, account: 'li2' })).toBe('created')
      expect(await tx.accounts.session('t', NOON)).toBeNull()
      expect(await tx.accounts.byAccount('li')).toBeNull()
    })
    const redeem = () => store.transaction(system(COUNTY), (tx) => tx.accounts.redeem('c', NOON))
    const redeemed = await Promise.all([redeem(), redeem(), redeem()])
    expect(redeemed.filter(Boolean)).toEqual([{ cadreId }])
  })
})
