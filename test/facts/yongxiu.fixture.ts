import { expect } from 'vitest'
import { RISK_TYPES } from '../../src/contract/terms.ts'
import { checklistFor } from '../../src/core/ledger/checklist.ts'
import { factsInForce } from '../../src/core/ledger/facts.ts'
import { FIELD_NAMES, type FieldName } from '../../src/core/ledger/fields.ts'
import { MONEY_LABEL, perCapitaIncome } from '../../src/core/ledger/per-capita-income.ts'
import { measureStep } from '../../src/core/measure/steps.ts'
import { suggestMeasures } from '../../src/core/measure/suggest.ts'
import { bandOf } from '../../src/core/policy/band.ts'
import { understand } from '../../src/core/understanding/understand.ts'
import { Resident } from '../core/dialogue/resident.ts'
import { entry, fact, ledgerOf, member as person } from '../core/ledger/ledger.fixture.ts'
import { household, member, YONGXIU as WHERE } from '../core/measure/household.fixture.ts'
import { packs } from '../core/policy/packs.fixture.ts'
import { at, opened } from '../core/procedure/household.fixture.ts'
import { approval, complete, post } from '../core/procedure/timeline.fixture.ts'
import { end, FOUND, play, refusal, stepsLeft, YONGXIU as VILLAGE, yongxiuBefore } from './case.fixture.ts'
import { standing } from './duties.fixture.ts'
import type { Facts } from './fact.ts'
import { byOrigin, countyAt } from './ways-in.fixture.ts'

/** What people say, in the order of the paper's ten. */
const SAID = [
  '一年到头收入才三千块，日子过不下去',
  '养鸡全死了，亏了八万，欠了一屁股债',
  '我老公下岗八个月了，家里没有收入',
  '我男人上个月出车祸死了，家里就靠他',
  '我妈癌症住院，自己掏了五万',
  '家里着了火，东西都烧光了，损失三万',
  '儿子上初二，不想读书了，好久没去学校',
  '我家就这一个房子，墙裂了，屋顶漏雨',
  '井水发黄有味道，喝不得',
  '家里遇到难处，有困难想求助',
]
const risksIn = (text: string) => understand(text).risks.map(({ type }) => type)
const leave = { command: 'start_leaving', stable: true, labour: 'full', reason: '收入稳了' }
const SURVEYED = ['food_and_clothing', 'medical', 'schooling', 'housing', 'water']

function checklist(facts: ReturnType<typeof fact>[] = [], money: ReturnType<typeof entry>[] = []) {
  const members = [person('王小明', { id: 'child', born: '2012-03' })]
  return checklistFor(packs, { ...WHERE, members, facts: factsInForce(facts), money })
}
const suggested = (of: Parameters<typeof suggestMeasures>[2]) => suggestMeasures(packs, WHERE, of).suggestions

