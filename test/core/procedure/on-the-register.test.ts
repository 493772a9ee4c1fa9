import { describe, expect, it } from 'vitest'
import { isWorkingDay } from '../../../src/adapters/working-days.ts'
import { CaseCommand } from '../../../src/contract/case-command.ts'
import { caseNow } from '../../../src/core/dialogue/case-progress.ts'
import type { CaseState } from '../../../src/core/procedure/case-state.ts'
import { joinLead } from '../../../src/core/procedure/join-lead.ts'
import { expectPlain } from '../dialogue/plain-language.ts'
import { at, author, does, evidenceFor, expectDone, opened } from './household.fixture.ts'
import { approval, complete, type Move, post, Timeline } from './timeline.fixture.ts'

const HOUSE = '520115101201'
const monday = '2026-03-09'
const another = { id: '00000000-0000-4000-8000-0000000000a2', number: 'A1025', verifiedBy: author('village', HOUSE) }

function play(state: CaseState, moves: [who: string, day: string, move: Move][]): CaseState {
  return moves.reduce((now, [who, day, move]) => {
    const all = [...(now.phase === 'leaving' ? (now.leaving?.steps ?? []) : now.identification)]
    const step = all.find((one) => one.step.step === move.step)?.step
    const needs = step && (move.command === 'complete_step' || move.command === 'approve')
    const command = CaseCommand.parse({ version: 1, ...(needs ? { evidence: evidenceFor(step) } : {}), ...move })
    return expectDone(does(now, who, at(day), command)).state
  }, state)
}

function registered(): CaseState {
  return play(opened(HOUSE, at(monday)), [
    ['village', monday, post('village_notice', monday)],
    ['village', '2026-03-15', { command: 'end_notice', step: 'village_notice' }],
    ['county', '2026-03-15', approval('county_approval')],
    ['township', '2026-03-16', complete('announcement')],
  ])
}

const leave: [string, string, Move] = [
  'village',
  '2027-03-01',
  { command: 'start_leaving', stable: true, labour: 'full', reason: '收入稳了' },
]
const joins = (state: CaseState, day: string) => expectDone(joinLead(state, another, author('village', HOUSE), at(day)))

describe('another risk of a household that is on the register', () => {
  it('is told as what it is: nothing is being identified any more', () => {
    const joined = joins(registered(), '2026-06-01')
    expect(joined.state.phase).toBe('on_register')
    expect(joined.tells).toEqual([{ whom: 'household', text: expect.stringContaining('您家已经在监测里') }])
    for (const { text } of joined.tells) expectPlain(text)
  })

  it('ends a way out that was begun, because the risk is not removed', () => {
    const joined = joins(play(registered(), [leave]), '2027-03-03')
    expect([joined.state.phase, joined.state.ended]).toEqual(['on_register', null])
    expect(joined.tells[0]?.text).toContain('退出先不办了')
    expect(joined.actions[0]?.text).toContain('退出停办')
    // It can be begun anew, and an objection of the first attempt stops nothing in the second.
    expect(play(joined.state, [['village', '2027-09-01', leave[2]]]).phase).toBe('leaving')
  })

  it('takes back the mark that its risk was removed', () => {
    const line = new Timeline('', '440232101201')
    line.opens('2026-03-02', '2026-03-02')
    const marked = { ...line.state, phase: 'on_register' as const, approvedAt: at('2026-03-20') }
    const done = marked.identification.map((one) => ({ ...one, state: 'done' as const }))
    const riskRemoved = { at: at('2026-12-20'), staysOnRegister: true, helpMayStop: true }
    const state: CaseState = { ...marked, identification: done, riskRemoved }
    expect(caseNow(state, at('2026-12-21'), isWorkingDay).now).toContain('风险消除')
    const joined = joins(state, '2027-02-01')
    expect(joined.state.riskRemoved).toBeNull()
    expect(joined.actions[0]?.text).toContain('不再算数')
  })
})

describe('the way out and the way in', () => {
  const object: Move = { command: 'raise_objection', step: 'village_notice', text: '他家有车' }
  const toNotice: [string, string, Move][] = [
    leave,
    ['village', '2027-03-01', complete('village_review')],
    ['village', '2027-03-01', post('village_notice', '2027-03-01')],
  ]

  it('keep their objections apart, though their notices have the same name', () => {
    const line = new Timeline('', HOUSE)
    line.opens(monday, monday)
    line.does(monday, 'village', post('village_notice', monday))
    line.does('2026-03-10', 'village', object)
    const objection = line.state.objections[0]?.objection
    const settle = { command: 'settle_objection', step: 'village_notice', objection, text: '查过了', upheld: false }
    line.does('2026-03-10', 'village', settle)
    line.does('2026-03-16', 'village', { command: 'end_notice', step: 'village_notice' })
    line.does('2026-03-16', 'county', approval('county_approval'))
    line.does('2026-03-17', 'township', complete('announcement'))
    for (const [who, day, move] of toNotice) line.does(day, who, move)
    const notices = line.view('2027-03-02').steps.filter(({ step }) => step === 'village_notice')
    expect(notices.map(({ notice }) => notice?.objections.length)).toEqual([1, 0])
  })

  it('an objection that was open when the first way out ended does not stop the second', () => {
    const stopped = play(registered(), [...toNotice, ['village', '2027-03-02', object]])
    const again = play(
      joins(stopped, '2027-03-03').state,
      toNotice.map(([who, day, move]) => [
        who,
        day.replace('2027', '2028'),
        JSON.parse(JSON.stringify(move).replace('2027', '2028')),
      ]),
    )
    const once = play(again, [['village', '2028-03-02', object]])
    const [, second] = once.objections
    const settle = { command: 'settle_objection', step: 'village_notice', text: '查过了', upheld: false }
    const free = play(once, [['village', '2028-03-02', { ...settle, objection: second?.objection }]])
    expect(free.leaving?.steps.find(({ step }) => step.step === 'village_notice')?.state).toBe('running')
  })
})

it('a household hears that it is approved, and not only whose turn it is', () => {
  const approved = play(opened(HOUSE, at(monday)), [
    ['village', monday, post('village_notice', monday)],
    ['village', '2026-03-15', { command: 'end_notice', step: 'village_notice' }],
    ['county', '2026-03-15', approval('county_approval')],
  ])
  expect(caseNow(approved, at('2026-03-15'), isWorkingDay).now).toBe('县里已经批准，轮到乡镇公告')
})
