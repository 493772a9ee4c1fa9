import { expect } from 'vitest'
import type { LeadSummary } from '../../src/contract/lead.ts'
import { startClock } from '../../src/core/lead/clock.ts'
import { incomeFlags } from '../../src/core/ledger/income-flags.ts'
import { wantsWork } from '../../src/core/measure/employment-services.ts'
import { type Candidate, keyGroups } from '../../src/core/measure/key-groups.ts'
import { matchCheck } from '../../src/core/measure/match.ts'
import { shares } from '../../src/core/measure/shares.ts'
import { suggestMeasures } from '../../src/core/measure/suggest.ts'
import { workBonus } from '../../src/core/measure/work-bonus.ts'
import { chinaDay } from '../../src/core/words/when.ts'
import { at as entered, entry, ledgerOf } from '../core/ledger/ledger.fixture.ts'
import { household, measure, member, SHANGYOU as WHERE } from '../core/measure/household.fixture.ts'
import { packs } from '../core/policy/packs.fixture.ts'
import { at, leadOf, opened } from '../core/procedure/household.fixture.ts'
import { MONTHS, standing } from './duties.fixture.ts'
import type { Facts } from './fact.ts'
import { byOrigin, countyAt } from './ways-in.fixture.ts'

const COUNTY = '360724'
const old = (more: Parameters<typeof member>[0] = {}) =>
  member({ id: 'old', name: '王示老', born: '1944-02-10', ...more })
type Asked = Parameters<typeof matchCheck>[2]

function mismatches(of: Asked) {
  const answer = matchCheck(packs, WHERE, of)
  return answer.kind === 'checked' ? answer.mismatches : []
}
const byLabour = (labour: 'full' | 'weak_or_half' | 'none') =>
  suggestMeasures(packs, WHERE, household([member({ labour })])).suggestions.flatMap(({ by, help }) =>
    by === 'labour' ? help.map(({ code }) => code) : [],
  )
const candidate = (householdId: string, incomeLastYear: number | null, more: Partial<Candidate> = {}): Candidate => ({
  householdId,
  region: `${WHERE.region.slice(0, 8)}${householdId.length}201`,
  kind: 'poverty_lifted',
  monitored: null,
  people: 2,
  incomeLastYear,
  ...more,
})
const share = (of: string, part: number, whole: number) =>
  shares(packs, WHERE, (each) => (each === of ? { part, whole } : { part: null, whole: null })).find(
    (each) => each.of === of,
  )
const bonus = (months: { month: string; publicPost: boolean }[], keyGroup = true) =>
  workBonus(packs, WHERE, 2024, { kind: 'poverty_lifted', monitored: null, keyGroup, months })
const worked = (count: number, publicPost = false) =>
  MONTHS.slice(0, count).map((month) => ({ month: `2024-${month}`, publicPost }))

