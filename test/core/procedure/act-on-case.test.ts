import { describe, expect, it, test } from 'vitest'
import { CASE_PHASES, STEP_STATES } from '../../../src/contract/case.ts'
import { CaseCommand } from '../../../src/contract/case-command.ts'
import { actOnCase, withdrawByHousehold } from '../../../src/core/procedure/act-on-case.ts'
import type { CaseActed, LeadFacts } from '../../../src/core/procedure/acted.ts'
import type { CaseState } from '../../../src/core/procedure/case-state.ts'
import { MOVES } from '../../../src/core/procedure/moves.ts'
import { openCase } from '../../../src/core/procedure/open-case.ts'
import { expectPlain } from '../dialogue/plain-language.ts'
import {
  at,
  author,
  contextOf,
  evidenceFor,
  expectDone,
  factsOf,
  leadOf,
  opened,
  PHOTO,
  person,
  rosterOf,
} from './household.fixture.ts'
import { approval, complete, type Move, post } from './timeline.fixture.ts'

const HOUSE = '520115101201'
const YONGXIU = '360425101201'
const monday = '2026-03-09'

function acts(state: CaseState, who: string, day: string, move: Move, without: string[] = []): CaseActed {
  const { region } = state.opened
  const step = state.identification.find((one) => one.step.step === move.step)?.step
  const needs = step && (move.command === 'complete_step' || move.command === 'approve')
  const command = CaseCommand.parse({ version: 1, ...(needs ? { evidence: evidenceFor(step) } : {}), ...move })
  return actOnCase(state, command, person(who, region), {
    ...contextOf(region, at(day)),
    roster: rosterOf(region, { without }),
  })
}

function play(state: CaseState, moves: [who: string, day: string, move: Move][]): CaseState {
  return moves.reduce((now, [who, day, move]) => expectDone(acts(now, who, day, move)).state, state)
}

function whyNot(acted: CaseActed): string {
  if (acted.kind === 'done') throw new Error('it was let through')
  expect(acted.citation?.clause).toBeTruthy()
  expectPlain(acted.why)
  return acted.why
}

const object: Move = {
  command: 'raise_objection',
  step: 'village_notice',
  from: '李大明',
  text: '王建国家有车，电话13800000000',
}

/** The house rule up to a notice that hangs since Monday. */
function posted(): CaseState {
  return play(opened(HOUSE, at(monday)), [['village', monday, post('village_notice', monday)]])
}

const stateOf = (state: CaseState, name: string) => state.identification.find(({ step }) => step.step === name)?.state

describe('the table of moves', () => {
  /** Written out once more, apart from the table in the code: a slip there must show here. */
  const NOTICE_MOVES: Record<string, string[]> = {
    open: ['post_notice'],
    running: ['change_notice', 'end_notice', 'raise_objection'],
    stopped: ['raise_objection', 'settle_objection'],
    waiting: [],
    done: [],
  }
  const AT_NOTICE: Move[] = [
    post('village_notice', '2026-03-16'),
    post('village_notice', '', { command: 'change_notice' }),
    { command: 'end_notice', step: 'village_notice' },
    object,
    { command: 'settle_objection', step: 'village_notice', objection: 5, text: '查过了', upheld: false },
  ]
  const states: Record<string, CaseState> = {
    open: opened(HOUSE, at(monday)),
    running: posted(),
    stopped: play(posted(), [['village', '2026-03-15', object]]),
    waiting: opened(HOUSE, at(monday), [leadOf(HOUSE, at(monday), { visit: null })]),
    done: play(posted(), [['village', '2026-03-16', { command: 'end_notice', step: 'village_notice' }]]),
  }
  const cells = STEP_STATES.flatMap((name) => AT_NOTICE.map((move) => ({ name, command: String(move.command), move })))

  it.each(cells)('a notice that is $name: $command', ({ name, command, move }) => {
    const state = states[name] ?? posted()
    expect(stateOf(state, 'village_notice')).toBe(name)
    const acted = acts(state, 'village', '2026-03-16', move)
    if (acted.kind === 'refused') whyNot(acted)
    expect(acted.kind).toBe(NOTICE_MOVES[name]?.includes(command) ? 'done' : 'refused')
  })

  it('knows each phase but the end, in which nothing is legal', () => {
    const phases = new Set(Object.values(MOVES).flatMap((move) => move.phases as string[]))
    expect([...phases].sort()).toEqual(CASE_PHASES.filter((phase) => phase !== 'ended').sort())
    const ended = expectDone(withdrawByHousehold(posted(), contextOf(HOUSE, at(monday)))).state
    for (const move of AT_NOTICE) expect(whyNot(acts(ended, 'village', '2026-03-16', move))).toContain('已结束')
  })
})

