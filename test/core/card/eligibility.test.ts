import { describe, expect, it } from 'vitest'
import { eligibility, type HouseholdFacts } from '../../../src/core/card/eligibility.ts'
import { cardOf } from './cards.fixture.ts'

const DAY = '2023-08-15'

type Ledger = NonNullable<HouseholdFacts['ledger']>
type Member = Ledger['members'][number]

const worker: Member = { born: '1980', labour: 'full', work: 'jobless', wantsWork: true, insured: true, left: null }
const unknownMember: Member = { born: null, labour: null, work: null, wantsWork: null, insured: null, left: null }

function household(members: Member[], over: Partial<HouseholdFacts> = {}): HouseholdFacts {
  return { ledger: { kind: 'poverty_lifted', members }, monitored: false, risks: [], income: 9000, ...over }
}

const ask = (topic: string, facts: HouseholdFacts) => eligibility(cardOf('440229', DAY, topic), facts, DAY)

describe('income within a line', () => {
  it.each([
    [10_420, 'may_fit'],
    [10_421, 'does_not_fit'],
    [null, 'unknown'],
  ] as const)('%s yuan: %s', (income, kind) => {
    expect(ask('monitoring-line', household([worker], { income })).kind).toBe(kind)
  })

  it('the warning line leaves its own figure out, and holds in its months alone', () => {
    expect(ask('warning-line', household([worker], { income: 10_599.99 })).kind).toBe('may_fit')
    expect(ask('warning-line', household([worker], { income: 10_600 })).kind).toBe('does_not_fit')
    const june = eligibility(cardOf('440229', '2023-06-30', 'warning-line'), household([worker]), '2023-06-30')
    expect(june).toMatchObject({ kind: 'unknown', missing: ['这几个月的收入线'] })
  })

  it('the two bands of Huizhou', () => {
    const on = (income: number) =>
      eligibility(cardOf('4413', '2024-10-15', 'monitoring-line'), household([worker], { income }), '2024-10-15').kind
    expect([10_800, 16_460, 16_461].map(on)).toEqual(['may_fit', 'may_fit', 'does_not_fit'])
  })
})

describe('who the household is', () => {
  it('of another kind, but on the register: fits', () => {
    const facts = household([worker], { monitored: true })
    const ordinary: HouseholdFacts = { ...facts, ledger: { kind: 'ordinary', members: [worker] } }
    expect(ask('premiums', ordinary)).toEqual({
      kind: 'may_fit',
      words: '照现在登记的情况，您家可能符合；村干部核实为准。',
      also: ['符合代缴的规定'],
    })
    expect(ask('premiums', { ...ordinary, monitored: false }).kind).toBe('does_not_fit')
    expect(ask('premiums', { ...ordinary, monitored: null })).toMatchObject({ missing: ['是不是监测户'] })
  })

  it('of whom nothing is known', () => {
    const nobody: HouseholdFacts = { ledger: null, monitored: null, risks: null, income: null }
    expect(ask('job-services', nobody)).toMatchObject({ kind: 'unknown', missing: ['是不是监测户', '家里有哪些人'] })
  })

  it('everybody may report; some things only a cadre can see', () => {
    expect(ask('self-report', household([])).kind).toBe('for_everybody')
    expect(ask('social-aid', household([worker])).kind).toBe('unknown')
  })
})

describe('members', () => {
  it('one who fits is enough, and it must be one and the same', () => {
    const idle: Member = { ...worker, wantsWork: false }
    const sick: Member = { ...worker, labour: 'none' }
    expect(ask('job-services', household([idle, worker])).kind).toBe('may_fit')
    expect(ask('job-services', household([idle, sick])).kind).toBe('does_not_fit')
    expect(ask('job-services', household([idle, { ...worker, wantsWork: null }]))).toMatchObject({
      kind: 'unknown',
      missing: ['1个人想不想找活'],
    })
  })

  it('who has left does not count', () => {
    expect(
      ask(
        'job-services',
        household([
          { ...worker, left: '2023-08-15' },
          { ...worker, labour: 'none' },
        ]),
      ).kind,
    ).toBe('does_not_fit')
    expect(ask('job-services', household([{ ...worker, left: '2023-08-16' }])).kind).toBe('may_fit')
  })

  it('nobody can work: all must be known to be so', () => {
    const card = cardOf('44', DAY, 'social-aid')
    const on = (members: Member[]) => eligibility(card, household(members, { monitored: true }), DAY).kind
    const old: Member = { ...worker, labour: 'none' }
    expect(on([old, old])).toBe('may_fit')
    expect(on([old, worker])).toBe('does_not_fit')
    expect(on([old, unknownMember])).toBe('unknown')
  })

  it.each([
    ['2010-03-01', null, 'may_fit'],
    ['2017', null, 'unknown'],
    ['2021-01', null, 'does_not_fit'],
    ['1990', 'employed', 'does_not_fit'],
    ['2003', 'studying', 'may_fit'],
    ['2003', null, 'unknown'],
    [null, null, 'unknown'],
  ] as const)('a child born %s, at work: %s → school aid: %s', (born, work, kind) => {
    expect(ask('school-aid', household([{ ...unknownMember, born, work }])).kind).toBe(kind)
  })
})

it('a risk that is not on record is asked about, never held against them', () => {
  expect(ask('housing-repair', household([worker], { risks: ['unsafe_housing'] })).kind).toBe('may_fit')
  expect(ask('housing-repair', household([worker], { risks: [] }))).toMatchObject({
    kind: 'unknown',
    missing: ['有没有这样的难处'],
  })
})

it('a house of grade A is not asked about', () => {
  const facts = household([worker], { ruledOut: ['unsafe_housing'] })
  expect(ask('housing-repair', facts).kind).toBe('does_not_fit')
  expect(ask('housing-repair', { ...facts, risks: ['unsafe_housing'] }).kind).toBe('may_fit')
})

it('says of whom it is not known: the one by his masked name, some by their number', () => {
  const able: Member = { ...worker, labour: 'none' }
  const of = (...members: Member[]) => {
    const fit = ask('public-post', household(members))
    return fit.kind === 'unknown' ? fit.missing : fit
  }
  const named = (name: string): Member => ({ ...unknownMember, name })
  expect(of(able, named('李小明'))).toEqual(['李**的劳动能力'])
  expect(of(able, named('李小明'), named('李小红'))).toEqual(['2个人的劳动能力'])
  expect(of(named('李小明'), named('李小红'))).toEqual(['各人的劳动能力'])
})
