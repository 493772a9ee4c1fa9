import type { Lead } from '../../src/core/lead/lead.ts'
import type { Cadre, Roster } from '../../src/core/routing/roster.ts'

/** An invented roster: one village with cadre and deputy, its township, its county. */
export const county = '440229'
export const township = '440229106'
export const village = '440229106201'

const CADRES: Cadre[] = [
  { id: 'village-cadre', county, name: '演示甲', role: 'village_cadre', active: true },
  { id: 'deputy', county, name: '演示乙', role: 'village_cadre', active: true },
  { id: 'other-village-cadre', county, name: '演示丙', role: 'village_cadre', active: true },
  { id: 'township-officer', county, name: '演示丁', role: 'township_officer', active: true },
  { id: 'county-officer', county, name: '演示戊', role: 'county_officer', active: true },
]

export function roster({ inactive = [] }: { inactive?: string[] } = {}): Roster {
  return {
    cadres: CADRES.map((each) => ({ ...each, active: !inactive.includes(each.id) })),
    duties: [
      { region: village, cadreId: 'village-cadre', deputyId: 'deputy', from: '2026-01-01', until: null },
      { region: township, cadreId: 'township-officer', deputyId: null, from: '2026-01-01', until: null },
      { region: county, cadreId: 'county-officer', deputyId: null, from: '2026-01-01', until: null },
    ],
  }
}

export function cadre(id: string): Cadre {
  const found = CADRES.find((each) => each.id === id)
  if (!found) throw new Error(`no cadre ${id} in the fixture`)
  return found
}

/** 23 November 2026, ten in the morning in China: a Monday. */
export const monday = new Date('2026-11-23T02:00:00Z')

export function lead(change: Partial<Lead> = {}): Lead {
  return {
    id: 'lead-1',
    number: 'A1024',
    county,
    region: village,
    householdId: 'household-1',
    origin: 'self_report',
    riskType: 'medical_cost',
    urgency: 'normal',
    gist: '我妈住院自己掏了三万二',
    status: 'open',
    holderId: 'village-cadre',
    rule: 'village_duty',
    reason: '演示甲是本村值班干部',
    dueAt: new Date('2026-11-26T02:00:00Z'),
    finishBy: new Date('2026-12-08T02:00:00Z'),
    finishSource: '本系统默认办理时限（非政策规定）',
    reports: 1,
    createdAt: monday,
    version: 1,
    demo: true,
    ...change,
  }
}
