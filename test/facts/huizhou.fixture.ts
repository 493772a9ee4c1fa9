import { expect } from 'vitest'
import { isWorkingDay } from '../../src/adapters/working-days.ts'
import { planCase } from '../../src/core/deadline/case-plan.ts'
import { leadDays } from '../../src/core/deadline/lead-days.ts'
import { handUp } from '../../src/core/duty/hand-up.ts'
import { startClock } from '../../src/core/lead/clock.ts'
import { destinations } from '../../src/core/measure/refer.ts'
import { shares } from '../../src/core/measure/shares.ts'
import { suggestMeasures } from '../../src/core/measure/suggest.ts'
import { bandOf } from '../../src/core/policy/band.ts'
import { chinaDay } from '../../src/core/words/when.ts'
import { household, member, HUIZHOU as WHERE } from '../core/measure/household.fixture.ts'
import { packs } from '../core/policy/packs.fixture.ts'
import { at, leadOf, opened } from '../core/procedure/household.fixture.ts'
import { approval } from '../core/procedure/timeline.fixture.ts'
import { guangdongBeforeConfirmation, play } from './case.fixture.ts'
import { dueDays, heldBy, MONTHS, placesOf, rosterOf, standing, yearOf } from './duties.fixture.ts'
import type { Facts } from './fact.ts'

const COUNTY = '441322'
const QUARTER_ENDS = ['2024-03-31', '2024-06-30', '2024-09-30', '2024-12-31']
const band = (income: number) =>
  bandOf(packs, { region: WHERE.region, day: WHERE.day, income, household: 'poverty_lifted' })

