import { expect } from 'vitest'
import { type Check, helpIn, holds, steps } from './fact-checks.fixture.ts'
import { packOf } from './packs.fixture.ts'

const guangdong = packOf('guangdong-2020').rules
const wengyuan = packOf('wengyuan-2023').rules
const huizhou = packOf('huizhou-2024').rules

/** One check a fact: what the data must say. */
export const GUANGDONG: Record<string, Check> = {
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
}
