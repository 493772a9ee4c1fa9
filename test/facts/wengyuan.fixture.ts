import { expect } from 'vitest'
import { standingDuties } from '../../src/core/duty/duty-rules.ts'
import { checklistFor } from '../../src/core/ledger/checklist.ts'
import { factsInForce } from '../../src/core/ledger/facts.ts'
import { hardshipSigns } from '../../src/core/ledger/hardship.ts'
import { employmentServices, type ServiceGiven, wantsWork } from '../../src/core/measure/employment-services.ts'
import { destinations } from '../../src/core/measure/refer.ts'
import { suggestMeasures } from '../../src/core/measure/suggest.ts'
import { bandOf } from '../../src/core/policy/band.ts'
import { entry, fact, LI, ledgerOf, member as person, REGISTER } from '../core/ledger/ledger.fixture.ts'
import { household, member, WENGYUAN as WHERE } from '../core/measure/household.fixture.ts'
import { packs } from '../core/policy/packs.fixture.ts'
import { dueDays, heldBy, MONTHS, standing, yearOf } from './duties.fixture.ts'
import type { Facts } from './fact.ts'

const COUNTY = '440229'
const band = (day: string, income: number) =>
  bandOf(packs, { region: WHERE.region, day, income, household: 'poverty_lifted' })
const given = (service: ServiceGiven['service'], ...days: string[]) => days.map((day) => ({ service, day }))
const helpCodes = () =>
  suggestMeasures(packs, WHERE, household([member()])).suggestions.flatMap(({ pack, help, paidInFull }) =>
    pack === 'wengyuan-2023' ? help.map(({ code }) => ({ code, paidInFull })) : [],
  )
const departments = (need: string) => destinations(packs, WHERE, need).map(({ department }) => department)

