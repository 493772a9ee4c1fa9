import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countedFigures } from '../../../src/core/measure/counted-figures.ts'
import { employmentServices, type ServiceGiven } from '../../../src/core/measure/employment-services.ts'
import { type Candidate, keyGroups } from '../../../src/core/measure/key-groups.ts'
import { monthsLater, quarterOf } from '../../../src/core/measure/months.ts'
import { monitoredScale, shares } from '../../../src/core/measure/shares.ts'
import { type Worker, workBonus } from '../../../src/core/measure/work-bonus.ts'
import { expectPlain } from '../dialogue/plain-language.ts'
import { packs } from '../policy/packs.fixture.ts'
import {
  GUANGDONG,
  HUIZHOU,
  household,
  measure,
  member,
  NOWHERE,
  SHANGYOU,
  WENGYUAN,
  with2027,
} from './household.fixture.ts'

const IN_2027 = { ...SHANGYOU, day: '2027-03-01' }

describe('JX-3: two key groups', () => {
  const one = (householdId: string, people: number, incomeLastYear: number | null, more: Partial<Candidate> = {}) => ({
    householdId,
    region: `36072410${householdId.length % 2}201`,
    kind: 'poverty_lifted' as const,
    monitored: null,
    people,
    incomeLastYear,
    ...more,
  })
  const computed = (candidates: Candidate[], where = SHANGYOU, with_ = packs) => {
    const answer = keyGroups(with_, where, candidates)
    if (answer.kind === 'no_rule') throw new Error('no rule')
    for (const { arithmetic, words } of answer.groups) for (const said of [arithmetic, words]) expectPlain(said)
    return answer
  }
  const lowest = (candidates: Candidate[], where = SHANGYOU, with_ = packs) =>
    computed(candidates, where, with_)
      .households.filter(({ groups }) => groups.includes('lowest_income'))
      .map(({ householdId }) => householdId)

  it('counts people, not households', () => {
    // Ten people, so two of them: the four of the poorest household are reached by its first two.
    expect(lowest([one('a', 4, 5_000), one('b', 3, 6_000), one('c', 3, 7_000)])).toEqual(['a'])
    expect(lowest([one('a', 1, 5_000), one('b', 3, 6_000), one('c', 6, 7_000)])).toEqual(['a', 'b'])
  })

  it('takes in whoever earns just as much as the last of them', () => {
    expect(lowest([one('a', 1, 5_000), one('b', 1, 5_000), one('c', 1, 5_000), one('d', 1, 9_000)])).toEqual([
      'a',
      'b',
      'c',
    ])
  })

  it('lists unknown incomes and guesses none; ordinary households are none of it', () => {
    const answer = computed([
      one('a', 2, 5_000),
      one('b', 3, null),
      one('c', 8, 9_000),
      one('d', 5, 100, { kind: 'ordinary' }),
    ])
    expect(answer.incomeUnknown).toMatchObject([{ householdId: 'b', people: 3 }])
    expect(answer.groups[0]).toMatchObject({ households: 1, people: 2 })
    expect(answer.groups[0]?.arithmetic).toContain('收入清楚的有10人，20%是2人')
    expect(lowest([one('b', 3, null)])).toEqual([])
  })

  it('is at least a fifth of the people, and never more without a tie', () => {
    const some = fc.array(
      fc.record({ people: fc.integer({ min: 1, max: 8 }), income: fc.integer({ min: 0, max: 9 }) }),
      {
        minLength: 1,
        maxLength: 12,
      },
    )
    fc.assert(
      fc.property(some, (all) => {
        const candidates = all.map(({ people, income }, i) => one(`h${i}`, people, income))
        const inside = new Set(lowest(candidates))
        const people = (of: Candidate[]) => of.reduce((sum, each) => sum + each.people, 0)
        const mine = candidates.filter(({ householdId }) => inside.has(householdId))
        const top = Math.max(...mine.map(({ incomeLastYear }) => incomeLastYear ?? 0))
        expect(people(mine) * 5).toBeGreaterThanOrEqual(people(candidates))
        expect(people(mine.filter(({ incomeLastYear }) => incomeLastYear !== top)) * 5).toBeLessThan(people(candidates))
        expect(lowest(candidates.toReversed()).toSorted()).toEqual([...inside].toSorted())
      }),
    )
  })

  it('monitored for two years to the day, the risk not removed', () => {
    const since = (day: string, riskRemovedOn: string | null = null) => ({ monitored: { since: day, riskRemovedOn } })
    const answer = computed([
      one('a', 1, 9_000, { kind: 'marginal', ...since('2022-10-15') }),
      one('b', 1, 9_000, { kind: 'marginal', ...since('2022-10-16') }),
      one('c', 1, 9_000, { kind: 'marginal', ...since('2020-01-01', '2024-10-01') }),
    ])
    const long = answer.households.filter(({ groups }) => groups.includes('long_monitored'))
    expect(long.map(({ householdId }) => householdId)).toEqual(['a'])
    expect(answer).toMatchObject({ untilRiskRemoved: true, year: 2023, citation: { clause: '第一条' } })
  })

  it('is told by area, most people first', () => {
    const answer = computed([one('a', 2, 1), one('bb', 5, 1), one('c', 1, 1)])
    expect(answer.areas).toEqual([
      { region: '360724100', households: 1, people: 5 },
      { region: '360724101', households: 2, people: 3 },
    ])
  })

  it('a paper of 2027 takes a half; elsewhere there is no such rule', () => {
    const groups = [{ group: 'lowest_income', words: '收入最低的一半', lowestPercent: 50 }]
    const changed = with2027('jiangxi-2024', 'key-groups', { groups })
    expect(lowest([one('a', 4, 1), one('b', 3, 2), one('c', 3, 3)], IN_2027, changed)).toEqual(['a', 'b'])
    expect(keyGroups(packs, NOWHERE, [])).toEqual({ kind: 'no_rule' })
  })
})