export const JIANGXI: Facts = {
  'JX-1': {
    shows:
      'a report of one’s own, a survey or a comparison starts the clock at once and can become a case that day; telling how to report stands',
    async check() {
      const found = at('2024-10-15')
      const clock = startClock(packs, WHERE.region, 'normal', found)
      expect(clock.contactBy.getTime() - found.getTime()).toBeLessThanOrEqual(72 * 3_600_000)
      expect(chinaDay(clock.finishBy)).toBe('2024-10-30')
      expect(opened(WHERE.region, found, [leadOf(WHERE.region, found)]).phase).toBe('identification')
      const county = await countyAt(`${COUNTY}100201`, found)
      try {
        const { lead } = await county.enters('village', '王示摸', { origin: 'cadre_survey' })
        await county.enters('department', '李示比', { origin: 'data_comparison', date: '2024-10-15' })
        const leads = byOrigin(await county.queue('village'))
        expect(leads.map(({ origin, daysLeft }) => [origin, daysLeft])).toEqual([
          ['cadre_survey', 15],
          ['data_comparison', 15],
        ])
        expect(leads[0]?.id).toBe(lead?.id)
        expect((await county.caseOf(leads[0] as LeadSummary)).phase).toBe('identification')
      } finally {
        await county.close()
      }
      const duties = standing(COUNTY, WHERE.day)
      expect(duties['publicity-ways']).toContain('怎么报')
      expect(duties['warning-check']).toContain('系统')
    },
  },
  'JX-2': {
    shows: 'a measure against the members, the labour or the risks of the household is flagged; one that fits is not',
    check() {
      const wrong = household([old({ labour: 'none' })], { risks: ['unsafe_housing'], measures: [measure('workshop')] })
      expect(mismatches(wrong).map(({ kind }) => kind)).toEqual(['no_labour', 'no_security', 'risk_without_measure'])
      expect(mismatches(wrong)[0]?.citation.clause).toBe('第一条')
      const gone = household([member({ left: '2024-09-01' }), member({ id: 'li' })], {
        measures: [measure('skills_training', { forMember: 'wang' })],
      })
      expect(mismatches(gone).map(({ kind }) => kind)).toEqual(['member_left'])
      const fits = household([member()], {
        risks: ['unsafe_housing'],
        measures: [measure('housing_repair'), measure('workshop')],
      })
      expect(mismatches(fits)).toEqual([])
    },
  },
  'JX-3': {
    shows:
      'the lowest fifth by last year’s income, and who was monitored for two years, are found, by area, until the risk is gone',
    check() {
      const since = (day: string, riskRemovedOn: string | null = null) => ({ monitored: { since: day, riskRemovedOn } })
      const answer = keyGroups(packs, WHERE, [
        candidate('a', 5_000),
        candidate('bb', 9_000, since('2022-10-15')),
        candidate('ccc', 9_500, since('2022-10-16')),
        candidate('dddd', 9_600, since('2020-01-01', '2023-12-20')),
        candidate('eeeee', 20_000),
        candidate('ffffff', 100, { kind: 'ordinary' }),
      ])
      expect(answer).toMatchObject({
        households: [
          { householdId: 'a', groups: ['lowest_income'] },
          { householdId: 'bb', groups: ['long_monitored'] },
        ],
        untilRiskRemoved: true,
      })
      expect(answer.kind === 'computed' && answer.areas.map(({ people }) => people)).toEqual([2, 2])
    },
  },
  'JX-4': {
    shows: 'full labour must have one development measure; weak labour and none get what suits them',
    check() {
      expect(mismatches(household([member()])).map(({ kind, citation }) => [kind, citation.clause])).toEqual([
        ['too_few_measures', '第二条'],
      ])
      expect(mismatches(household([member()], { measures: [measure('skills_training')] }))).toEqual([])
      expect([byLabour('weak_or_half').sort(), byLabour('none').sort()]).toEqual([
        ['courtyard_economy', 'order_farming', 'public_post', 'workshop'],
        ['asset_dividend', 'farming_on_behalf', 'land_transfer', 'social_aid'],
      ])
    },
  },
  'JX-5': {
    shows: 'sixty percent is enough for both shares, a yuan less is short',
    check() {
      for (const of of ['central_funds_for_industry', 'asset_income_to_beneficiaries']) {
        expect(share(of, 600_000, 1_000_000)).toMatchObject({ kind: 'reached', percent: 60 })
        expect(share(of, 599_999, 1_000_000)?.kind).toBe('short')
      }
      expect(share('central_funds_for_industry', 6, 10)?.citation.clause).toBe('第三条')
      expect(share('asset_income_to_beneficiaries', 6, 10)?.citation.clause).toBe('第六条')
    },
  },
  'JX-6': {
    shows: 'micro-credit and awards are suggested to who qualifies; to a household of the key groups without a ceiling',
    check() {
      const awards = (keyGroup: boolean) =>
        suggestMeasures(packs, WHERE, household([member()], { keyGroup })).suggestions.filter(
          ({ citation }) => citation.clause === '第五条',
        )
      const codes = awards(false).flatMap(({ help, conditions, noCeiling }) =>
        help.map(({ code }) => [code, conditions[0], noCeiling]),
      )
      expect(codes).toEqual([
        ['micro_credit', 'if_qualified', false],
        ['industry_award', 'if_qualified', false],
      ])
      expect(awards(true).find(({ noCeiling }) => noCeiling)).toMatchObject({ help: [{ code: 'industry_award' }] })
    },
  },
  'JX-7': {
    shows:
      'three months bring 150 yuan, two none, months in a public post none, a year 600 at most, and only the key groups get it',
    check() {
      expect(bonus(worked(3))).toMatchObject({ kind: 'due', yuan: 150, citation: { clause: '第七条' } })
      expect(bonus(worked(2))).toMatchObject({ kind: 'not_due', reason: 'too_few_months' })
      expect(bonus(worked(12, true))).toMatchObject({ kind: 'not_due', months: 0 })
      expect(bonus(worked(12))).toMatchObject({ kind: 'due', yuan: 600 })
      expect(bonus(worked(12), false)).toMatchObject({ kind: 'not_due', reason: 'not_entitled' })
    },
  },
  'JX-8': {
    shows:
      'eighty years old and able: a public post is not flagged, a training is; who can’t do it is flagged; key groups come first',
    check() {
      const post = (labour: 'weak_or_half' | 'none') =>
        mismatches(household([old({ labour })], { measures: [measure('public_post', { forMember: 'old' })] }))
      expect(post('weak_or_half')).toEqual([])
      expect(post('none').map(({ kind }) => kind)).toContain('no_labour')
      const training = mismatches(
        household([old({ labour: 'weak_or_half' })], { measures: [measure('skills_training', { forMember: 'old' })] }),
      )
      expect(training.map(({ kind }) => kind)).toEqual(['age'])
      const why = (keyGroup: boolean) =>
        suggestMeasures(packs, WHERE, household([old({ labour: 'weak_or_half' })], { keyGroup })).suggestions.find(
          ({ help }) => help.some(({ code }) => code === 'public_post'),
        )?.why
      expect([why(true), why(false)]).toEqual([expect.stringContaining('优先'), expect.not.stringContaining('优先')])
    },
  },
  'JX-9': {
    shows: 'nine of ten willing graduates at work are enough, one less is short; pay by term stands among the duties',
    check() {
      const graduates = 'employed_among_willing_yulu_graduates'
      expect([share(graduates, 90, 100)?.kind, share(graduates, 89, 100)?.kind]).toEqual(['reached', 'short'])
      expect(standing(COUNTY, WHERE.day)['yulu-payment']).toContain('按学期')
    },
  },
  'JX-10': {
    shows:
      'a household of the key groups without any aid is looked at; subsidies in time and in full stand among the duties',
    check() {
      const has = (keyGroup: boolean, ...help: string[]) =>
        mismatches(
          household([member()], { keyGroup, measures: ['skills_training', ...help].map((code) => measure(code)) }),
        )
      expect(has(true)).toMatchObject([{ kind: 'no_security', citation: { clause: '第十条' } }])
      expect(has(true, 'medical_aid')).toEqual([])
      expect(has(false)).toEqual([])
      expect(standing(COUNTY, WHERE.day)['subsidies-in-time']).toMatch(/迟发.*漏发.*挪用/)
    },
  },
  'JX-11': {
    shows: 'who is willing and jobless is found, the employed and the unable are not; both duties stand for the county',
    check() {
      const people = [member(), member({ work: 'employed' }), member({ labour: 'none' }), member({ wantsWork: false })]
      expect(people.map(wantsWork)).toEqual([true, false, false, false])
      const duties = standing(COUNTY, WHERE.day)
      expect([duties['duty-job-tracking'], duties['duty-job-seekers']]).toEqual([
        expect.stringContaining('就业情况'),
        expect.stringContaining('人社'),
      ])
    },
  },
  'JX-12': {
    shows:
      'an income raised to just over the line the day before the year ends is flagged with the clause; far from it nothing is',
    check() {
      const flagged = (region: string, yuan: number, day: string) => {
        const before = entry('wage', '2023-01', '2024-12', 10_000, { at: entered('2024-11-01') })
        const after = entry('wage', '2023-01', '2024-12', yuan, { at: entered(day) })
        const ledger = ledgerOf([member({ joined: null })], [{ ...before, replacedBy: after.id }, after])
        return incomeFlags(packs, ledger, { region, household: 'poverty_lifted', finishBy: [] })
      }
      // Yongxiu keeps the province's only line: 6,000 yuan.
      expect(flagged('360425', 12_200, '2024-12-30')).toMatchObject([
        { before: 5_000, after: 6_100, limit: 6_000, citation: { clause: '第十三条' } },
      ])
      expect(flagged('360425', 12_200, '2024-11-10')).toEqual([])
      expect(flagged('360425', 16_000, '2024-12-30')).toEqual([])
    },
  },
}
