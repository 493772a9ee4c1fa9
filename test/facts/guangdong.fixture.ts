import { expect } from 'vitest'
import { checklistFor } from '../../src/core/ledger/checklist.ts'
import { factsInForce } from '../../src/core/ledger/facts.ts'
import { hardshipSigns } from '../../src/core/ledger/hardship.ts'
import { incomeWindow } from '../../src/core/ledger/income-window.ts'
import { perCapitaIncome } from '../../src/core/ledger/per-capita-income.ts'
import { matchCheck } from '../../src/core/measure/match.ts'
import { monitoredScale } from '../../src/core/measure/shares.ts'
import { suggestMeasures } from '../../src/core/measure/suggest.ts'
import { bandOf } from '../../src/core/policy/band.ts'
import { joinLead } from '../../src/core/procedure/join-lead.ts'
import { entry, fact, ledgerOf, member as person } from '../core/ledger/ledger.fixture.ts'
import { household, measure, member, GUANGDONG as WHERE } from '../core/measure/household.fixture.ts'
import { packs } from '../core/policy/packs.fixture.ts'
import { at, author, expectDone, opened } from '../core/procedure/household.fixture.ts'
import { approval, complete, post } from '../core/procedure/timeline.fixture.ts'
import { guangdongBeforeConfirmation, play, refusal, stepsLeft } from './case.fixture.ts'
import { standing } from './duties.fixture.ts'
import type { Facts } from './fact.ts'

const { region: VILLAGE } = WHERE
const signs = (money: ReturnType<typeof entry>[], region = VILLAGE) =>
  hardshipSigns(packs, { region, day: '2020-06-17', ledger: ledgerOf([person('王建国')], money), facts: [] })

