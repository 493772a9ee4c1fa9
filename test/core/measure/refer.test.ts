import { describe, expect, it } from 'vitest'
import { RESULT_WORDS } from '../../../src/app/list-referrals.ts'
import { RISK_TYPES } from '../../../src/contract/terms.ts'
import { SERVICE_WORDS } from '../../../src/core/measure/employment-services.ts'
import { DEPARTMENT_WORDS, LABOUR_WORDS, MEASURE_WORDS } from '../../../src/core/measure/labels.ts'
import { answerDue, destinations, wordsOfNeed } from '../../../src/core/measure/refer.ts'
import { MEASURE_STATE_WORDS, measureStep } from '../../../src/core/measure/steps.ts'
import { expectPlain } from '../dialogue/plain-language.ts'
import { packs } from '../policy/packs.fixture.ts'
import { GUANGDONG, HUIZHOU, NOWHERE, WENGYUAN, with2027, YONGXIU } from './household.fixture.ts'

const to = (where: typeof HUIZHOU, need: string, with_ = packs) =>
  destinations(with_, where, need).map(({ department }) => department)

describe('HZ-7: seven departments, each with its duty', () => {
  it.each([
    ['school_dropout', 'education'],
    ['temporary_aid', 'civil_affairs'],
    ['unsafe_housing', 'housing'],
    ['unsafe_water', 'water'],
    ['water_hygiene', 'health'],
    ['medical_cost', 'medical_insurance'],
    ['job_loss', 'human_resources'],
  ])('%s goes to %s', (need, department) => {
    expect(destinations(packs, HUIZHOU, need)).toMatchObject([
      { department, by: 'referrals', citation: { clause: '一（三）' }, duty: expect.stringMatching(/./) },
    ])
  })
})

it('WY-1, WY-8: civil affairs, or the department in charge', () => {
  expect(to(WENGYUAN, 'low_income_population')).toEqual(['civil_affairs'])
  expect(to(WENGYUAN, 'unsafe_housing')).toEqual(['housing'])
  expect(to(WENGYUAN, 'job_loss')).toEqual(['human_resources'])
})

it('where no paper hands the need over, those go first who answer for the help; else the house says', () => {
  expect(destinations(packs, YONGXIU, 'unsafe_water')).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ department: 'water', by: 'units', house: false })]),
  )
  for (const where of [NOWHERE, GUANGDONG])
    expect(destinations(packs, where, 'unsafe_water')).toMatchObject([{ department: 'water', house: true }])
  // Huizhou's own list is silent on business; its units for industry are asked.
  expect(to(HUIZHOU, 'business_failure')).toEqual(['agriculture', 'finance', 'supply_cooperative'])
  for (const where of [NOWHERE, GUANGDONG, YONGXIU, WENGYUAN, HUIZHOU])
    for (const risk of RISK_TYPES) {
      const found = destinations(packs, where, risk)
      expect(found.length, `${where.region} ${risk}`).toBeGreaterThan(0)
      for (const { why, duty, words } of found) for (const said of [why, duty, words]) expectPlain(said)
    }
  expect(wordsOfNeed(packs, 'nonsense')).toBeNull()
})

it('a paper of 2027 hands the roof to another department', () => {
  const departments = [{ department: 'rural_revitalisation', needs: ['unsafe_housing'], duty: '修好房子' }]
  const changed = with2027('huizhou-2024', 'referrals', { departments })
  expect(to({ ...HUIZHOU, day: '2027-06-01' }, 'unsafe_housing', changed)).toEqual(['rural_revitalisation'])
})

it('an answer is due after the days of the house, until a paper says otherwise', () => {
  expect(answerDue(packs, HUIZHOU)).toMatchObject({ day: '2024-06-13', grounds: { house: true } })
  expect(answerDue(packs, { ...HUIZHOU, day: '2024-02-25' })?.day).toBe('2024-03-06')
})

it('steps of a measure: planned, given, published, ended, and nothing else', () => {
  const step = (
    state: Parameters<typeof measureStep>[0]['state'],
    ...rest: [Parameters<typeof measureStep>[1], string?]
  ) => measureStep({ state, since: '2024-06-01' }, rest[0], rest[1] ?? '2024-06-03', '2024-06-03')
  expect(step('planned', 'give')).toEqual({ kind: 'moved', state: 'given' })
  expect(step('given', 'publish')).toEqual({ kind: 'moved', state: 'published' })
  for (const state of ['planned', 'given', 'published'] as const)
    expect(step(state, 'end')).toEqual({ kind: 'moved', state: 'ended' })
  for (const [state, act] of [
    ['planned', 'publish'],
    ['given', 'give'],
    ['ended', 'give'],
    ['ended', 'end'],
  ] as const)
    expect(step(state, act)).toMatchObject({ kind: 'refused' })
  expect(step('planned', 'give', '2024-05-31')).toMatchObject({ why: expect.stringContaining('比上一步还早') })
  expect(step('planned', 'give', '2024-06-04')).toMatchObject({ why: expect.stringContaining('还没到') })
})

it('every label is plain', () => {
  for (const table of [RESULT_WORDS, SERVICE_WORDS, DEPARTMENT_WORDS, LABOUR_WORDS, MEASURE_WORDS, MEASURE_STATE_WORDS])
    for (const words of Object.values(table)) expectPlain(words)
})
