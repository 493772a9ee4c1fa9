import fc from 'fast-check'
import { DATA_HOLDERS } from '../../../src/contract/case.ts'
import { CaseCommand } from '../../../src/contract/case-command.ts'
import { actOnCase } from '../../../src/core/procedure/act-on-case.ts'
import { addDays } from '../../../src/core/procedure/calendar.ts'
import type { CaseAction } from '../../../src/core/procedure/case-action.ts'
import { type CaseState, currentSteps } from '../../../src/core/procedure/case-state.ts'
import { HOLDS } from '../../../src/core/procedure/comparison.ts'
import { openCase } from '../../../src/core/procedure/open-case.ts'
import { chinaDay } from '../../../src/core/words/when.ts'
import { at, contextOf, evidenceFor, expectDone, factsOf, leadOf, person } from './household.fixture.ts'
import { approval, complete, type Move, post } from './timeline.fixture.ts'

/** One try: `next` is what an honest office would do now, the others are tried whatever the state. */
export interface Try {
  what: 'next' | 'approve' | 'end_notice' | 'object' | 'settle' | 'uphold' | 'change' | 'back' | 'post' | 'complete'
  who: string
  /** Which step, counted round; `next` and what is bound to a running notice find their own. */
  at: number
  /** Days that pass before it. */
  wait: number
}

const WHO = ['village', 'deputy', 'township', 'township-2', 'county', 'county-2']

export const tries: fc.Arbitrary<Try[]> = fc.array(
  fc.record({
    what: fc.oneof(
      { weight: 14, arbitrary: fc.constant('next' as const) },
      {
        weight: 5,
        arbitrary: fc.constantFrom<Try['what']>(
          'approve',
          'end_notice',
          'object',
          'settle',
          'uphold',
          'change',
          'back',
          'post',
          'complete',
        ),
      },
    ),
    who: fc.constantFrom(...WHO),
    at: fc.nat(30),
    wait: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.integer({ min: 1, max: 7 }) }),
  }),
  { minLength: 20, maxLength: 60 },
)

export interface Played {
  actions: CaseAction[]
  state: CaseState
}

/** Plays the tries on a case of the region that is opened on a day; what is refused changes nothing. */
export function playTries(region: string, openedOn: string, list: Try[]): Played {
  const first = at(openedOn)
  const begun = expectDone(openCase(factsOf(region, first, [leadOf(region, first)]), contextOf(region, first)))
  const actions = [...begun.actions]
  let state = begun.state
  let day = openedOn
  for (const one of list) {
    day = addDays(day, one.wait)
    if (state.phase === 'ended') break
    for (const [who, move] of movesOf(state, one, day)) {
      const command = CaseCommand.parse({ version: state.version, ...move })
      const acted = actOnCase(state, command, person(who, region), contextOf(region, at(day)))
      if (acted.kind === 'refused') continue
      actions.push(...acted.actions)
      state = acted.state
    }
  }
  return { actions, state }
}

function movesOf(state: CaseState, { what, who, at }: Try, day: string): [who: string, move: Move][] {
  const steps = currentSteps(state)
  const step = steps[at % steps.length]?.step
  const running = steps.find((one) => one.state === 'running' || one.state === 'stopped')?.step.step ?? 'village_notice'
  const objection = state.objections.find((one) => !one.settled)?.objection ?? 1
  if (!step) return []
  switch (what) {
    case 'next':
      return honest(state, day)
    case 'approve':
      return [[who, { ...approval('county_approval'), evidence: evidenceFor(step) }]]
    case 'end_notice':
      return [[who, { command: 'end_notice', step: running }]]
    case 'object':
      return [[who, { command: 'raise_objection', step: running, text: '有意见' }]]
    case 'settle':
    case 'uphold': {
      const upheld = what === 'uphold'
      const settle = { command: 'settle_objection', step: running, objection, upheld, text: '查过了' }
      return [[who, { ...settle, backTo: upheld ? step.step : null }]]
    }
    case 'change':
      return [[who, post(running, day, { command: 'change_notice' })]]
    case 'back': {
      const now = steps.find((one) => one.state === 'open')?.step.step ?? 'county_approval'
      return [[who, { command: 'send_back', step: now, to: step.step, reason: '不清楚' }]]
    }
    case 'post':
      return [[who, post(step.step, addDays(day, -(at % 9)))]]
    case 'complete':
      return [[who, { ...complete(step.step), evidence: evidenceFor(step) }]]
  }
}

/** What comes next, by those whose step it is: the one who reviewed does not approve. */
function honest(state: CaseState, day: string): [string, Move][] {
  const now = currentSteps(state).find((one) => one.state !== 'done')
  if (!now) return []
  const { step } = now
  const [actor] = step.by
  const who = actor?.startsWith('county') ? 'county' : actor?.startsWith('township') ? 'township' : 'village'
  if (now.state === 'running') return [[who, { command: 'end_notice', step: step.step }]]
  if (now.state === 'stopped') {
    const open = state.objections.filter((one) => !one.settled)
    return open.map(({ objection }) => [
      who,
      { command: 'settle_objection', step: step.step, objection, upheld: false, text: '查过了' },
    ])
  }
  if (step.act === 'public_notice') return [[who, post(step.step, day)]]
  const evidence = evidenceFor(step)
  if (step.act === 'approve') return [[who, { ...approval(step.step), evidence }]]
  if (step.act !== 'compare') return [[who, { ...complete(step.step), evidence }]]
  const asks = DATA_HOLDERS.flatMap((department): [string, Move][] => {
    const fields = HOLDS[department]
    const about = { step: step.step, department }
    const answers = fields.map((field) => ({ field, has: false }))
    return [
      [who, { command: 'ask_department', ...about, fields }],
      [who, { command: 'record_answer', ...about, source: '回函', date: day, answers }],
    ]
  })
  return [...asks, [who, complete(step.step)]]
}

/** Reckoned from the stored actions alone, day by day: how many whole days the last notice of a step hung undisturbed. */
export function wholeDays(actions: CaseAction[], step: string): number {
  const end = actions.findLast((one) => one.kind === 'notice_ended' && one.step === step)
  if (!end) return 0
  const before = actions.filter(({ seq }) => seq < end.seq)
  const start = before.findLast(
    (one) => (one.kind === 'notice_posted' || one.kind === 'notice_changed') && one.step === step,
  )
  if (start?.kind !== 'notice_posted' && start?.kind !== 'notice_changed') return 0
  let days = 0
  for (let day = addDays(start.notice.from, 1); day < chinaDay(end.at); day = addDays(day, 1))
    if (
      !disturbed(
        before.filter(({ seq }) => seq > start.seq),
        step,
        day,
      )
    )
      days++
  return days
}

function disturbed(actions: CaseAction[], step: string, day: string): boolean {
  return actions.some((raised) => {
    if (raised.kind !== 'objection_raised' || raised.step !== step) return false
    const settled = actions.find((one) => one.kind === 'objection_settled' && one.objection === raised.seq)
    return chinaDay(raised.at) <= day && (!settled || day <= chinaDay(settled.at))
  })
}
