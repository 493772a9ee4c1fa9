import { describe, expect, it } from 'vitest'
import { CaseCommand } from '../../../src/contract/case-command.ts'
import { actOnCase } from '../../../src/core/procedure/act-on-case.ts'
import type { CaseState } from '../../../src/core/procedure/case-state.ts'
import { joinLead } from '../../../src/core/procedure/join-lead.ts'
import {
  at,
  author,
  contextOf,
  does,
  evidenceFor,
  expectDone,
  leadOf,
  opened,
  PHOTO,
  person,
  rosterOf,
} from './household.fixture.ts'
import { approval, complete, type Move, post, Timeline } from './timeline.fixture.ts'

const HOUSE = '520115101201'
const monday = '2026-03-09'

function tries(state: CaseState, who: string, day: string, move: Move) {
  const step = state.identification.find((one) => one.step.step === move.step)?.step
  const needs = step && (move.command === 'complete_step' || move.command === 'approve')
  const command = CaseCommand.parse({ version: 1, ...(needs ? { evidence: evidenceFor(step) } : {}), ...move })
  return does(state, who, at(day), command)
}

function toApproval(state: CaseState): CaseState {
  const first = expectDone(tries(state, 'village', monday, post('village_notice', monday))).state
  return expectDone(tries(first, 'village', '2026-03-15', { command: 'end_notice', step: 'village_notice' })).state
}

describe('whoever found a lead true has proposed the household', () => {
  it('and does not approve it, though a cadre of the village made the visit', () => {
    const lead = leadOf(HOUSE, at(monday))
    const verified = lead.verified && { ...lead.verified, by: author('county', HOUSE) }
    const ready = toApproval(opened(HOUSE, at(monday), [{ ...lead, verified }]))
    expect(tries(ready, 'county', '2026-03-15', approval('county_approval'))).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('换一位干部'),
    })
    expect(tries(ready, 'county-2', '2026-03-15', approval('county_approval')).kind).toBe('done')
  })

  it('also where his lead only joined', () => {
    const ready = toApproval(opened(HOUSE, at(monday)))
    const lead = { id: 'another', number: 'A1025', verifiedBy: author('county', HOUSE) }
    const joined = expectDone(joinLead(ready, lead, author('county', HOUSE), at('2026-03-15'))).state
    expect(tries(joined, 'county', '2026-03-15', approval('county_approval')).kind).toBe('refused')
  })
})

describe('what is handed in', () => {
  const listed = '名单：王建国、李大明；赵小兰（二组）'

  it('keeps no name in clear on the list that is announced, whoever typed it', () => {
    let state = toApproval(opened(HOUSE, at(monday)))
    state = expectDone(tries(state, 'county', '2026-03-15', approval('county_approval'))).state
    const evidence = [
      { kind: 'place', text: '村务公开栏，问13800000000' },
      { kind: 'dates', text: '三月十六日起' },
      { kind: 'posted_list', text: listed },
    ]
    const acted = expectDone(tries(state, 'township', '2026-03-16', { ...complete('announcement'), evidence }))
    expect(JSON.stringify(acted)).not.toMatch(/王建国|李大明|赵小兰|13800000000/)
    expect(acted.actions[0]?.text).toContain('李**')
  })

  it('keeps no name of the family on a wall either, nor in what is said of it', () => {
    const content = '王建国户，妻子孙小梅患病'
    const moves: Move[] = [
      post('village_notice', monday, { content }),
      { command: 'change_notice', step: 'village_notice', place: '孙小梅家门口', content, photos: [PHOTO] },
      { command: 'raise_objection', step: 'village_notice', text: '孙小梅有车' },
    ]
    let state = opened(HOUSE, at(monday))
    for (const move of moves) {
      const command = CaseCommand.parse({ version: 1, ...move })
      const context = { ...contextOf(HOUSE, at(monday)), family: ['孙小梅'] }
      state = expectDone(actOnCase(state, command, person('village', HOUSE), context)).state
    }
    expect(JSON.stringify(state)).not.toContain('孙小梅')
    expect(JSON.stringify(state)).toContain('孙**')
  })

  it('keeps no private number in words of evidence or in the source of an answer', () => {
    const line = new Timeline('', '440232101201')
    line.opens(monday, monday)
    const evidence = [{ kind: 'visit_record', text: '打了他电话13800000000' }]
    line.does(monday, 'township', { ...complete('township_visit'), evidence })
    line.does(monday, 'county', {
      command: 'ask_department',
      step: 'comparison',
      department: 'bank',
      fields: ['deposits'],
    })
    const answer = { command: 'record_answer', step: 'comparison', department: 'bank', date: monday }
    const answers = [{ field: 'deposits', has: false }]
    line.does(monday, 'county', { ...answer, source: '银行13900000000来电', answers })
    expect(JSON.stringify(line.state)).not.toMatch(/13800000000|13900000000/)
  })

  it('names those for whom a notice was put up where they have nobody', () => {
    const lead = leadOf(HOUSE, at(monday))
    const command = CaseCommand.parse({ version: 1, ...post('village_notice', monday, { photos: [PHOTO] }) })
    const context = { ...contextOf(HOUSE, at(monday)), roster: rosterOf(HOUSE, { without: ['village', 'deputy'] }) }
    const acted = actOnCase(opened(HOUSE, at(monday), [lead]), command, person('township', HOUSE), context)
    expect(expectDone(acted).actions[0]?.text).toContain('没有村委会在岗，代为记录')
  })
})

it('an officer of a department neither withdraws a household nor speaks for it', () => {
  const withdraw = tries(opened(HOUSE, at(monday)), 'department', monday, { command: 'withdraw', reason: '不办了' })
  expect(withdraw.kind).toBe('refused')
})

it('where no notice is left, the days are not said to be those of a notice', () => {
  const line = new Timeline('', '441322101201')
  line.opens('2024-09-09', '2024-09-09')
  expect(line.view('2024-09-30').fits).toBe('最快9月30日（周一）才能办完，比期限晚6天。')
})