describe('what hangs on a wall', () => {
  it('shows no name, no number of anybody, and hears of objections', () => {
    const notice = expectDone(
      acts(opened(HOUSE, at(monday)), 'village', monday, post('village_notice', monday, { others: ['赵小兰'] })),
    )
    const [action] = notice.actions
    expect(action?.kind === 'notice_posted' && action.notice.list).toEqual(['王**', '赵**'])
    const raised = expectDone(acts(notice.state, 'deputy', '2026-03-10', object))
    const all = JSON.stringify([notice, raised])
    expect(all).not.toMatch(/王建国|赵小兰|李大明|13800000000/)
  })

  it('can be entered later, but neither before its time nor from before the step that it follows', () => {
    const lead = leadOf(HOUSE, at(monday))
    const state = opened(HOUSE, at('2026-03-12'), [lead])
    expect(whyNot(acts(state, 'village', '2026-03-16', post('village_notice', '2026-03-11')))).toContain('太早')
    expect(whyNot(acts(state, 'village', '2026-03-16', post('village_notice', '2026-03-17')))).toContain('还没到')
    expectDone(acts(state, 'village', '2026-03-16', post('village_notice', '2026-03-12')))
  })
})

describe('objections', () => {
  const settle = (objection: number, more: Record<string, unknown>): Move => ({
    command: 'settle_objection',
    step: 'village_notice',
    objection,
    text: '查过了',
    ...more,
  })

  it('stop the clock until the last is settled; the days left go on', () => {
    const twice = play(posted(), [
      ['village', '2026-03-11', object],
      ['village', '2026-03-12', { ...object, from: null }],
      ['village', '2026-03-12', settle(5, { upheld: false })],
    ])
    expect(stateOf(twice, 'village_notice')).toBe('stopped')
    const free = play(twice, [['village', '2026-03-13', settle(6, { upheld: false })]])
    const end: Move = { command: 'end_notice', step: 'village_notice' }
    // The 10th, and from the 14th on: the 11th to the 13th are no whole days.
    expect(whyNot(acts(free, 'village', '2026-03-17', end))).toContain('满了4天')
    expectDone(acts(free, 'village', '2026-03-18', end))
  })

  it('upheld ones take the case back to the step that they concern, which must lie before', () => {
    const stopped = play(posted(), [['village', '2026-03-11', object]])
    expect(whyNot(acts(stopped, 'village', '2026-03-12', settle(5, { upheld: true })))).toContain('退回到哪一步')
    const late = settle(5, { upheld: true, backTo: 'county_approval' })
    expect(whyNot(acts(stopped, 'village', '2026-03-12', late))).toContain('不在这次公示前面')
    const back = play(stopped, [['village', '2026-03-12', settle(5, { upheld: true, backTo: 'village_verify' })]])
    expect([stateOf(back, 'village_verify'), stateOf(back, 'village_notice')]).toEqual(['open', 'waiting'])
    expect(back.identification.find(({ step }) => step.step === 'village_notice')?.notice).toBeNull()
    expect(back.objections[0]?.settled?.upheld).toBe(true)
  })
})

