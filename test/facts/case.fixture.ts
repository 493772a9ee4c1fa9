import { expect } from 'vitest'
import { DATA_HOLDERS } from '../../src/contract/case.ts'
import { CaseCommand } from '../../src/contract/case-command.ts'
import type { CaseActed } from '../../src/core/procedure/acted.ts'
import { type CaseState, currentSteps } from '../../src/core/procedure/case-state.ts'
import { HOLDS } from '../../src/core/procedure/comparison.ts'
import { at, does, evidenceFor, expectDone, opened } from '../core/procedure/household.fixture.ts'
import { approval, complete, type Move, post } from '../core/procedure/timeline.fixture.ts'

export type Played = [who: string, day: string, move: Move]

/** A command as it comes over the wire; the evidence that a step asks for is filled in where none is given. */
export function acts(state: CaseState, [who, day, move]: Played): CaseActed {
  const step = currentSteps(state).find((one) => one.step.step === move.step)?.step
  const filled = step && (move.command === 'complete_step' || move.command === 'approve')
  const command = CaseCommand.parse({
    version: state.version,
    ...(filled ? { evidence: evidenceFor(step) } : {}),
    ...move,
  })
  return does(state, who, at(day), command)
}

export function play(state: CaseState, moves: Played[]): CaseState {
  return moves.reduce((now, move) => expectDone(acts(now, move)).state, state)
}

/** Refused: the reason, with the clause behind it. */
export function refusal(state: CaseState, move: Played): { why: string; clause: string | undefined } {
  const acted = acts(state, move)
  if (acted.kind === 'done') throw new Error(`${String(move[2].command)} was let through`)
  expect(acted.citation?.paper).toBeTruthy()
  return { why: acted.why, clause: acted.citation?.clause }
}

export function stepsLeft(state: CaseState): string[] {
  return currentSteps(state).flatMap(({ step, state: now }) => (now === 'done' ? [] : [step.step]))
}

export const YONGXIU = '360425101201'
export const FOUND = '2021-09-22'

const comparison: Played[] = DATA_HOLDERS.flatMap((department): Played[] => {
  const fields = HOLDS[department]
  const answers = fields.map((field) => ({ field, has: field === 'vehicles', words: null }))
  const asked = { step: 'comparison', department }
  return [
    ['county', '2021-09-28', { command: 'ask_department', fields, ...asked }],
    ['county', '2021-09-28', { command: 'record_answer', source: '比对回函', date: '2021-09-28', answers, ...asked }],
  ]
})

export const end = (step: string): Move => ({ command: 'end_notice', step })

/** Yongxiu's whole way onto the register, from the verified report on. */
const WAY: Played[] = [
  ['village', FOUND, complete('village_meeting')],
  ['village', FOUND, post('village_notice', FOUND)],
  ['village', '2021-09-28', end('village_notice')],
  ['township', '2021-09-28', complete('township_first_review')],
  ...comparison,
  ['county', '2021-09-28', complete('comparison')],
  ['township', '2021-09-28', complete('township_review')],
  ['township', '2021-09-28', post('second_notice', '2021-09-28')],
  ['township', '2021-10-04', end('second_notice')],
  ['county-2', '2021-10-04', approval('county_approval')],
  ['township', '2021-10-08', complete('announcement')],
  ['township', '2021-10-08', complete('marking')],
  ['village', '2021-10-11', complete('help')],
]

/** A household of Yongxiu as it stands before a step is begun; `null`: it stands on the register, all done. */
export function yongxiuBefore(step: string | null): CaseState {
  const until = step === null ? WAY.length : WAY.findIndex(([, , move]) => move.step === step)
  if (until < 0) throw new Error(`${step} is no step of the way`)
  return play(opened(YONGXIU, at(FOUND)), WAY.slice(0, until))
}

const answers = [{ field: 'deposits', has: false, words: null }]
const bank = { step: 'comparison', department: 'bank' }

/** The province's four steps in a county of Guangdong without a procedure of its own, up to the county's word. */
export function guangdongBeforeConfirmation(region: string, day: string): CaseState {
  return play(opened(region, at(day)), [
    ['township', day, complete('township_visit')],
    ['department', day, { command: 'ask_department', fields: ['deposits'], ...bank }],
    ['department', day, { command: 'record_answer', source: '比对回函', date: day, answers, ...bank }],
    ['department', day, complete('comparison')],
  ])
}