describe('JX-7: work bonus', () => {
  const months = (count: number, publicPost = false) =>
    Array.from({ length: count }, (_, i) => ({ month: `2024-${String(i + 1).padStart(2, '0')}`, publicPost }))
  const worker = (more: Partial<Worker> = {}): Worker => ({
    kind: 'poverty_lifted',
    monitored: null,
    keyGroup: true,
    months: [],
    ...more,
  })
  const of = (more: Partial<Worker>, with_ = packs, where = SHANGYOU) => {
    const answer = workBonus(with_, where, 2024, worker(more))
    if (answer.kind !== 'no_rule') for (const words of [answer.why, ...answer.arithmetic]) expectPlain(words)
    return answer
  }

  it('three months are enough, two are not; fifty a month, six hundred a year', () => {
    expect(of({ months: months(2) })).toMatchObject({ kind: 'not_due', reason: 'too_few_months' })
    expect(of({ months: months(3) })).toMatchObject({ kind: 'due', yuan: 150, citation: { clause: '第七条' } })
    expect(of({ months: months(12) })).toMatchObject({ kind: 'due', yuan: 600 })
  })

  it('public posts do not count, a month is one month, another year is another year', () => {
    expect(of({ months: months(9, true) })).toMatchObject({ kind: 'not_due', months: 0 })
    const both = [
      ...months(4),
      ...months(8, true),
      { month: '2024-01', publicPost: false },
      { month: '2023-12', publicPost: false },
    ]
    expect(of({ months: both })).toMatchObject({
      yuan: 200,
      arithmetic: [
        '2024年干活8个月，其中公益岗位4个月不算，算4个月。',
        '4个月乘每月最多50元，是200元。',
        '没超过一年最多的600元。',
      ],
    })
  })

  it('is for the key groups alone', () => {
    expect(of({ keyGroup: false, months: months(12) })).toMatchObject({ kind: 'not_due', reason: 'not_entitled' })
    expect(workBonus(packs, NOWHERE, 2024, worker())).toEqual({ kind: 'no_rule' })
  })

  it('a paper of 2027 pays more, to more people', () => {
    const most = { yuanPerMonth: 80, yuanPerYear: 700 }
    const changed = with2027('jiangxi-2024', 'work-bonus', { most, for: ['poverty_lifted'] })
    expect(of({ keyGroup: false, months: months(12) }, changed, IN_2027)).toMatchObject({ yuan: 700 })
  })
})

describe('WY-6: services for those who want work', () => {
  const given = (service: ServiceGiven['service'], day: string) => ({ service, day })
  const of = (all: ServiceGiven[], where = WENGYUAN, with_ = packs) => employmentServices(with_, where, all)

  it('one guidance, one training, three job offers in the quarter', () => {
    expect(of([])).toMatchObject({
      quarter: '2023-Q3',
      dueDay: '2023-09-30',
      services: [{ missing: 1 }, { missing: 1 }, { missing: 3 }],
      why: '还差就业指导1次、就业培训1次、介绍岗位3个，9月30日以前要办。',
      by: [{ words: '人社部门' }],
    })
    const some = [given('guidance', '2023-07-01'), given('job_offer', '2023-09-30'), given('training', '2023-06-30')]
    expect(of(some)).toMatchObject({ services: [{ missing: 0 }, { given: 0, missing: 1 }, { given: 1, missing: 2 }] })
    const all = [
      ...some,
      given('training', '2023-08-01'),
      ...['1', '2'].map((d) => given('job_offer', `2023-08-0${d}`)),
    ]
    expect(of(all)).toMatchObject({ why: '这个季度该给的都给了。' })
  })

  it('a paper of 2027 asks for five offers; elsewhere there is no such rule', () => {
    const changed = with2027('wengyuan-2023', 'employment-services', { jobOffers: 5 })
    expect(of([], { ...WENGYUAN, day: '2027-02-01' }, changed)).toMatchObject({
      dueDay: '2027-03-31',
      services: [{}, {}, { least: 5 }],
    })
    expect(of([], NOWHERE)).toEqual({ kind: 'no_rule' })
  })

  it('knows quarters and months of every length', () => {
    expect(quarterOf('2024-02-29')).toEqual({ name: '2024-Q1', from: '2024-01-01', to: '2024-03-31' })
    expect(quarterOf('2024-12-31')).toEqual({ name: '2024-Q4', from: '2024-10-01', to: '2024-12-31' })
    expect(monthsLater('2024-02-29', 24)).toBe('2026-03-01')
  })
})

