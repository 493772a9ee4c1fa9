import type { CasePhase, StepStateName } from '../../contract/case.ts'
import type { CaseCommand } from '../../contract/case-command.ts'
import type { Citation } from '../policy/citation.ts'
import type { Actor } from '../policy/entry.ts'
import type { ProcedureStep } from '../policy/procedure.ts'
import type { Cadre } from '../routing/roster.ts'
import type { CaseActed, CaseContext } from './acted.ts'
import { type CaseState, currentSteps, type StepState } from './case-state.ts'
import { inArea, mayDoStep } from './who-may.ts'
import { PHASE_WORDS, stateWords, stepName, stepNames } from './words.ts'

interface Move {
  phases: CasePhase[]
  /** At which steps, and in which of their states; null for what belongs to no step. */
  at: { acts: ProcedureStep['act'][]; states: StepStateName[] } | null
  /**
   * `step`: those whose step it is · `area`: every cadre on duty for the place, but none of a department · `county`: its officers ·
   * `office`: those whose step it is, and the officers of departments: which of them was asked is the caller's to see.
   */
  who: 'step' | 'area' | 'county' | 'office'
}

const RUNNING: CasePhase[] = ['identification', 'on_register', 'leaving']

/** Every legal move of a case. What is not here is refused, with the clause of the step or of the procedure. */
export const MOVES = {
  complete_step: {
    phases: RUNNING,
    at: { acts: ['report', 'verify', 'deliberate', 'review', 'compare', 'announce', 'mark', 'help'], states: ['open'] },
    who: 'step',
  },
  post_notice: { phases: RUNNING, at: { acts: ['public_notice'], states: ['open'] }, who: 'step' },
  change_notice: { phases: RUNNING, at: { acts: ['public_notice'], states: ['running'] }, who: 'step' },
  end_notice: { phases: RUNNING, at: { acts: ['public_notice'], states: ['running'] }, who: 'step' },
  raise_objection: { phases: RUNNING, at: { acts: ['public_notice'], states: ['running', 'stopped'] }, who: 'area' },
  settle_objection: { phases: RUNNING, at: { acts: ['public_notice'], states: ['stopped'] }, who: 'step' },
  state_household: { phases: ['identification'], at: null, who: 'area' },
  ask_department: { phases: RUNNING, at: { acts: ['compare'], states: ['open'] }, who: 'step' },
  record_answer: { phases: RUNNING, at: { acts: ['compare'], states: ['open'] }, who: 'office' },
  approve: { phases: ['identification', 'leaving'], at: { acts: ['approve'], states: ['open'] }, who: 'step' },
  refuse: { phases: ['identification', 'leaving'], at: { acts: ['approve'], states: ['open'] }, who: 'step' },
  send_back: {
    phases: ['identification', 'leaving'],
    at: { acts: ['review', 'compare', 'approve'], states: ['open'] },
    who: 'step',
  },
  withdraw: { phases: ['identification'], at: null, who: 'area' },
  start_leaving: { phases: ['on_register'], at: null, who: 'area' },
  mark_risk_removed: { phases: ['on_register'], at: null, who: 'county' },
} satisfies Record<CaseCommand['command'], Move>

/** A command as far as the table looks at it. */
type Asked = Pick<CaseCommand, 'command'> & { step?: string }

export type Allowed = { kind: 'allowed'; recordedFor: Actor | null }

export function refused(why: string, citation: Citation): CaseActed & { kind: 'refused' } {
  return { kind: 'refused', why, citation }
}

/** The paper that the case's current procedure comes from. */
export function procedureOf(state: CaseState): { pack: string; citation: Citation } {
  return state.phase === 'leaving' && state.leaving ? state.leaving.procedure : state.opened.procedure
}

export function findStep(state: CaseState, name: string): StepState | null {
  return currentSteps(state).find(({ step }) => step.step === name) ?? null
}

/** Whether the table lets a cadre do this now, and for whom he would record it. */
export function checkMove(
  state: CaseState,
  command: Asked,
  by: Cadre,
  { roster }: Pick<CaseContext, 'roster'>,
): Allowed | (CaseActed & { kind: 'refused' }) {
  const move: Move = MOVES[command.command]
  const { citation } = procedureOf(state)
  const { region } = state.opened
  if (!move.phases.includes(state.phase))
    return refused(`这户现在是“${PHASE_WORDS[state.phase]}”，不能这样办。`, citation)
  if (!inArea(by, region, roster)) return refused('您不管这个村，或者不在岗，不能这样办。', citation)
  if (move.who === 'area' && by.role === 'department_officer')
    return refused('这件事要由村、镇、县的干部来办。', citation)
  if (move.who === 'county' && by.role !== 'county_officer') return refused('这件事要由县里来办。', citation)
  if (!move.at || command.step === undefined) return { kind: 'allowed', recordedFor: null }

  const at = findStep(state, command.step)
  if (!at) return refused('现在的程序里没有这一步。', citation)
  if (!move.at.acts.includes(at.step.act)) return refused(`“${stepName(at.step)}”这一步不能这样办。`, at.step.citation)
  if (!move.at.states.includes(at.state)) return refused(whyNotNow(state, at), at.step.citation)
  if (move.who === 'area' || move.who === 'county') return { kind: 'allowed', recordedFor: null }
  if (move.who === 'office' && by.role === 'department_officer') return { kind: 'allowed', recordedFor: null }
  const may = mayDoStep(at.step.by, by, region, roster)
  if (may.kind === 'no') return refused(may.why, at.step.citation)
  return { kind: 'allowed', recordedFor: may.recordedFor }
}

/**
 * What a cadre may do with a case now; what is not among it would be refused. What is among it may still want more than was given.
 * `step` is null for what belongs to no step.
 */
export function movesFor(
  state: CaseState,
  by: Cadre,
  context: Pick<CaseContext, 'roster' | 'leaving'>,
): { command: CaseCommand['command']; step: string | null }[] {
  const commands = Object.keys(MOVES) as CaseCommand['command'][]
  return commands.flatMap((command) => {
    if (!isThinkable(state, command, by, context)) return []
    const steps = MOVES[command].at ? currentSteps(state) : [null]
    return steps
      .filter((at) => command !== 'record_answer' || (at !== null && at.asked.length > 0))
      .map((at) => at?.step.step ?? null)
      .filter((step) => checkMove(state, step ? { command, step } : { command }, by, context).kind === 'allowed')
      .map((step) => ({ command, step }))
  })
}

/** What the table does not know: proposer and approver are two, and not every paper has both ways out. */
function isThinkable(
  state: CaseState,
  command: CaseCommand['command'],
  by: Cadre,
  { leaving }: Pick<CaseContext, 'leaving'>,
): boolean {
  if (command === 'approve' || command === 'refuse') return !state.proposers.includes(by.id)
  const finished = currentSteps(state).every(({ state: each }) => each === 'done')
  if (command === 'start_leaving') return finished && leaving !== null && leaving.steps.length > 0
  if (command === 'mark_risk_removed') return finished && Boolean(leaving?.yearEnd) && !state.riskRemoved
  return true
}

function whyNotNow(state: CaseState, at: StepState): string {
  const name = stepName(at.step)
  switch (at.state) {
    case 'waiting': {
      const missing = currentSteps(state).filter((one) => at.step.after.includes(one.step.step) && one.state !== 'done')
      return `还不能办“${name}”，要先办完：${stepNames(missing)}。`
    }
    case 'stopped':
      return `“${name}”有人提了异议，要先处理完。`
    case 'open':
    case 'running':
    case 'done':
      return `“${name}”这一步现在是“${stateWords(at)}”，不能这样办。`
  }
}
