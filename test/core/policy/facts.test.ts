import { describe, expect, it } from 'vitest'
import { RISK_TYPES } from '../../../src/contract/terms.ts'
import { factsFile, factsIn, packOf, packs } from './packs.fixture.ts'

const guangdong = packOf('guangdong-2020').rules
const yongxiu = packOf('yongxiu-2021').rules
const wengyuan = packOf('wengyuan-2023').rules
const huizhou = packOf('huizhou-2024').rules
const jiangxi = packOf('jiangxi-2024').rules

/** Facts that no pack holds yet. It may only shrink. */
const NOT_YET: string[] = []

type Check = () => void
const holds = (rule: unknown, value: object) => expect(rule).toMatchObject(value)

function steps(rule: unknown): Record<string, unknown>[] {
  return (rule as { steps: Record<string, unknown>[] }).steps
}
function of(rule: unknown, fact: string): Record<string, unknown>[] {
  return steps(rule).filter((step) => step.fact === fact)
}
function helpIn(rule: unknown): string[] {
  return (rule as { measures: { help: string[] }[] }).measures.flatMap(({ help }) => help)
}
const fiveDays = {
  act: 'public_notice',
  least: { days: 5, counted: 'natural' },
  evidence: expect.arrayContaining(['photo', 'place', 'posted_list', 'dates']),
}