export const GUANGDONG: Facts = {
  'GD-1': {
    shows: 'a household, not a person, comes onto the register, in one of the three groups and in no other',
    check() {
      const ready = guangdongBeforeConfirmation(VILLAGE, '2022-03-01')
      for (const kind of ['registered_poor', 'unstable_lifted', 'marginal_at_risk']) {
        const [state] = [play(ready, [['county', '2022-03-02', approval('county_confirmation', kind)]])]
        expect(state).toMatchObject({ phase: 'on_register', monitoredKind: kind })
      }
      const other = refusal(ready, ['county', '2022-03-02', approval('county_confirmation', 'sudden_severe')])
      expect(other).toMatchObject({ clause: '二（一）', why: expect.stringContaining('建档立卡未脱贫户') })
      const joined = joinLead(
        ready,
        { id: 'of another member', number: 'A1025', verifiedBy: author('village', VILLAGE) },
        author('village', VILLAGE),
        at('2022-03-02'),
      )
      expect(expectDone(joined).state).toMatchObject({ id: ready.id, opened: { leads: [{}, { number: 'A1025' }] } })
    },
  },
  'GD-2': {
    shows: 'over five percent warns the county, and no household is refused for it',
    check() {
      const scale = (part: number) => monitoredScale(packs, WHERE, { part, whole: 1000 })
      expect(scale(50)).toMatchObject({ percent: 5, over: false })
      expect(scale(80)).toMatchObject({
        percent: 8,
        over: true,
        refuses: false,
        why: expect.stringContaining('照样纳入'),
      })
    },
  },
  'GD-3': {
    shows: 'one cent under 10,000 yuan is monitored, 10,000 is not, and the answer names labour and unstable work',
    check() {
      const of = (income: number) =>
        bandOf(packs, { region: VILLAGE, day: '2020-06-01', income, household: 'poverty_lifted' })
      expect(of(9_999.99)).toMatchObject({
        band: 'monitored',
        also: [expect.stringContaining('劳动能力'), expect.stringContaining('不稳定')],
        citation: { clause: '二（二）2' },
      })
      expect(of(10_000)).toMatchObject({ kind: 'above_lines', limit: 10_000 })
    },
  },
  'GD-4': {
    shows:
      'spending that had to be over the income of the year, and a shrunk income, are signs with the clause; neither is none',
    check() {
      const year = (yuan: number, of = '2019') => entry('wage', `${of}-06`, `${Number(of) + 1}-05`, yuan)
      const hospital = entry('rigid', '2020-02', '2020-02', 32_000)
      expect(signs([year(24_000), hospital])).toMatchObject([
        {
          sign: 'rigid_spending_over_income',
          citation: { clause: '二（二）3' },
          words: expect.stringContaining('因病'),
        },
      ])
      expect(signs([year(36_000), hospital])).toEqual([])
      expect(signs([year(36_000, '2018'), year(12_000)])).toMatchObject([{ sign: 'income_shrunk' }])
      expect(signs([year(24_000), hospital], '360724100201')).toEqual([])
    },
  },
  'GD-5': {
    shows: 'four steps in their order without a notice; the county confirms with its entry in the provincial system',
    check() {
      const begun = opened(VILLAGE, at('2022-03-01'))
      expect(stepsLeft(begun)).toEqual(['township_visit', 'comparison', 'county_confirmation'])
      expect(refusal(begun, ['county', '2022-03-01', approval('county_confirmation')]).clause).toBe('二（三）4')
      expect(refusal(begun, ['village', '2022-03-01', post('village_notice', '2022-03-01')]).clause).toBe('二（三）')
      const ready = guangdongBeforeConfirmation(VILLAGE, '2022-03-01')
      const unentered = {
        ...approval('county_confirmation', 'marginal_at_risk'),
        evidence: [{ kind: 'decision', text: '同意' }],
      }
      expect(refusal(ready, ['county', '2022-03-02', unentered]).why).toContain('系统')
    },
  },
  'GD-6': {
    shows: 'identified in June 2020: June 2019 counts, June 2020 does not',
    check() {
      const months = incomeWindow(packs, VILLAGE, '2020-06-17')?.months ?? []
      expect([months[0], months.at(-1), months.length]).toEqual(['2019-06', '2020-05', 12])
      const money = [
        entry('wage', '2019-05', '2019-05', 999),
        entry('wage', '2019-06', '2020-05', 12_000),
        entry('wage', '2020-06', '2020-06', 999),
      ]
      expect(perCapitaIncome(ledgerOf([person('王建国')], money), months)).toMatchObject({ yuan: 12_000 })
    },
  },
  'GD-7': {
    shows: 'all six kinds are suggested; a household without labour gets security and no work',
    check() {
      const worker = suggestMeasures(packs, WHERE, household([member()], { risks: ['other'] })).suggestions
      const paper = worker.filter(({ pack }) => pack === 'guangdong-2020').map((one) => one.measure)
      expect(new Set(paper).size).toBe(6)
      const idle = suggestMeasures(packs, WHERE, household([member({ labour: 'none' })])).suggestions
      expect(idle.find(({ by }) => by === 'labour')?.help.map(({ code }) => code)).toEqual([
        'basic_allowance',
        'medical_insurance',
        'pension',
        'destitute_support',
      ])
      expect(idle.map((one) => one.measure)).not.toContain('employment')
      const worked = matchCheck(
        packs,
        WHERE,
        household([member({ labour: 'none' })], { measures: [measure('public_post')] }),
      )
      expect(worked).toMatchObject({
        mismatches: [{ kind: 'no_labour' }, { kind: 'no_security', citation: { clause: '三（三）' } }],
      })
    },
  },
  'GD-8': {
    shows:
      'the departments’ warning stands among the county’s duties, and what they report is seen in the ledger as a sign',
    check() {
      expect(standing('440781', '2022-03-01')['duty-department-warning']).toContain('部门')
      const hospital = { kind: 'department', name: '医保局' } as const
      const money = [
        entry('wage', '2019-06', '2020-05', 9_000),
        entry('rigid', '2020-01', '2020-01', 20_000, { source: hospital }),
      ]
      expect(signs(money).map(({ sign }) => sign)).toEqual(['rigid_spending_over_income'])
    },
  },
  'GD-9': {
    shows: 'marked in December and in no other month; help may stop, the household stays on the register',
    check() {
      const on = play(guangdongBeforeConfirmation(VILLAGE, '2022-03-01'), [
        ['county', '2022-03-02', approval('county_confirmation', 'marginal_at_risk')],
      ])
      const mark = { command: 'mark_risk_removed', text: '收入稳了' }
      expect(refusal(on, ['county', '2022-11-30', mark])).toMatchObject({ clause: '四（三）' })
      const marked = play(on, [['county', '2022-12-20', mark]])
      expect(marked).toMatchObject({ phase: 'on_register', ended: null })
      expect(marked.riskRemoved).toMatchObject({ staysOnRegister: true, helpMayStop: true })
      const leave = { command: 'start_leaving', stable: true, labour: 'full', reason: '收入稳了' }
      expect(refusal(on, ['village', '2022-12-20', leave])).toMatchObject({ clause: '四（三）' })
    },
  },
  'GD-10': {
    shows: 'report and visit are taken from the lead, and a visit does not ask what is known',
    check() {
      const begun = opened(VILLAGE, at('2022-03-01'))
      const taken = begun.identification.filter(({ state }) => state === 'done')
      expect(taken.map(({ step, evidence }) => [step.step, evidence[0]?.text])).toEqual([
        ['report', '我妈住院自己掏了三万二'],
        ['village_check', '自付三万二，家里没有别的收入'],
      ])
      expect(refusal(begun, ['village', '2022-03-01', complete('report')]).why).toBeTruthy()
      const known = fact('housing.grade', 'C', { day: '2022-01-15' })
      const of = { region: VILLAGE, day: '2022-03-01', members: [], money: [] }
      const asked = (facts: (typeof known)[]) =>
        checklistFor(packs, { ...of, facts: factsInForce(facts) }).ask.map(({ field }) => field)
      expect(asked([])).toContain('housing.grade')
      expect(asked([known])).not.toContain('housing.grade')
    },
  },
}