export const YONGXIU: Facts = {
  'YX-1': {
    shows: 'each of the ten is heard from plain words; three months without work is not yet the third',
    check() {
      SAID.forEach((text, nth) => void expect(risksIn(text), text).toContain(RISK_TYPES[nth]))
      expect(risksIn('我老公下岗三个月了，家里没有收入')).not.toContain('job_loss')
      expect(risksIn('儿子上初二，得了白血病没去学校')).not.toContain('school_dropout')
    },
  },
  'YX-2': {
    shows: '6,000 yuan a head in 2021; later it serves on with a warning that it has run out',
    check() {
      const of = (day: string, income: number) => bandOf(packs, { region: VILLAGE, day, income, household: 'ordinary' })
      expect(of('2021-10-15', 6_000)).toMatchObject({
        band: 'monitored',
        warning: null,
        citation: { clause: '三（一）1' },
      })
      expect(of('2021-10-15', 6_000.01)).toMatchObject({ band: null, limit: 6_000 })
      expect(of('2022-03-01', 6_000)).toMatchObject({ band: 'monitored', warning: expect.stringContaining('已到期') })
    },
  },
  'YX-3': {
    shows: 'approved as one of the three kinds; a kind that the paper does not know is refused with its clause',
    check() {
      const ready = yongxiuBefore('county_approval')
      for (const kind of ['unstable_lifted', 'marginal_at_risk', 'sudden_severe'])
        expect(play(ready, [['county', '2021-10-04', approval('county_approval', kind)]]).monitoredKind).toBe(kind)
      const other = refusal(ready, ['county', '2021-10-04', approval('county_approval', 'registered_poor')])
      expect(other).toMatchObject({ clause: '三（二）', why: expect.stringContaining('突发严重困难户') })
    },
  },
  'YX-4': {
    shows:
      'income in four kinds, spending in two, and every item of the five other topics has its place and its question',
    check() {
      const kinds = ['business', 'wage', 'property', 'transfer'] as const
      const money = kinds.map((kind) => entry(kind, '2021-03', '2022-02', 12_000))
      const spent = [entry('production', '2021-05', '2021-05', 6_000), entry('rigid', '2021-06', '2021-06', 9_000)]
      const months = checklist().incomeMissing?.months ?? []
      const income = perCapitaIncome(ledgerOf([person('王建国')], [...money, ...spent]), months)
      expect(income).toMatchObject({ kind: 'complete', yuan: 42_000 })
      for (const kind of kinds) expect(income.lines).toContain(`${MONEY_LABEL[kind]}：12000元。`)
      const asked = checklist().ask.map(({ field }) => field)
      const items = FIELD_NAMES.filter(
        (name) => SURVEYED.includes(name.split('.')[0] ?? '') && name !== 'schooling.own_cost',
      )
      expect(items.filter((name) => !asked.includes(name))).toEqual([])
    },
  },
  'YX-5': {
    shows:
      'a household comes by the village’s QR code, by a cadre’s survey or by a department’s comparison; each is the first step of its case',
    async check() {
      const told = new Resident({ village: '440229106201' }).says('我家房子漏雨半年了').says('同意')
      for (const words of ['王秀英', '四口人', '不想说', '13800000001', '确认提交']) told.says(words)
      expect(told.reported).toMatchObject([{ village: '440229106201', risks: [{ type: 'unsafe_housing' }] }])
      const begun = opened(VILLAGE, at(FOUND))
      expect(begun.identification[0]).toMatchObject({ state: 'done', doneBy: { kind: 'household' } })
      const county = await countyAt(VILLAGE, at(FOUND))
      try {
        const { lead } = await county.enters('village', '王示摸', { origin: 'cadre_survey' })
        const compared = { origin: 'data_comparison', date: FOUND }
        expect((await county.enters('department', '李示比', compared)).lead).toBeNull()
        const leads = byOrigin(await county.queue('village'))
        expect(leads.map(({ origin, holder }) => [origin, holder.name])).toEqual([
          ['cadre_survey', '演示甲'],
          ['data_comparison', '演示甲'],
        ])
        expect(leads[0]?.id).toBe(lead?.id)
        const doneBy = []
        for (const each of leads) doneBy.push((await county.caseOf(each)).steps[0]?.doneBy)
        expect(doneBy).toEqual(['演示甲（村干部）', '演示己（部门干部）'])
      } finally {
        await county.close()
      }
    },
  },
  'YX-6': {
    shows:
      'verified, met upon, posted: a notice ended on its fourth day, or with an objection open, is refused with the clause',
    check() {
      expect(
        refusal(yongxiuBefore('village_meeting'), ['village', FOUND, post('village_notice', FOUND)]).why,
      ).toContain('评议')
      const posted = play(yongxiuBefore('village_notice'), [['village', FOUND, post('village_notice', FOUND)]])
      const early = refusal(posted, ['village', '2021-09-26', end('village_notice')])
      expect(early).toMatchObject({ clause: '三（三）2', why: expect.stringContaining('最少要满5天') })
      expect(refusal(posted, ['village', '2021-09-27', end('village_notice')]).why).toContain('满了4天')
      const object = { command: 'raise_objection', step: 'village_notice', text: '他家有车' }
      const objected = play(posted, [['village', '2021-09-24', object]])
      expect(refusal(objected, ['village', '2021-10-20', end('village_notice')]).clause).toBe('三（三）2')
      const ended = play(posted, [['village', '2021-09-28', end('village_notice')]])
      expect(stepsLeft(ended)[0]).toBe('township_first_review')
    },
  },
  'YX-7': {
    shows:
      'the township reviews first; each office is asked what it holds, all must answer, what differs is shown side by side',
    check() {
      const before = yongxiuBefore('township_first_review')
      const ask = { command: 'ask_department', step: 'comparison', department: 'tax', fields: ['income_tax'] }
      expect(refusal(before, ['county', '2021-09-28', ask]).clause).toBe('三（三）3')
      const reviewed = play(before, [['township', '2021-09-28', complete('township_first_review')]])
      const deposits = { ...ask, fields: ['deposits'] }
      expect(refusal(reviewed, ['county', '2021-09-28', deposits]).why).toContain('不用问')
      const asked = play(reviewed, [['county', '2021-09-28', ask]])
      const answers = [{ field: 'income_tax', has: false, words: null }]
      const answer = {
        command: 'record_answer',
        step: 'comparison',
        department: 'tax',
        source: '回函',
        date: '2021-09-28',
        answers,
      }
      const one = play(asked, [['county', '2021-09-28', answer]])
      const missing = refusal(one, ['county', '2021-09-28', complete('comparison')]).why
      for (const each of ['商品房', '车', '存款', '理财', '证券', '公积金', '社保']) expect(missing).toContain(each)
      const stated = { command: 'state_household', stated: [{ field: 'vehicles', has: false, words: null }] }
      const done = play(yongxiuBefore('township_review'), [['village', '2021-09-28', stated]])
      const told = done.identification.find(({ step }) => step.step === 'comparison')
      expect(told).toMatchObject({
        state: 'done',
        answered: expect.arrayContaining([expect.objectContaining({ source: '比对回函' })]),
      })
      expect(told?.step.tells).toEqual(['township'])
    },
  },
  'YX-8': {
    shows:
      'after the comparison the township reviews again, then a second notice of five whole days; approval before it is refused',
    check() {
      const compared = yongxiuBefore('township_review')
      expect(refusal(compared, ['township', '2021-09-28', post('second_notice', '2021-09-28')]).clause).toBe(
        '三（三）4',
      )
      const posted = play(yongxiuBefore('second_notice'), [
        ['township', '2021-09-28', post('second_notice', '2021-09-28')],
      ])
      expect(refusal(posted, ['township', '2021-10-03', end('second_notice')])).toMatchObject({
        clause: '三（三）4',
        why: expect.stringContaining('满了4天'),
      })
      expect(refusal(posted, ['county', '2021-10-04', approval('county_approval')]).clause).toBe('三（三）5')
      expect(stepsLeft(play(posted, [['township', '2021-10-04', end('second_notice')]]))[0]).toBe('county_approval')
    },
  },
  'YX-9': {
    shows:
      'the county approves, and nobody below; then it is announced, and marked with an entry in the national system',
    check() {
      const ready = yongxiuBefore('county_approval')
      expect(refusal(ready, ['township', '2021-10-04', approval('county_approval')]).clause).toBe('三（三）5')
      const approved = yongxiuBefore('announcement')
      expect(approved).toMatchObject({ phase: 'on_register', monitoredKind: 'sudden_severe' })
      expect(refusal(approved, ['township', '2021-10-04', complete('marking')]).clause).toBe('三（三）6')
      const announced = yongxiuBefore('marking')
      const empty = { ...complete('marking'), evidence: [] }
      expect(refusal(announced, ['township', '2021-10-08', empty]).why).toContain('系统')
    },
  },
  'YX-10': {
    shows:
      'help needs its plan and the posted list; a measure is planned, given, published in this order; return visits stand',
    check() {
      const marked = yongxiuBefore('help')
      const unposted = { ...complete('help'), evidence: [{ kind: 'posted_list', text: '王建国：低保' }] }
      expect(refusal(marked, ['village', '2021-10-11', unposted])).toMatchObject({ clause: '三（三）7' })
      expect(stepsLeft(yongxiuBefore(null))).toEqual([])
      const step = (state: 'planned' | 'given', to: 'give' | 'publish') =>
        measureStep({ state, since: '2021-10-11' }, to, '2021-10-12', '2021-10-12')
      expect(step('planned', 'publish').kind).toBe('refused')
      expect([step('planned', 'give'), step('given', 'publish')]).toMatchObject([
        { state: 'given' },
        { state: 'published' },
      ])
      expect(standing('360425', '2021-10-11')['duty-return-visit']).toContain('回访')
    },
  },
  'YX-11': {
    shows: 'the way out has five steps and a notice of five days; unsteady or without labour it is not even begun',
    check() {
      const on = yongxiuBefore(null)
      const unsteady = refusal(on, ['village', '2022-11-01', { ...leave, stable: false }])
      expect(unsteady).toMatchObject({ clause: '三（三）8', why: expect.stringContaining('接着帮扶') })
      expect(refusal(on, ['village', '2022-11-01', { ...leave, labour: 'none' }]).why).toContain('接着跟踪')
      const begun = play(on, [['village', '2022-11-01', leave]])
      expect(stepsLeft(begun)).toEqual([
        'village_review',
        'village_notice',
        'township_review',
        'county_approval',
        'marking',
      ])
      const posted = play(begun, [
        ['village', '2022-11-01', complete('village_review')],
        ['village', '2022-11-01', post('village_notice', '2022-11-01')],
      ])
      expect(refusal(posted, ['village', '2022-11-06', end('village_notice')]).why).toContain('满了4天')
      const left = play(posted, [
        ['village', '2022-11-07', end('village_notice')],
        ['township', '2022-11-07', complete('township_review')],
        ['county', '2022-11-08', approval('county_approval', null)],
        ['county', '2022-11-08', complete('marking')],
      ])
      expect(left).toMatchObject({ phase: 'ended', ended: { why: 'risk_removed' } })
    },
  },
  'YX-12': {
    shows:
      'one risk brings its own measures, two risks both; labour brings work, none brings basic aid; each names its units',
    check() {
      const forRisks = (...risks: ('medical_cost' | 'job_loss')[]) =>
        suggested(household([member()], { risks })).filter(({ by }) => by === 'risk')
      expect([...new Set(forRisks('medical_cost').map(({ risk }) => risk))]).toEqual(['medical_cost'])
      expect(new Set(forRisks('medical_cost', 'job_loss').map(({ risk }) => risk))).toEqual(
        new Set(['medical_cost', 'job_loss']),
      )
      for (const each of forRisks('medical_cost', 'job_loss')) expect(each.units.length).toBeGreaterThan(3)
      const byLabour = (labour: 'full' | 'weak_or_half' | 'none') =>
        suggested(household([member({ labour })])).flatMap(({ by, help }) =>
          by === 'labour' ? help.map(({ code }) => code) : [],
        )
      expect(byLabour('full')).toEqual(['industry', 'employment'])
      // Partly able, and no steady income from work: basic aid stands open too.
      expect(byLabour('weak_or_half')).toEqual(expect.arrayContaining(['employment', 'basic_allowance']))
      expect(byLabour('none')).toEqual(['basic_allowance', 'destitute_support'])
      const kinds = suggested(household([member()], { risks: [...RISK_TYPES] })).map((one) => one.measure)
      expect(new Set(kinds)).toEqual(
        new Set(['industry', 'employment', 'comprehensive_security', 'social_help', 'motivation']),
      )
    },
  },
  'YX-13': {
    shows:
      'nothing is written down twice: the case takes report and visit over, and the next visit asks only what is not known',
    check() {
      const begun = opened(VILLAGE, at(FOUND))
      const taken = begun.identification.filter(({ state }) => state === 'done').map(({ step }) => step.step)
      expect(taken).toEqual(['report', 'village_verify'])
      const answer: [FieldName, string][] = [
        ['water.source', 'well'],
        ['housing.grade', 'B'],
      ]
      const said = answer.map(([field, value]) => fact(field, value, { day: '2022-02-01' }))
      const asked = checklist(said)
      expect(asked.known.map((one) => one.field).sort()).toEqual(['housing.grade', 'water.source'])
      expect(asked.ask.length).toBe(checklist().ask.length - said.length)
    },
  },
}
