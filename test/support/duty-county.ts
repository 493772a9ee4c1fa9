import { readPacks } from '../../src/adapters/policies/read-packs.ts'
import { openVault } from '../../src/adapters/vault.ts'
import { isWorkingDay } from '../../src/adapters/working-days.ts'
import type { CadreActor } from '../../src/app/accounts.ts'
import { cardShelves } from '../../src/app/card-shelves.ts'
import { completeDuty } from '../../src/app/complete-duty.ts'
import { conversationMemory } from '../../src/app/conversation-memory.ts'
import { CountyFile } from '../../src/app/county-file.ts'
import type { Deps } from '../../src/app/deps.ts'
import { handUpDuties } from '../../src/app/hand-up-duties.ts'
import { countDuties, listDuties } from '../../src/app/list-duties.ts'
import { makeDuties } from '../../src/app/make-duties.ts'
import type { Store } from '../../src/app/ports/store.ts'
import { recordVisit } from '../../src/app/record-visit.ts'
import { isRefusal } from '../../src/app/refusal.ts'
import { remindOfDuties } from '../../src/app/remind-of-duties.ts'
import { idOf, setUpCounty } from '../../src/app/set-up-county.ts'
import { DutyQuery, type DutyView } from '../../src/contract/duty.ts'
import type { CadreRole } from '../../src/contract/terms.ts'
import { PRIVACY_NOTICE } from '../../src/core/dialogue/privacy-notice.ts'
import { buildRegionTree } from '../../src/core/region/region-tree.ts'

export const PACKS = await readPacks(new URL('../../policies', import.meta.url).pathname)

/**
 * An invented county with a township of two villages and one of one, four households that were lifted out of poverty and one that
 * was not; its clock is set by hand. The third village has nobody on duty.
 */
export async function dutyCounty(store: Store, county: string, start: string) {
  let now = new Date(start)
  const codes = { first: `${county}101001`, second: `${county}101002`, third: `${county}102001` }
  const file = fileOf(county, codes)
  const regions = buildRegionTree(county, [
    { code: county, name: '演示县', active: true },
    ...file.regions.map((region) => ({ ...region, active: true })),
  ])
  const deps: Deps = {
    store,
    vault: openVault([Buffer.alloc(32, 7)]),
    passwords: { hash: async () => '', verify: async () => false },
    clock: { now: () => now },
    ids: { uuid: () => crypto.randomUUID(), secret: () => crypto.randomUUID() },
    regions: () => regions,
    packs: PACKS,
    cards: cardShelves(() => ({ packs: PACKS, cards: [] })),
    isWorkingDay,
    memory: conversationMemory(10),
    channels: {},
    groups: {},
    phoneNotices: null,
    notice: PRIVACY_NOTICE,
    demo: true,
  }
  const load = async (change: (file: ReturnType<typeof fileOf>) => void = () => {}) => {
    const changed = structuredClone(file)
    change(changed)
    const done = await setUpCounty(deps, CountyFile.parse(changed), { demo: true })
    if (isRefusal(done)) throw new Error(done.why)
  }
  await load()
  // A village without anybody on duty is none that `setUpCounty` opens; it lost its cadre since.
  await store.transaction({ kind: 'system', county }, (tx) => tx.regions.activate([codes.third]))

  const cadre = (key: string, role: CadreRole, ...areas: string[]) => {
    const actor: CadreActor = { kind: 'cadre', county, cadreId: idOf(county, key), role, areas }
    return {
      actor,
      /** Of all pages. */
      duties: async (query: Partial<DutyQuery> = {}) => {
        const found: DutyView[] = []
        for (let after: string | null = ''; after !== null; ) {
          const page = await listDuties(deps, actor, DutyQuery.parse({ limit: 50, ...query, ...(after && { after }) }))
          if (isRefusal(page)) throw new Error(page.refused)
          found.push(...page.duties)
          after = page.next
        }
        return found
      },
      counts: (month?: string) => countDuties(deps, actor, month ? { month } : {}),
      completes: (id: string, words = '办好了') => completeDuty(deps, actor, id, words),
      /** Writes a home visit into the ledger. */
      visits: (householdId: string, day: string) => {
        const visit = { id: crypto.randomUUID(), day, words: '到家看了', photos: [], place: null, facts: [] }
        return recordVisit(deps, actor, householdId, visit)
      },
    }
  }
  return {
    county,
    codes,
    deps,
    load,
    at: (time: string) => {
      now = new Date(time)
    },
    make: () => makeDuties(deps, county),
    remind: () => remindOfDuties(deps, county),
    handUp: () => handUpDuties(deps, county),
    first: cadre('first', 'village_cadre', codes.first),
    second: cadre('second', 'village_cadre', codes.second),
    township: cadre('township', 'township_officer', `${county}101`),
    officer: cadre('officer', 'county_officer', county),
    household: (name: string) =>
      idOf(county, `${name === '丙' || name === '丁' ? codes.second : codes.first}/王示${name}`, 'household'),
  }
}

function fileOf(county: string, codes: { first: string; second: string; third: string }) {
  const duty = (region: string, deputy?: string) => ({ region, from: '2020-01-01', ...(deputy ? { deputy } : {}) })
  const household = (name: string, village: string, kind = 'poverty_lifted') => ({
    headName: `王示${name}`,
    village,
    kind,
  })
  return {
    county: { code: county, name: '演示县' },
    demo: true,
    regions: [
      { code: `${county}101`, name: '演示镇' },
      { code: `${county}102`, name: '演示乡' },
      { code: codes.first, name: '联群村委会' },
      { code: codes.second, name: '松岭村委会' },
      { code: codes.third, name: '远山村委会' },
    ],
    cadres: [
      { key: 'first', name: '演示甲', role: 'village_cadre', active: true, duties: [duty(codes.first, 'deputy')] },
      { key: 'second', name: '演示乙', role: 'village_cadre', duties: [duty(codes.second, 'deputy')] },
      { key: 'deputy', name: '演示丙', role: 'village_cadre' },
      { key: 'township', name: '演示丁', role: 'township_officer', duties: [duty(`${county}101`)] },
      { key: 'officer', name: '演示戊', role: 'county_officer', duties: [duty(county)] },
    ],
    households: [
      household('甲', codes.first),
      household('乙', codes.first),
      household('丙', codes.second),
      household('丁', codes.second),
      household('戊', codes.first, 'ordinary'),
    ],
    activate: [codes.first, codes.second],
  }
}
