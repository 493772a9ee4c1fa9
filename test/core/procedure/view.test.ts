import { describe, expect, it } from 'vitest'
import { isWorkingDay } from '../../../src/adapters/working-days.ts'
import { CaseSummary, COMPARED_FIELDS, DATA_HOLDERS } from '../../../src/contract/case.ts'
import { fieldsToAsk, HOLDS, sideBySide } from '../../../src/core/procedure/comparison.ts'
import { summarizeCase } from '../../../src/core/procedure/view.ts'
import { at, HOUSEHOLDER, opened } from './household.fixture.ts'
import { complete, post, Timeline } from './timeline.fixture.ts'

const YONGXIU = '360425101201'

describe('what is shown of a case', () => {
  const line = new Timeline('', YONGXIU)
  line.opens('2021-09-22', '2021-09-22')
  line.does('2021-09-22', 'village', complete('village_meeting'))
  line.does('2021-09-22', 'village', post('village_notice', '2021-09-22'))
  const objection = { command: 'raise_objection', step: 'village_notice', from: '李大明', text: '他家有车' }
  line.does('2021-09-24', 'deputy', objection)

  it('says of each step who, what is wanted, by when, and where it stands', () => {
    const { steps, proposers, eatenBy } = line.view('2021-09-25')
    const verify = steps.find(({ step }) => step === 'village_verify')
    expect(verify).toMatchObject({
      state: 'done',
      by: ['村委会'],
      doneBy: '演示甲（村干部）',
      evidenceWanted: [{ kind: 'visit_record', label: '走访记录', given: true }],
      citation: '永修县关于健全防止返贫动态监测和帮扶机制的实施方案 永党农字〔2021〕3号 三（三）2',
    })
    const notice = steps.find(({ step }) => step === 'village_notice')
    expect(notice).toMatchObject({
      state: 'stopped',
      earliestEnd: null,
      notice: { list: ['王**'], daysDone: 1, daysNeeded: 5, objections: [{ from: '李**', settled: null }] },
    })
    expect(proposers).toEqual(['演示甲（村干部）'])
    expect(eatenBy?.says).toBe('村委会公示停着：有1条异议没处理完')
  })

  it('masks the name in lists', () => {
    const context = { now: at('2026-03-09'), isWorkingDay, householdName: HOUSEHOLDER, place: '演示镇演示村' }
    const summary = CaseSummary.parse(summarizeCase(opened('440232101201', at('2026-03-09')), context))
    expect(summary).toMatchObject({ householdName: '王**', now: '乡镇核实', daysLeft: 15 })
  })
})

describe('the comparison', () => {
  it('has for each field exactly one office to ask, and asks it only what the step compares', () => {
    expect(DATA_HOLDERS.flatMap((one) => HOLDS[one]).sort()).toEqual([...COMPARED_FIELDS].sort())
    const step = opened(YONGXIU, at('2021-09-22')).identification.find((one) => one.step.act === 'compare')?.step
    if (!step) throw new Error('Yongxiu compares')
    expect(fieldsToAsk(step, 'bank')).toEqual(['deposits', 'wealth_products'])
    expect(fieldsToAsk({ ...step, compares: ['deposits', 'vehicles'] }, 'bank')).toEqual(['deposits'])
  })

  it('sets what the household said beside each answer; unsaid is no mismatch', () => {
    const answer = (field: 'vehicles' | 'company' | 'deposits', has: boolean) => ({ field, has, words: null })
    const from = { source: '回函', date: '2021-09-28', at: at('2021-09-28') }
    const rows = sideBySide(
      [answer('vehicles', false), answer('company', false)],
      [
        { department: 'public_security', ...from, answers: [answer('vehicles', true)] },
        { department: 'market_regulation', ...from, answers: [answer('company', false)] },
        { department: 'bank', ...from, answers: [answer('deposits', true)] },
      ],
    )
    expect(rows.map(({ field, stated, mismatch }) => [field, stated?.has, mismatch])).toEqual([
      ['vehicles', false, true],
      ['deposits', undefined, false],
      ['company', false, false],
    ])
    expect(rows[0]?.answers).toEqual([
      {
        department: 'public_security',
        label: '公安车管部门',
        has: true,
        words: null,
        source: '回函',
        date: '2021-09-28',
      },
    ])
  })
})