describe('who may', () => {
  const end: Move = { command: 'end_notice', step: 'village_notice' }

  it('an officer above does not do what the village can do itself', () => {
    expect(whyNot(acts(opened(HOUSE, at(monday)), 'township', monday, post('village_notice', monday)))).toContain(
      '村委会',
    )
    expect(whyNot(acts(posted(), 'department', '2026-03-16', end))).toContain('村委会')
  })

  it('but a vacant village does not block a household: the next level that has somebody records it', () => {
    const lead = leadOf(HOUSE, at(monday), {
      visit: null,
      verified: { ...leadOf(HOUSE, at(monday)).report, by: author('township', HOUSE), finding: 'true' },
    })
    const state = opened(HOUSE, at(monday), [lead])
    const vacant = ['village', 'deputy']
    whyNot(acts(state, 'county', monday, complete('village_verify'), vacant))
    const done = expectDone(acts(state, 'township', monday, complete('village_verify'), vacant))
    expect(done.actions[0]).toMatchObject({ recordedFor: 'village_committee' })
    expect(done.state.proposers).toEqual(['township'])
    expectDone(acts(state, 'county', monday, complete('village_verify'), [...vacant, 'township', 'township-2']))
  })

  it('somebody who stood in below does not approve what he proposed; another officer does', () => {
    const below = ['village', 'deputy', 'township', 'township-2']
    let state = opened(HOUSE, at(monday), [leadOf(HOUSE, at(monday), { visit: null })])
    const moves: [string, Move][] = [
      [monday, complete('village_verify')],
      [monday, post('village_notice', monday)],
      ['2026-03-15', end],
    ]
    for (const [day, move] of moves) state = expectDone(acts(state, 'county', day, move, below)).state
    expect(whyNot(acts(state, 'county', '2026-03-15', approval('county_approval'), below))).toContain('换一位干部')
    const refusal = { command: 'refuse', step: 'county_approval', reason: '不符合' }
    expect(whyNot(acts(state, 'county', '2026-03-15', refusal, below))).toContain('换一位干部')
    expect(expectDone(acts(state, 'county-2', '2026-03-15', approval('county_approval'), below)).state.phase).toBe(
      'on_register',
    )
  })

  it('somebody off duty, or of another village, may do nothing', () => {
    const elsewhere = { ...rosterOf(HOUSE), duties: rosterOf('520115101999').duties }
    const context = { ...contextOf(HOUSE, at(monday)), roster: elsewhere }
    const command = CaseCommand.parse({ version: 1, ...post('village_notice', monday) })
    expect(actOnCase(opened(HOUSE, at(monday)), command, person('village', HOUSE), context).kind).toBe('refused')
    whyNot(acts(opened(HOUSE, at(monday)), 'village', monday, post('village_notice', monday), ['village']))
  })
})

