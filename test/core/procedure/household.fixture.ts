import { isWorkingDay } from '../../../src/adapters/working-days.ts'
import type { EvidenceKind } from '../../../src/contract/case.ts'
import type { CaseCommand } from '../../../src/contract/case-command.ts'
import { startClock } from '../../../src/core/lead/clock.ts'
import { actOnCase } from '../../../src/core/procedure/act-on-case.ts'
import type { CaseActed, CaseContext, LeadFacts, OpenFacts } from '../../../src/core/procedure/acted.ts'
import type { CaseAuthor } from '../../../src/core/procedure/case.ts'
import type { CaseState, StepState } from '../../../src/core/procedure/case-state.ts'
import { openCase } from '../../../src/core/procedure/open-case.ts'
import { groupsFor, leavingFor, procedureFor } from '../../../src/core/procedure/snapshot.ts'
import type { Cadre, Roster } from '../../../src/core/routing/roster.ts'
import { chinaDay } from '../../../src/core/words/when.ts'
import { packs } from '../policy/packs.fixture.ts'

/** The invented people of any county: two of each kind, so that whoever proposed need not approve. */
const PEOPLE: [id: string, name: string, role: Cadre['role']][] = [
  ['village', '演示甲', 'village_cadre'],
  ['deputy', '演示乙', 'village_cadre'],
  ['township', '演示丙', 'township_officer'],
  ['township-2', '演示丁', 'township_officer'],
  ['county', '演示戊', 'county_officer'],
  ['county-2', '演示己', 'county_officer'],
  ['department', '演示庚', 'department_officer'],
]
export const HOUSEHOLDER = '王建国'
export const PHOTO = '00000000-0000-4000-8000-000000000001'

export function rosterOf(region: string, { without = [] }: { without?: string[] } = {}): Roster {
  const county = region.slice(0, 6)
  const open = { from: '2020-01-01', until: null }
  return {
    cadres: PEOPLE.map(([id, name, role]) => ({ id, county, name, role, active: !without.includes(id) })),
    duties: [
      { region, cadreId: 'village', deputyId: 'deputy', ...open },
      { region: region.slice(0, 9), cadreId: 'township', deputyId: 'township-2', ...open },
      { region: county, cadreId: 'county', deputyId: 'county-2', ...open },
    ],
  }
}

export function person(id: string, region: string): Cadre {
  const found = rosterOf(region).cadres.find((cadre) => cadre.id === id)
  if (!found) throw new Error(`nobody is ${id}`)
  return found
}

export function author(id: string, region: string): CaseAuthor {
  const { name, role } = person(id, region)
  return { kind: 'cadre', cadreId: id, name, role }
}

/** A day and a time in China. */
export function at(day: string, time = '10:00'): Date {
  return new Date(`${day}T${time}:00+08:00`)
}

export function contextOf(region: string, now: Date, change: Partial<CaseContext> = {}): CaseContext {
  const day = chinaDay(now)
  const leaving = leavingFor(packs, region, day)
  const groups = groupsFor(packs, region, day)
  const who = { roster: rosterOf(region), householder: HOUSEHOLDER, family: [], labour: null }
  return { now, isWorkingDay, leaving, groups, ...who, ...change }
}

/** A report that was visited and found true, as the lead has it. */
export function leadOf(region: string, found: Date, change: Partial<LeadFacts> = {}): LeadFacts {
  const clock = startClock(packs, region, 'high', found)
  const by = author('village', region)
  return {
    id: '00000000-0000-4000-8000-0000000000a1',
    number: 'A1024',
    found,
    finishBy: clock.finishBy,
    finishSource: clock.finishSource,
    report: { at: found, by: { kind: 'household' }, text: '我妈住院自己掏了三万二', attachments: [] },
    visit: { at: found, by, text: '看了病历和发票', attachments: [PHOTO] },
    verified: { at: found, by, text: '自付三万二，家里没有别的收入', attachments: [], finding: 'true' },
    ...change,
  }
}

export function factsOf(region: string, now: Date, leads: LeadFacts[]): OpenFacts {
  return {
    caseId: '00000000-0000-4000-8000-0000000000c1',
    number: 'C1001',
    county: region.slice(0, 6),
    region,
    householdId: '00000000-0000-4000-8000-0000000000b1',
    leads,
    procedure: procedureFor(packs, region, chinaDay(now)),
    by: author('village', region),
    demo: true,
  }
}

export function opened(region: string, now: Date, leads = [leadOf(region, now)]): CaseState {
  return expectDone(openCase(factsOf(region, now, leads), contextOf(region, now))).state
}

export function expectDone(acted: CaseActed): CaseActed & { kind: 'done' } {
  if (acted.kind === 'refused') throw new Error(`refused: ${acted.why}`)
  return acted
}

export function does(state: CaseState, who: string, now: Date, command: CaseCommand): CaseActed {
  const { region } = state.opened
  return actOnCase(state, command, person(who, region), contextOf(region, now))
}

/** All that a step asks for, made up. */
export function evidenceFor(step: Pick<StepState['step'], 'evidence'>) {
  const words: Partial<Record<EvidenceKind, string>> = {
    visit_record: '上门看过，情况和说的一样',
    cause_analysis: '老人住院，自己花得多',
    minutes: '到会九人，都同意',
    review_opinion: '材料齐，情况属实，同意上报',
    decision: '会议定了，同意',
    system_entry: '系统里录好了',
    measure_plan: '申请医疗救助，儿子介绍到镇上厂里',
    place: '村务公开栏',
    dates: '今天起七天',
    // Who is approved is made of what is known; what is given is told with it.
    ...(step.evidence.includes('measure_plan') && { posted_list: '王建国：医疗救助、介绍工作' }),
  }
  return step.evidence.flatMap((kind) => {
    const text = words[kind]
    return text ? [{ kind, text, attachments: [] }] : []
  })
}
