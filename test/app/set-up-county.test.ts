import { describe, expect, it } from 'vitest'
import { readCountyFile } from '../../src/adapters/county-file/read-county-file.ts'
import { CountyFile } from '../../src/app/county-file.ts'
import type { Vault } from '../../src/app/ports/outside.ts'
import type { Household } from '../../src/app/ports/people.ts'
import type { Store, Tx } from '../../src/app/ports/store.ts'
import { isRefusal } from '../../src/app/refusal.ts'
import { idOf, setUpCounty } from '../../src/app/set-up-county.ts'
import type { Region } from '../../src/core/region/region.ts'
import type { Cadre, Duty } from '../../src/core/routing/roster.ts'

const demoFile = readCountyFile('demo/440229')
const now = new Date('2026-11-23T02:00:00Z')
const first = demoFile.activate[0] ?? ''

/** Just enough of a county's tables, with the keys that the real ones have. */
function makeCounty() {
  let reads = 0
  const tables = {
    regions: new Map<string, Region>(),
    cadres: new Map<string, Cadre>(),
    duties: new Map<string, Duty>(),
    households: new Map<string, Household>(),
  }
  const tx = {
    regions: {
      put: async (all: Region[]) => void all.map((each) => tables.regions.set(each.code, each)),
      activate: async () => {},
    },
    roster: {
      onDay: async () => ({ cadres: [...tables.cadres.values()], duties: [...tables.duties.values()] }),
      putCadres: async (all: Cadre[]) => {
        for (const { id, county, name, role, active } of all) tables.cadres.set(id, { id, county, name, role, active })
      },
      putDuties: async (_: string, all: Duty[]) => {
        for (const duty of all) tables.duties.set(`${duty.region} ${duty.cadreId} ${duty.from}`, duty)
      },
    },
    households: {
      withIds: async (ids: string[]) => {
        reads++
        return ids.flatMap((id) => tables.households.get(id) ?? [])
      },
      putAll: async (all: Household[]) => {
        for (const household of all) tables.households.set(household.id, household)
      },
    },
    audit: { append: async () => {} },
    announce: async () => {},
  } as unknown as Tx
  const store = { transaction: (_actor, work) => work(tx) } as Store
  const vault = {
    seal: (kind, value) => ({ kind, sealed: value, masked: value, hash: value }),
  } as Vault
  return { tables, reads: () => reads, deps: { store, vault, clock: { now: () => now } } }
}

/** The demo file, changed as a technician might get it wrong. */
function changed(change: (file: CountyFile) => void): CountyFile {
  const file = structuredClone(demoFile)
  change(file)
  return CountyFile.parse(file)
}

describe('setting up a county', () => {
  it('activates every village of the demo county', async () => {
    const { tables, deps } = makeCounty()
    const done = await setUpCounty(deps, demoFile, { demo: true })
    expect(done).toMatchObject({ villagesActive: 174, refused: [] })
    expect(tables.cadres.size).toBe(186)
    expect([...tables.regions.values()].every((region) => region.active)).toBe(true)
  })

  it('done again changes nothing', async () => {
    const { tables, deps } = makeCounty()
    await setUpCounty(deps, demoFile, { demo: true })
    const before = structuredClone(tables)
    await setUpCounty(deps, demoFile, { demo: true })
    expect(tables).toEqual(before)
  })

  it('keeps a telephone number that the household gave since', async () => {
    const { tables, deps, reads } = makeCounty()
    await setUpCounty(deps, demoFile, { demo: true })
    const silent = [...tables.households.values()].find((each) => each.phone === null)
    if (!silent) throw new Error('the demo county has households without a number')
    const phone = { kind: 'phone' as const, sealed: 's', masked: 'm', hash: 'h' }
    tables.households.set(silent.id, { ...silent, phone })
    await setUpCounty(deps, demoFile, { demo: true })
    expect(tables.households.get(silent.id)?.phone).toEqual(phone)
    // One question for all of them, however many have no telephone.
    expect(reads()).toBe(2)
  })

  it('leaves a village without a deputy inactive and names it', async () => {
    const { tables, deps } = makeCounty()
    const file = changed(({ cadres }) => {
      const duty = cadres[0]?.duties[0]
      if (duty) delete duty.deputy
    })
    const done = await setUpCounty(deps, file, { demo: true })
    expect(done).toMatchObject({
      villagesActive: 173,
      refused: [{ village: first, code: 'no_deputy', why: '没有副手' }],
    })
    expect(tables.regions.get(first)?.active).toBe(false)
  })

  it('refuses a county without officers above the villages, stores nothing and names all that is missing', async () => {
    const { tables, deps } = makeCounty()
    const file = changed((each) => {
      each.cadres = each.cadres.filter(({ role }) => role === 'village_cadre')
    })
    const done = await setUpCounty(deps, file, { demo: true })
    if (!isRefusal(done)) throw new Error('was set up')
    expect(done.missing).toHaveLength(9)
    expect(done.why).toMatch(/^翁源县还没有值班的县级干部。龙仙镇有要开通的村，但没有值班的乡镇干部。/)
    expect(tables.regions.size).toBe(0)
  })

  it('never loads real people as invented ones, or the other way round', async () => {
    const { deps } = makeCounty()
    expect(isRefusal(await setUpCounty(deps, demoFile, { demo: false }))).toBe(true)
    expect(isRefusal(await setUpCounty(deps, { ...demoFile, demo: false }, { demo: true }))).toBe(true)
  })
})

describe('the county file', () => {
  const messages = (change: (file: CountyFile) => void) => {
    const file = structuredClone(demoFile)
    change(file)
    return CountyFile.safeParse(file).error?.issues.map((issue) => issue.message) ?? []
  }

  it('says what contradicts itself', () => {
    expect(messages((file) => file.cadres.push(structuredClone(file.cadres[0] as never)))).toEqual(['干部的 key 重复'])
    expect(messages((file) => file.activate.push('440229999999'))).toEqual(['没有这个村'])
    expect(messages((file) => file.regions.push({ code: '440230100', name: '别县的镇' }))).toEqual([
      '不属于本县 440229',
    ])
    expect(messages((file) => Object.assign(file.cadres[0] as object, { phone: '123' }))).toEqual([
      '电话要写成 11 位手机号，或带区号的座机号',
    ])
    expect(messages((file) => Object.assign(file.households[0] as object, { cadre: 'nobody' }))).toEqual([
      '没有这个干部',
    ])
  })

  it('holds only invented people in the demo county, each called differently', () => {
    expect(demoFile.demo).toBe(true)
    expect(demoFile.cadres.every(({ name }) => name[1] === '示')).toBe(true)
    expect(demoFile.households.every(({ headName }) => headName[1] === '例')).toBe(true)
    expect(new Set(demoFile.cadres.map(({ name }) => name)).size).toBe(demoFile.cadres.length)
  })
})

describe('ids', () => {
  it('follow from county and key, and are UUIDs', () => {
    expect(idOf('440229', 'county-1')).toBe(idOf('440229', 'county-1'))
    expect(idOf('440229', 'county-1')).not.toBe(idOf('440230', 'county-1'))
    expect(idOf('440229', 'a')).not.toBe(idOf('440229', 'a', 'household'))
    expect(idOf('440229', 'a')).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  })
})