export const HUIZHOU: Facts = {
  'HZ-1': {
    shows: '10,800 is the province’s, a cent more the city’s up to 16,460; who is in severe difficulty can be taken up',
    check() {
      expect([10_800, 10_800.01, 16_460, 16_460.01].map((income) => band(income).band)).toEqual([
        'monitored_province',
        'monitored_city',
        'monitored_city',
        null,
      ])
      expect(band(16_000)).toMatchObject({
        also: [expect.stringContaining('严重困难')],
        citation: { clause: '第二部分' },
      })
      const ready = guangdongBeforeConfirmation(WHERE.region, '2024-06-03')
      const taken = play(ready, [['county', '2024-06-04', approval('county_confirmation', 'sudden_severe')]])
      expect(taken.monitoredKind).toBe('sudden_severe')
    },
  },
  'HZ-2': {
    shows: 'fifteen days from the found lead on: on the lead, in the case, and planned backwards; too late is said',
    check() {
      const found = at('2024-09-09')
      const clock = startClock(packs, WHERE.region, 'normal', found)
      expect([chinaDay(clock.finishBy), clock.finishSource]).toEqual(['2024-09-24', expect.stringContaining('惠州')])
      const open = { status: 'open' as const, finishBy: clock.finishBy }
      expect(leadDays(open, at('2024-09-12'))).toMatchObject({ daysLeft: 12, eatenBy: { step: 'contact' } })
      const state = opened(WHERE.region, at('2024-09-12'), [leadOf(WHERE.region, found)])
      const plan = planCase(state, at('2024-09-12'), isWorkingDay)
      expect([plan.daysLeft, plan.fits, plan.plannedBy.get('county_confirmation')]).toEqual([12, null, '2024-09-24'])
      expect((plan.plannedBy.get('township_visit') ?? '') < (plan.plannedBy.get('comparison') ?? '')).toBe(true)
      expect(planCase(state, at('2024-09-26'), isWorkingDay)).toMatchObject({
        daysLeft: -2,
        fits: expect.stringContaining('晚2天'),
      })
    },
  },
  'HZ-3': {
    shows:
      'each lifted household each month, held by its own cadre; undone it goes to the township; the scheme by the end of March',
    check() {
      const visits = yearOf(COUNTY, 2024, 'duty-visit')
      const since = MONTHS.slice(2).map((month) => `2024-${month}`)
      expect(visits.map(({ task }) => task.period.name)).toEqual(since)
      for (const { task, subjects } of visits) {
        expect(task).toMatchObject({ leastTimes: 1, source: expect.stringContaining('一（一）') })
        expect(subjects.map(({ householdId, holderId }) => [householdId, holderId])).toEqual([
          ['zhao', 'own'],
          ['qian', 'second'],
        ])
      }
      const [march] = visits
      const [subject] = march?.subjects ?? []
      if (!march || !subject) throw new Error('no visit')
      const late = { ...subject, ...march.task }
      expect(handUp(late, rosterOf(COUNTY), at('2024-04-04'))).toMatchObject({
        kind: 'up',
        holder: { holderId: 'township' },
      })
      const scheme = yearOf(COUNTY, 2024, 'duty-visit-scheme')
      expect([dueDays(scheme), heldBy(scheme)]).toEqual([['2024-03-31'], ['township']])
      expect(standing(COUNTY, WHERE.day)['duty-visit-inspection']).toContain('通报')
    },
  },
  'HZ-4': {
    shows: 'each village is screened in every quarter, house by house',
    check() {
      const screening = yearOf(COUNTY, 2024, 'duty-screening')
      expect(dueDays(screening)).toEqual(QUARTER_ENDS)
      expect(screening.map(({ subjects }) => subjects.map(({ place }) => place))).toEqual(
        QUARTER_ENDS.map(() => placesOf(COUNTY).villages),
      )
      expect(screening[0]?.task.says).toContain('所有户')
    },
  },
  'HZ-5': {
    shows: 'data by the 25th of each month, export and the meeting of the departments at each quarter’s end',
    check() {
      expect(dueDays(yearOf(COUNTY, 2024, 'duty-data-entry'))).toEqual(
        MONTHS.slice(2).map((month) => `2024-${month}-25`),
      )
      for (const rule of ['duty-export', 'duty-risk-meeting']) {
        const items = yearOf(COUNTY, 2024, rule)
        expect([dueDays(items), heldBy(items)]).toEqual([QUARTER_ENDS, ['county']])
      }
    },
  },
  'HZ-6': {
    shows:
      'a look-back each half year and one training a year fall due; the card for households stands among the duties',
    check() {
      expect(dueDays(yearOf(COUNTY, 2024, 'duty-look-back'))).toEqual(['2024-06-30', '2024-12-31'])
      const training = yearOf(COUNTY, 2024, 'duty-training')
      expect([dueDays(training), training[0]?.task.leastTimes]).toEqual([['2024-12-31'], 1])
      expect(standing(COUNTY, WHERE.day)['publicity-card']).toContain('明白卡')
    },
  },
  'HZ-7': {
    shows:
      'seven needs go to the seven departments; one uninsured, or one willing without work, and the share is short',
    check() {
      const needs = [
        'school_dropout',
        'basic_allowance',
        'unsafe_housing',
        'unsafe_water',
        'medical_service',
        'medical_cost',
        'job_loss',
      ]
      expect(needs.map((need) => destinations(packs, WHERE, need)[0]?.department)).toEqual([
        'education',
        'civil_affairs',
        'housing',
        'water',
        'health',
        'medical_insurance',
        'human_resources',
      ])
      const of = (part: number) => shares(packs, WHERE, () => ({ part, whole: 1_000 }))
      expect(of(1_000).map(({ of: share, kind }) => [share, kind])).toEqual([
        ['insured_among_medical_aid_recipients', 'reached'],
        ['employed_among_willing_lifted_workers', 'reached'],
      ])
      expect(of(999).map(({ kind }) => kind)).toEqual(['short', 'short'])
    },
  },
  'HZ-8': {
    shows:
      'jobs, subsidies, posts, industry, premiums in full, insurance and the widened aid are suggested with the paper’s clause',
    check() {
      const { suggestions } = suggestMeasures(
        packs,
        WHERE,
        household([member()], { risks: ['job_loss', 'medical_cost'] }),
      )
      const paper = suggestions.filter(({ pack }) => pack === 'huizhou-2024')
      const codes = paper.flatMap(({ help }) => help.map(({ code }) => code))
      const wanted = [
        'job_offers',
        'training_subsidy',
        'public_post',
        'sales_contract',
        'medical_premium',
        'anti_poverty_insurance',
        'marginal_basic_allowance_aid',
        'spending_type_poor_aid',
      ]
      expect(wanted.filter((code) => !codes.includes(code))).toEqual([])
      expect(paper.find(({ help }) => help.some(({ code }) => code === 'pension_premium'))).toMatchObject({
        paidInFull: true,
      })
    },
  },
}