/** One check a fact, each of what the data must say. */
const FACTS: Record<string, Check> = {
  'GD-1': () =>
    holds(guangdong['monitored-groups'], {
      unit: 'household',
      groups: [{ group: 'registered_poor' }, { group: 'unstable_lifted' }, { group: 'marginal_at_risk' }],
    }),
  'GD-2': () => holds(guangdong['monitored-scale'], { percent: 5, of: 'registered_population', refuses: false }),
  'GD-3': () =>
    holds(guangdong['monitoring-line'], {
      bands: [
        {
          limits: [{ yuan: 10_000, inclusive: false }],
          also: [/劳动能力/, /不稳定/].map((words) => expect.stringMatching(words)),
        },
      ],
    }),
  'GD-4': () =>
    holds(guangdong.triggers, {
      triggers: ['rigid_spending_over_income', 'income_shrunk'].map((trigger) => ({
        trigger,
        causes: ['illness', 'disability', 'disaster', 'epidemic'],
      })),
    }),
  'GD-5': () => {
    expect(steps(guangdong.identification).map(({ act }) => act)).toEqual([
      'report',
      'verify',
      'verify',
      'compare',
      'approve',
    ])
    holds(steps(guangdong.identification).at(-1), { by: ['county_office'], evidence: ['decision', 'system_entry'] })
  },
  'GD-6': () => holds(guangdong['income-window'], { months: 12, endsBefore: 'month_of_identification' }),
  'GD-7': () => {
    const kinds = (guangdong['measure-kinds'] as unknown as { measures: { measure: string }[] }).measures
    expect(new Set(kinds.map(({ measure }) => measure)).size).toBe(6)
    holds(guangdong['measures-by-labour'], {
      labour: [{ labour: 'none', help: ['basic_allowance', 'medical_insurance', 'pension', 'destitute_support'] }],
    })
  },
  'GD-8': () =>
    holds(guangdong['duty-department-warning'], { by: ['departments'], about: ['spending_jumped', 'income_fell'] }),
  'GD-9': () =>
    holds(guangdong.leaving, { yearEnd: { marks: 'risk_removed', helpMayStop: true, staysOnRegister: true } }),
  'GD-10': () => holds(guangdong['fewer-forms'], { never: ['second_set_of_forms', 'ask_what_is_known'] }),
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
      labour: [{ labour: 'full' }, { labour: 'none', help: ['basic_allowance', 'destitute_support'] }],
    })
  },
  'YX-13': () => holds(yongxiu['fewer-forms'], { always: ['reuse_what_is_known'] }),
  'WY-1': () => {
    holds(wengyuan['monitoring-line'], { bands: [{ limits: [{ yuan: 10_420, inclusive: true }] }] })
    holds(wengyuan['referral-low-income'], { departments: [{ department: 'civil_affairs' }] })
  },
  'WY-2': () =>
    holds(wengyuan['priority-attention'], {
      groups: [{ group: 'medical_cost_after_aid' }, { group: 'school_cost_after_aid' }],
    }),
  'WY-3': () =>
    holds(wengyuan['warning-line'], {
      bands: [
        {
          limits: [
            { from: '2023-07', to: '2023-10', yuan: 10_600, inclusive: false },
            { from: '2023-11', to: '2023-12', yuan: 10_800, inclusive: false },
          ],
        },
      ],
    }),
  'WY-4': () => {
    holds(wengyuan['duty-screening-village'], { period: 'month', forEach: 'village' })
    holds(wengyuan['duty-screening-township'], { period: 'quarter', forEach: 'township' })
    holds(wengyuan['duty-data-entry'], { period: 'month', due: { day: 20 } })
  },
  'WY-5': () => {
    holds(wengyuan['duty-data-check'], { period: 'month', about: ['logic_errors'] })
    holds(wengyuan['duty-export'], { period: 'quarter', due: { monthOfPeriod: 3, day: 'last' }, forEach: 'county' })
  },
  'WY-6': () => {
    holds(wengyuan['duty-employment-list'], {
      period: 'quarter',
      due: { monthOfPeriod: 1, day: 15 },
      to: ['county_office', 'human_resources'],
    })
    holds(wengyuan['employment-services'], { guidance: 1, training: 1, jobOffers: 3 })
    holds(wengyuan['duty-employment-feedback'], { due: { monthOfPeriod: 3 } })
  },
  'WY-7': () => {
    expect(helpIn(wengyuan['employment-measures'])).toEqual(
      expect.arrayContaining(['work_for_relief', 'skills_training', 'sales_contract']),
    )
    holds(wengyuan['publicity-employment'], { ways: ['village_meeting', 'wechat_group', 'home_visit'] })
  },
  'WY-8': () => {
    holds(wengyuan.referrals, {
      departments: expect.arrayContaining([
        expect.objectContaining({ department: 'civil_affairs', needs: ['basic_living_aid'] }),
      ]),
    })
    holds(wengyuan['premiums-and-aid'], {
      measures: [
        { help: ['medical_premium', 'pension_premium'], paidInFull: true },
        { help: ['schooling_aid'] },
        { help: ['housing_repair'] },
      ],
    })
  },
  'WY-9': () => holds(wengyuan['publicity-ways'], { subjects: ['self_report_ways', 'policies_enjoyed'] }),
  'WY-10': () => {
    holds(wengyuan['duty-training'], { what: 'training' })
    holds(wengyuan['duty-guide'], { what: 'guide', period: 'once' })
    holds(wengyuan['duty-summary'], { what: 'summary' })
  },
  'WY-11': () =>
    holds(wengyuan['duty-supervision'], { by: ['township'], to: ['county_office'], about: ['problems', 'progress'] }),
  'HZ-1': () =>
    holds(huizhou['monitoring-line'], {
      bands: [
        { band: 'monitored_province', limits: [{ yuan: 10_800, inclusive: true }] },
        { band: 'monitored_city', limits: [{ yuan: 16_460, inclusive: true }] },
      ],
    }),
  'HZ-2': () => holds(packOf('huizhou-2024').finishWithin, { days: 15 }),
  'HZ-3': () => {
    holds(huizhou['duty-visit'], {
      period: 'month',
      leastTimes: 1,
      forEach: 'household',
      by: ['village_cadre'],
      answers: ['township_leader'],
    })
    holds(huizhou['duty-visit-inspection'], { by: ['city_office'] })
    holds(huizhou['duty-visit-scheme'], { due: { month: 3, day: 'last' } })
  },
  'HZ-4': () =>
    holds(huizhou['duty-screening'], { period: 'quarter', by: ['township', 'village_committee', 'resident_team'] }),
  'HZ-5': () => {
    holds(huizhou['duty-data-entry'], { period: 'month', due: { day: 25 } })
    holds(huizhou['duty-export'], { period: 'quarter', due: { day: 'last' } })
    holds(huizhou['duty-risk-meeting'], { period: 'quarter', by: ['county_office', 'departments'] })
  },
  'HZ-6': () => {
    holds(huizhou['duty-look-back'], { period: 'half_year' })
    holds(huizhou['duty-training'], { leastTimes: 1 })
    holds(huizhou['publicity-card'], { ways: ['card'] })
  },
  'HZ-7': () => {
    const departments = [
      'education',
      'civil_affairs',
      'housing',
      'water',
      'health',
      'medical_insurance',
      'human_resources',
    ]
    holds(huizhou.referrals, { departments: departments.map((department) => ({ department })) })
    for (const share of ['insured-share', 'employed-share'])
      holds(huizhou[share], { atLeast: { percent: 100, inclusive: true } })
  },
  'HZ-8': () =>
    expect(helpIn(huizhou['help-measures'])).toEqual(
      expect.arrayContaining([
        'job_offers',
        'training_subsidy',
        'public_post',
        'anti_poverty_insurance',
        'medical_premium',
        'marginal_basic_allowance_aid',
        'spending_type_poor_aid',
      ]),
    ),
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

describe('each fact is data', () => {
  for (const [fact, check] of Object.entries(FACTS)) it(fact, check)
})

const inPacks = new Set(
  packs.flatMap((pack) => factsIn(pack).map(({ fact }) => fact)).filter((fact) => fact !== 'house'),
)

it('every fact that a pack names has its check, and every check its data', () => {
  expect([...inPacks].sort()).toEqual(Object.keys(FACTS).sort())
  expect(NOT_YET.filter((fact) => inPacks.has(fact))).toEqual([])
})

it.skipIf(factsFile === null)(
  'every fact of the list is data or stands in NOT_YET (skipped where the list is not at hand)',
  () => {
    const listed = [...(factsFile ?? '').matchAll(/^\| ([A-Z]{2}-\d+) \|/gm)].map((match) => match[1] ?? '')
    expect(listed.length).toBeGreaterThan(50)
    expect(listed.filter((fact) => !inPacks.has(fact) && !NOT_YET.includes(fact))).toEqual([])
    expect([...inPacks].filter((fact) => !listed.includes(fact))).toEqual([])
  },
)
