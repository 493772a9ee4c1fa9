import { expect } from 'vitest'
import { RISK_TYPES } from '../../../src/contract/terms.ts'
import { type Check, fiveDays, holds, of, steps } from './fact-checks.fixture.ts'
import { packOf } from './packs.fixture.ts'

const yongxiu = packOf('yongxiu-2021').rules
const jiangxi = packOf('jiangxi-2024').rules

/** One check a fact: what the data must say. */
export const JIANGXI: Record<string, Check> = {
  'YX-1': () => {
    holds(yongxiu.triggers, { triggers: RISK_TYPES.map((trigger) => ({ trigger })) })
    expect(yongxiu.triggers).toMatchObject({
      triggers: expect.arrayContaining([expect.objectContaining({ trigger: 'job_loss', leastMonths: 6 })]),
    })
  },
  'YX-2': () => holds(yongxiu['monitoring-line'], { bands: [{ limits: [{ yuan: 6000 }] }], until: '2021-12-31' }),
  'YX-3': () =>
    holds(yongxiu['monitored-groups'], {
      groups: [{ group: 'unstable_lifted' }, { group: 'marginal_at_risk' }, { group: 'sudden_severe' }],
    }),
  'YX-4': () => {
    const topics = (yongxiu['monitored-contents'] as unknown as { topics: { topic: string; items: string[] }[] }).topics
    expect(topics.map(({ topic }) => topic)).toEqual([
      'income',
      'spending',
      'food_and_clothing',
      'medical',
      'schooling',
      'housing',
      'water',
    ])
    expect(topics[0]?.items).toEqual(['business', 'wage', 'property', 'transfer'])
  },
  'YX-5': () =>
    holds(yongxiu['entry-ways'], {
      ways: [{ origin: 'self_report' }, { origin: 'cadre_survey' }, { origin: 'data_comparison' }],
    }),
  'YX-6': () => {
    expect(of(yongxiu.identification, 'YX-6').map(({ act }) => act)).toEqual(['verify', 'deliberate', 'public_notice'])
    holds(of(yongxiu.identification, 'YX-6')[2], fiveDays)
  },
  'YX-7': () => {
    const [review, comparison] = of(yongxiu.identification, 'YX-7')
    holds(review, { act: 'review', by: ['township'], after: ['village_notice'] })
    holds(comparison, { act: 'compare', by: ['county_office'], tells: ['township'], after: ['township_first_review'] })
    expect(comparison?.compares).toHaveLength(11)
  },
  'YX-8': () => {
    const [review, notice] = of(yongxiu.identification, 'YX-8')
    holds(review, { act: 'review', by: ['township'], with: ['village_committee'] })
    holds(notice, { ...fiveDays, after: ['township_review'] })
  },
  'YX-9': () => {
    expect(of(yongxiu.identification, 'YX-9').map(({ act }) => act)).toEqual(['approve', 'announce', 'mark'])
    holds(of(yongxiu.identification, 'YX-9')[0], { by: ['county_leading_group'], after: ['second_notice'] })
  },
  'YX-10': () => {
    holds(of(yongxiu.identification, 'YX-10')[0], { act: 'help', evidence: ['measure_plan', 'posted_list'] })
    holds(yongxiu['duty-return-visit'], { what: 'return_visit', forEach: 'household' })
  },
  'YX-11': () => {
    expect(steps(yongxiu.leaving).map(({ act }) => act)).toEqual([
      'deliberate',
      'public_notice',
      'review',
      'approve',
      'mark',
    ])
    holds(steps(yongxiu.leaving)[1], fiveDays)
    holds(yongxiu.leaving, {
      guards: [
        { when: 'weak_stability', marked: false, meanwhile: 'keep_helping' },
        { when: 'no_labour', marked: false, meanwhile: 'keep_tracking' },
      ],
    })
  },
  'YX-12': () => {
    holds(yongxiu['measure-kinds'], { matched: 'per_risk' })
    const { measures } = yongxiu['measure-kinds'] as unknown as { measures: { measure: string; units: string[] }[] }
    expect(measures.map(({ measure }) => measure)).toEqual([
      'industry',
      'employment',
      'comprehensive_security',
      'social_help',
      'motivation',
    ])
    for (const { units } of measures) expect(units.length).toBeGreaterThan(3)
    holds(yongxiu['measures-by-labour'], {
      labour: [
        { labour: 'full' },
        { labour: 'weak_or_half' },
        { labour: 'none', help: ['basic_allowance', 'destitute_support'] },
      ],
    })
  },
  'YX-13': () => holds(yongxiu['fewer-forms'], { always: ['reuse_what_is_known'] }),
  'JX-1': () => {
    holds(jiangxi['warning-check'], { always: ['check_system_warnings_fast', 'check_self_reports_fast'] })
    holds(jiangxi['publicity-ways'], { audience: ['all'] })
  },
  'JX-2': () => holds(jiangxi['match-check'], { against: ['members', 'labour', 'risk_causes'], mismatch: 'flag' }),
  'JX-3': () =>
    holds(jiangxi['key-groups'], { groups: [{ lowestPercent: 20 }, { leastYears: 2 }], untilRiskRemoved: true }),
  'JX-4': () =>
    holds(jiangxi['measures-by-labour'], {
      labour: [
        { labour: 'full', leastMeasures: 1 },
        { labour: 'weak_or_half', help: ['public_post', 'workshop', 'order_farming', 'courtyard_economy'] },
        { labour: 'none' },
      ],
    }),
  'JX-5': () => {
    for (const share of ['industry-fund-share', 'asset-income-share'])
      holds(jiangxi[share], { atLeast: { percent: 60, inclusive: true } })
  },
  'JX-6': () =>
    holds(jiangxi['credit-and-awards'], {
      measures: [
        { help: ['micro_credit'], for: ['qualified'] },
        { help: ['industry_award'] },
        { for: ['key_groups'], noCeiling: true },
      ],
    }),
  'JX-7': () =>
    holds(jiangxi['work-bonus'], {
      for: ['key_groups'],
      workedMonths: { months: 3, inclusive: true },
      publicPostsCount: false,
      most: { yuanPerMonth: 50, yuanPerYear: 600 },
    }),
  'JX-8': () =>
    holds(jiangxi['public-posts'], {
      always: ['ability_decides', 'key_groups_first'],
      never: ['needless_disability_limit', 'needless_age_limit'],
    }),
  'JX-9': () => {
    holds(jiangxi['graduate-employment'], { atLeast: { percent: 90, inclusive: true } })
    holds(jiangxi['yulu-payment'], { always: expect.arrayContaining(['paid_by_term']) })
  },
  'JX-10': () =>
    holds(jiangxi['subsidies-in-time'], {
      never: ['late_subsidy', 'missed_subsidy', 'withheld_subsidy', 'diverted_subsidy'],
    }),
  'JX-11': () => {
    holds(jiangxi['duty-job-tracking'], { forEach: 'household' })
    holds(jiangxi['duty-job-seekers'], { about: ['willing_jobless'], to: ['human_resources'] })
  },
  'JX-12': () =>
    holds(jiangxi['honest-figures'], {
      always: ['raise_signs'],
      never: ['falsify', 'preset_results', 'sums_made_to_reach_line'],
    }),
}