describe('JX-5, JX-9, HZ-7: shares', () => {
  const answer = (rule: string, part: number | null, whole: number | null, where = SHANGYOU, with_ = packs) => {
    const found = shares(with_, where, () => ({ part, whole })).find((each) => each.rule === rule)
    if (found) for (const words of [found.why, found.words]) expectPlain(words)
    return found
  }

  it('the figure itself is reached, a hair under it is not', () => {
    expect(answer('industry-fund-share', 600_000, 1_000_000)).toMatchObject({ kind: 'reached', percent: 60 })
    expect(answer('industry-fund-share', 599_999, 1_000_000)).toMatchObject({ kind: 'short', percent: 59.99 })
    expect(answer('asset-income-share', 60, 100)?.kind).toBe('reached')
    // 1.14 times 100 is a hair under 114 for a machine.
    expect(answer('industry-fund-share', 1.14, 1.9)).toMatchObject({ kind: 'reached', percent: 60 })
    expect(answer('graduate-employment', 9, 10)?.kind).toBe('reached')
    expect(answer('graduate-employment', 89, 100)?.kind).toBe('short')
    for (const share of ['employed-share', 'insured-share']) {
      expect(answer(share, 10, 10, HUIZHOU)?.kind).toBe('reached')
      expect(answer(share, 9, 10, HUIZHOU)).toMatchObject({ kind: 'short', part: 9, whole: 10 })
    }
  })

  it('the ledger counts who works, in a public post too, and no child as somebody not yet asked', () => {
    const child = member({ id: 'child', born: '2015', labour: null, work: null, wantsWork: null })
    const post = member({ id: 'post', work: 'public_post', wantsWork: null })
    const asked = member({ id: 'new', born: null, work: null, wantsWork: null, insured: null })
    const { ledger } = household([member(), child, post, asked], {
      measures: [measure('medical_aid', { forMember: 'post' }), measure('medical_aid', { forMember: 'new' })],
    })
    expect(Object.fromEntries(countedFigures([ledger], HUIZHOU.day))).toEqual({
      employed_among_willing_lifted_workers: { part: 1, whole: 2, unsaid: 1 },
      insured_among_medical_aid_recipients: { part: 1, whole: 1, unsaid: 1 },
    })
  })

  it('what is unknown is said', () => {
    expect(answer('industry-fund-share', null, 10)).toMatchObject({ kind: 'unknown', why: '还没有数字，算不出来。' })
    expect(answer('industry-fund-share', 0, 0)).toMatchObject({ kind: 'unknown' })
    const [one] = shares(packs, HUIZHOU, () => ({ part: 9, whole: 9, unsaid: 4 }))
    expect(one?.why).toContain('还有4人没说清')
  })

  it('a paper of 2027 that wants more than 70 %, without it, changes the result', () => {
    const atLeast = { percent: 70, inclusive: false }
    const changed = with2027('jiangxi-2024', 'industry-fund-share', { atLeast })
    expect(answer('industry-fund-share', 70, 100, IN_2027, changed)).toMatchObject({ kind: 'short' })
    expect(answer('industry-fund-share', 71, 100, IN_2027, changed)).toMatchObject({ kind: 'reached' })
  })
})

it('GD-2: how many are monitored is a figure with a warning, never a refusal', () => {
  expect(monitoredScale(packs, GUANGDONG, { part: 50, whole: 1_000 })).toMatchObject({ percent: 5, over: false })
  const over = monitoredScale(packs, GUANGDONG, { part: 51, whole: 1_000 })
  expect(over).toMatchObject({ percent: 5.1, over: true, refuses: false, why: expect.stringContaining('照样纳入') })
  const nobody = monitoredScale(packs, GUANGDONG, { part: 51, whole: null })
  expect(nobody).toMatchObject({ percent: null, over: false, why: expect.stringContaining('总人数') })
  const uncounted = monitoredScale(packs, GUANGDONG, { part: null, whole: 1_000 })
  expect(uncounted).toMatchObject({ percent: null, why: '有的监测户还没录家庭成员，算不出来。' })
  const changed = with2027('guangdong-2020', 'monitored-scale', { percent: 8 })
  expect(monitoredScale(changed, { ...GUANGDONG, day: '2027-02-01' }, { part: 51, whole: 1_000 })).toMatchObject({
    over: false,
  })
  expect(monitoredScale(packs, NOWHERE, { part: 1, whole: 1 })).toEqual({ kind: 'no_rule' })
})