export const WENGYUAN: Facts = {
  'WY-1': {
    shows: '10,420 yuan itself is monitored, a cent more is not; low income is handed to civil affairs',
    check() {
      expect(band('2023-06-30', 10_420)).toMatchObject({ band: 'monitored', citation: { clause: '第3条' } })
      expect(band('2023-06-30', 10_420.01)).toMatchObject({ band: null, limit: 10_420 })
      expect(
        bandOf(packs, { region: WHERE.region, day: '2023-06-30', income: 9_000, household: 'ordinary' }).kind,
      ).toBe('no_line')
      expect(destinations(packs, WHERE, 'low_income_population')).toMatchObject([
        { department: 'civil_affairs', citation: { clause: '第3条' } },
      ])
    },
  },
  'WY-2': {
    shows:
      'medical or school costs still heavy after aid are a sign to look there first; what aid has paid does not count',
    check() {
      const money = [entry('wage', '2022-08', '2023-07', 40_000)]
      const own = (field: Parameters<typeof fact>[0], yuan: number, who: string | null = null) =>
        fact(field, yuan, { member: who, day: '2023-07-01', period: '2023' })
      const signs = (...facts: ReturnType<typeof fact>[]) =>
        hardshipSigns(packs, { ...WHERE, ledger: ledgerOf([person('王建国')], money), facts: factsInForce(facts) })
      expect(signs(own('medical.own_hospital_cost', 20_000))).toMatchObject([
        { sign: 'medical_cost_after_aid', citation: { clause: '第4条' }, words: expect.stringContaining('20000元') },
      ])
      expect(signs(own('medical.own_hospital_cost', 20_000), own('medical.major_illness_aid', 15_000))).toEqual([])
      const school = signs(own('schooling.own_cost', 12_000, 'child'), own('schooling.aid_by_stage', 0, 'child'))
      expect(school).toMatchObject([{ sign: 'school_cost_after_aid', citation: { clause: '第4条' } }])
      expect(signs(own('schooling.own_cost', 12_000, 'child'), own('schooling.aid_by_stage', 6_000, 'child'))).toEqual(
        [],
      )
    },
  },
  'WY-3': {
    shows:
      '10,500 yuan: no warning in June, one from July on; 10,700 in November only; the figure itself is not within',
    check() {
      const warned = (day: string, income: number) => band(day, income).band === 'warning'
      expect(['2023-06-30', '2023-07-01', '2023-10-31'].map((day) => warned(day, 10_500))).toEqual([false, true, true])
      expect(['2023-10-31', '2023-11-01', '2023-12-31'].map((day) => warned(day, 10_700))).toEqual([false, true, true])
      expect([warned('2023-08-15', 10_600), warned('2023-11-15', 10_800)]).toEqual([false, false])
    },
  },
  'WY-4': {
    shows:
      'each village screens each month, each township each quarter; by the 20th the data, and a visit asks for just that',
    check() {
      const monthly = yearOf(COUNTY, 2024, 'duty-screening-village')
      expect(monthly.map(({ task, subjects }) => [task.period.name, subjects.length])).toEqual(
        MONTHS.map((month) => [`2024-${month}`, 2]),
      )
      expect(heldBy(monthly)).toEqual(['first', 'second'])
      const quarterly = yearOf(COUNTY, 2024, 'duty-screening-township')
      expect(dueDays(quarterly)).toEqual(['2024-03-31', '2024-06-30', '2024-09-30', '2024-12-31'])
      expect(heldBy(quarterly)).toEqual(['township'])
      expect(dueDays(yearOf(COUNTY, 2024, 'duty-data-entry'))).toEqual(MONTHS.map((month) => `2024-${month}-20`))
      const members = [person('王建国', { born: '1980' })]
      const asked = checklistFor(packs, { ...WHERE, members, facts: [], money: [] })
      const fields = asked.ask.map(({ field }) => field)
      const wanted = ['basics.labour', 'job_wishes.work', 'job_wishes.training', 'policies_enjoyed.policies'] as const
      expect(wanted.filter((field) => !fields.includes(field))).toEqual([])
      expect(asked.incomeMissing?.months).toHaveLength(12)
    },
  },
  'WY-5': {
    shows:
      'a check of the data each month and an export each quarter fall to the county; two lists that differ are seen',
    check() {
      const check = yearOf(COUNTY, 2024, 'duty-data-check')
      expect([dueDays(check).length, dueDays(check)[1], heldBy(check)]).toEqual([12, '2024-02-29', ['county']])
      const out = yearOf(COUNTY, 2024, 'duty-export')
      expect(dueDays(out)).toEqual(['2024-03-31', '2024-06-30', '2024-09-30', '2024-12-31'])
      const said = fact('housing.grade', 'C', { source: LI })
      const listed = fact('housing.grade', 'A', { source: REGISTER })
      expect(factsInForce([said, listed])).toEqual([{ fact: said, others: [listed] }])
    },
  },
  'WY-6': {
    shows:
      'who wants work and got two job offers is listed as missing one; lists by the 15th, feedback in the quarter’s last month',
    check() {
      expect([wantsWork(member()), wantsWork(member({ labour: 'none' }))]).toEqual([true, false])
      const offers = given('job_offer', '2023-07-20', '2023-08-10')
      const last = given('job_offer', '2023-06-30')
      const owed = employmentServices(packs, WHERE, [...offers, ...last, ...given('guidance', '2023-07-20')])
      expect(owed).toMatchObject({
        services: [
          { service: 'guidance', missing: 0 },
          { service: 'training', missing: 1 },
          { service: 'job_offer', given: 2, least: 3, missing: 1 },
        ],
        by: [{ code: 'human_resources' }],
        why: '还差就业培训1次、介绍岗位1个，9月30日以前要办。',
      })
      const lists = yearOf(COUNTY, 2024, 'duty-employment-list')
      expect(dueDays(lists)).toEqual(['2024-01-15', '2024-04-15', '2024-07-15', '2024-10-15'])
      expect(heldBy(lists)).toEqual(['township'])
      expect(dueDays(yearOf(COUNTY, 2024, 'duty-employment-feedback'))[0]).toBe('2024-03-31')
    },
  },
  'WY-7': {
    shows:
      'the subsidies, work and training of the four clauses are suggested; the three ways of publicity stand among the duties',
    check() {
      const codes = helpCodes().map(({ code }) => code)
      const wanted = ['hiring_subsidy', 'work_for_relief', 'public_post', 'skills_training', 'sales_contract']
      expect(wanted.filter((code) => !codes.includes(code))).toEqual([])
      const told = standing(COUNTY, WHERE.day)['publicity-employment']
      for (const way of ['村民小组会', '微信群', '走访']) expect(told).toContain(way)
    },
  },
  'WY-8': {
    shows:
      'basic aid goes to civil affairs, special aid to who is in charge; premiums are paid in full, school and house repair aid stand',
    check() {
      expect(departments('basic_living_aid')).toEqual(['civil_affairs'])
      expect(['school_dropout', 'unsafe_housing', 'medical_cost', 'job_loss'].map(departments)).toEqual([
        ['education'],
        ['housing'],
        ['medical_insurance'],
        ['human_resources'],
      ])
      expect(helpCodes()).toContainEqual({ code: 'medical_premium', paidInFull: true })
      expect(helpCodes()).toContainEqual({ code: 'pension_premium', paidInFull: true })
      const risks = ['school_dropout', 'unsafe_housing'] as const
      const found = suggestMeasures(packs, WHERE, household([member()], { risks: [...risks] })).suggestions
      const byRisk = found.flatMap(({ risk, help, citation }) =>
        risk ? help.map(({ code }) => `${risk} ${code} ${citation.clause}`) : [],
      )
      expect(byRisk).toEqual(
        expect.arrayContaining(['school_dropout schooling_aid 第21条', 'unsafe_housing housing_repair 第21条']),
      )
    },
  },
  'WY-9': {
    shows:
      'telling how to report and which policies are enjoyed stands among the duties, and a visit writes the policies down',
    check() {
      const told = standing(COUNTY, WHERE.day)['publicity-ways']
      expect(told).toMatch(/申报.*政策/)
      const enjoyed = checklistFor(packs, { ...WHERE, members: [], facts: [], money: [] }).ask
      expect(enjoyed.find(({ field }) => field === 'policies_enjoyed.policies')?.question).toContain('享受哪些政策')
    },
  },
  'WY-10': {
    shows: 'training and the summing up of good practice stand among the duties; the guide falls due once, in its year',
    check() {
      const duties = standing(COUNTY, WHERE.day)
      expect([duties['duty-training'], duties['duty-summary']]).toEqual([
        expect.stringContaining('培训'),
        expect.stringContaining('好做法'),
      ])
      expect(yearOf(COUNTY, 2023, 'duty-guide').map(({ task }) => task.period.name)).toEqual(['2023'])
      expect(heldBy(yearOf(COUNTY, 2023, 'duty-guide'))).toEqual(['county'])
      expect(yearOf(COUNTY, 2024, 'duty-guide')).toEqual([])
    },
  },
  'WY-11': {
    shows:
      'the township’s supervision and its word to the county stand among the duties, and say that the paper has run out',
    check() {
      expect(standing(COUNTY, WHERE.day)['duty-supervision']).toMatch(/督查.*报给县里/)
      const later = standingDuties(packs, COUNTY, '2024-05-01').find(({ rule }) => rule === 'duty-supervision')
      expect(later).toMatchObject({
        source: expect.stringContaining('第27条'),
        warning: expect.stringContaining('已到期'),
      })
    },
  },
}