describe('decisions', () => {
  const ready = () => play(posted(), [['village', '2026-03-15', { command: 'end_notice', step: 'village_notice' }]])

  it('a step that is sent back, and all after it, is done again', () => {
    const back = { command: 'send_back', step: 'county_approval', to: 'village_verify', reason: '原因没写清楚' }
    const acted = expectDone(acts(ready(), 'county', '2026-03-15', back))
    expect(acted.state.identification.map(({ state }) => state)).toEqual([
      'done',
      'open',
      'waiting',
      'waiting',
      'waiting',
    ])
    expect(acted.tells.map(({ whom }) => whom)).toEqual(['village_committee', 'household'])
    whyNot(acts(ready(), 'county', '2026-03-15', { ...back, to: 'announcement' }))
    whyNot(acts(acted.state, 'county', '2026-03-16', approval('county_approval')))
  })

  it('a refusal ends the case and is told, with what one can do', () => {
    const acted = expectDone(
      acts(ready(), 'county', '2026-03-15', { command: 'refuse', step: 'county_approval', reason: '收入高于监测线' }),
    )
    expect(acted.state.ended).toMatchObject({ why: 'refused', text: '收入高于监测线' })
    expect(acted.tells.find(({ whom }) => whom === 'household')?.text).toContain('不满意')
  })

  it('a household withdraws until it is approved, and not after', () => {
    expect(expectDone(withdrawByHousehold(ready(), contextOf(HOUSE, at(monday)))).state.ended?.why).toBe('withdrawn')
    const approved = play(ready(), [['county', '2026-03-15', approval('county_approval')]])
    whyNot(withdrawByHousehold(approved, contextOf(HOUSE, at(monday))))
  })

  it('who leaves while nobody in the house can work is refused, whatever was filled in', () => {
    const leave: Move = { command: 'start_leaving', stable: true, labour: 'full', reason: '收入稳了' }
    const listed = play(ready(), [
      ['county', '2026-03-15', approval('county_approval')],
      ['township', '2026-03-16', complete('announcement')],
    ])
    const context = contextOf(HOUSE, at('2027-03-01'), { labour: 'none' })
    const command = CaseCommand.parse({ ...leave, version: listed.version })
    expect(whyNot(actOnCase(listed, command, person('village', HOUSE), context))).toContain('干不了活')
  })

  it('a refused way out leaves the household on the register, and can be tried again', () => {
    const leave: Move = { command: 'start_leaving', stable: true, labour: 'full', reason: '收入稳了' }
    const left = play(ready(), [
      ['county', '2026-03-15', approval('county_approval')],
      ['township', '2026-03-16', complete('announcement')],
      ['village', '2027-03-01', leave],
      ['village', '2027-03-01', { ...complete('village_review'), evidence: evidenceFor({ evidence: ['minutes'] }) }],
      ['village', '2027-03-01', post('village_notice', '2027-03-01')],
      ['village', '2027-03-07', { command: 'end_notice', step: 'village_notice' }],
    ])
    const kept = play(left, [
      ['county', '2027-03-07', { command: 'refuse', step: 'county_approval', reason: '再看半年' }],
    ])
    expect([kept.phase, kept.ended]).toEqual(['on_register', null])
    expect(play(kept, [['village', '2027-09-01', leave]]).leaving?.steps.map(({ state }) => state)[0]).toBe('open')
  })
})

describe('opening', () => {
  const open = (lead: Partial<LeadFacts>, region = YONGXIU) =>
    openCase(factsOf(region, at(monday), [leadOf(region, at(monday), lead)]), contextOf(region, at(monday)))

  it('takes what the lead has, and leaves open what it has not', () => {
    expect(stateOf(expectDone(open({})).state, 'village_verify')).toBe('done')
    const unvisited = expectDone(open({ visit: null })).state
    expect([stateOf(unvisited, 'report'), stateOf(unvisited, 'village_verify')]).toEqual(['done', 'open'])
  })

  it('is for leads that proved true', () => {
    const lead = leadOf(YONGXIU, at(monday))
    whyNot(open({ verified: null }))
    whyNot(open({ verified: lead.verified && { ...lead.verified, finding: 'not_true' } }))
  })

  test('the earliest lead sets the clock', () => {
    const later = { ...leadOf(YONGXIU, at(monday)), id: 'later' }
    const early = leadOf(YONGXIU, at('2026-03-01'))
    const { state } = expectDone(openCase(factsOf(YONGXIU, at(monday), [later, early]), contextOf(YONGXIU, at(monday))))
    expect(state.opened.finishBy).toBe(early.finishBy.toISOString())
  })

  test('a picture alone is no cause analysis, and words alone are no photo', () => {
    const state = opened(HOUSE, at(monday), [leadOf(HOUSE, at(monday), { visit: null })])
    const evidence = [
      { kind: 'visit_record', text: '看过' },
      { kind: 'cause_analysis', attachments: [PHOTO] },
    ]
    expect(whyNot(acts(state, 'village', monday, { ...complete('village_verify'), evidence }))).toContain('原因分析')
  })
})
