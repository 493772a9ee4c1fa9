import { randomUUID } from 'node:crypto'
import type { MeasureEvent, Referral, StoredMeasure } from '../../../src/app/ports/measures.ts'
import type { Household } from '../../../src/app/ports/people.ts'
import type { Tx } from '../../../src/app/ports/store.ts'
import { DAY, NOON } from './county.fixture.ts'

export const CITATION = { paper: '文件', clause: '四' }
export const FIGURE = { of: 'registered_population', period: '2026', part: null, whole: 1_000, source: '年报' }

export function measureOf(householdId: string, more: Partial<StoredMeasure> = {}): StoredMeasure {
  return {
    id: randomUUID(),
    householdId,
    measure: 'comprehensive_security',
    help: 'housing_repair',
    forMember: null,
    state: 'planned',
    basis: 'suggested',
    why: '缺什么补什么。',
    citation: CITATION,
    units: ['housing'],
    plannedOn: DAY,
    givenOn: null,
    publishedOn: null,
    endedOn: null,
    version: 1,
    ...more,
  }
}

export function measureEventOf(measure: StoredMeasure, cadreId: string): MeasureEvent {
  const { id: measureId, version: seq, state } = measure
  return { measureId, seq, state, day: DAY, at: NOON, by: { id: cadreId, name: '李干部' }, text: '计划' }
}

export function referralOf(household: Household, cadreId: string, more: Partial<Referral> = {}): Referral {
  return {
    id: randomUUID(),
    county: household.county,
    householdId: household.id,
    region: household.region,
    householdName: household.headName,
    department: 'housing',
    need: 'unsafe_housing',
    needWords: '住房不安全',
    duty: '解决住房安全',
    citation: CITATION,
    text: '请来看房。',
    askedBy: { id: cadreId, name: '李干部' },
    askedOn: DAY,
    askedAt: NOON,
    dueDay: '2026-03-12',
    dueCitation: CITATION,
    answer: null,
    ...more,
  }
}

/** One row in each table of help, and one more where a state matters. */
export async function giveHelp(tx: Tx, household: Household, cadreId: string): Promise<void> {
  const { id: householdId } = household
  const measure = measureOf(householdId)
  await tx.measures.insert(measure, measureEventOf(measure, cadreId))
  for (const department of ['housing', 'education'] as const)
    await tx.referrals.insert(referralOf(household, cadreId, { department }))
  const answered = referralOf(household, cadreId, { need: 'housing_repair' })
  await tx.referrals.insert(answered)
  const by = { id: cadreId, name: '李干部' }
  await tx.referrals.answer(answered.id, { result: 'helped', text: '修好了', by, day: DAY, at: NOON })
  const memberId = randomUUID()
  const given = { id: randomUUID(), householdId, memberId, service: 'guidance' as const, day: DAY, text: '谈了谈' }
  await tx.employment.addService({ ...given, byId: cadreId, at: NOON })
  await tx.employment.addMonths([
    { householdId, memberId, month: '2026-01', publicPost: false, byId: cadreId, at: NOON },
  ])
  await tx.monitored.put({ householdId, kind: 'unstable_lifted', since: '2024-01-01', riskRemovedOn: null })
  await tx.monitored.enterKeyGroups([
    { householdId, group: 'long_monitored', enteredOn: DAY, why: '满两年。', citation: CITATION },
  ])
}
