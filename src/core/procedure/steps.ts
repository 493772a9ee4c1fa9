import type { CaseAuthor, ProcedureSnapshot } from './case.ts'
import { type CaseState, currentSteps, type StepState } from './case-state.ts'

export function getStep(state: CaseState, name: string): StepState {
  const found = currentSteps(state).find(({ step }) => step.step === name)
  if (!found) throw new Error(`case ${state.id} has no step ${name} in phase ${state.phase}`)
  return found
}

/** The steps that can't stand once `name` is done anew: itself and whatever comes after it. */
export function stepsFrom(steps: StepState[], name: string): Set<string> {
  const again = new Set([name])
  for (const { step } of steps) if (step.after.some((before) => again.has(before))) again.add(step.step)
  return again
}

export function freshSteps({ steps }: ProcedureSnapshot): StepState[] {
  return steps.map((step) => fresh(step, step.after.length === 0 ? 'open' : 'waiting'))
}

function fresh(step: StepState['step'], state: 'open' | 'waiting'): StepState {
  return { step, state, evidence: [], doneAt: null, doneBy: null, notice: null, asked: [], answered: [] }
}

export function done(evidence: StepState['evidence'], at: Date, by: CaseAuthor): (step: StepState) => StepState {
  return (step) => ({ ...step, state: 'done', evidence, doneAt: at, doneBy: by })
}

export function noticeEvidence({ notice }: StepState, today: string): StepState['evidence'] {
  if (!notice) return []
  return [
    { kind: 'place', text: notice.place, attachments: [] },
    { kind: 'posted_list', text: notice.list.join('、'), attachments: [] },
    { kind: 'photo', text: null, attachments: notice.photos },
    { kind: 'dates', text: `${notice.from}到${today}`, attachments: [] },
  ]
}

/** An objection stops the clock; a second one finds it stopped. */
export function stopped(one: StepState, today: string): StepState {
  if (one.state === 'stopped' || !one.notice) return one
  const notice = { ...one.notice, stops: [...one.notice.stops, { from: today, until: null }] }
  return { ...one, state: 'stopped', notice }
}

export function redoFrom(state: CaseState, name: string): CaseState {
  getStep(state, name)
  const again = stepsFrom(currentSteps(state), name)
  return withSteps(state, (steps) => steps.map((one) => (again.has(one.step.step) ? fresh(one.step, 'waiting') : one)))
}

export function withStep(state: CaseState, name: string, change: (step: StepState) => StepState): CaseState {
  getStep(state, name)
  return withSteps(state, (steps) => steps.map((one) => (one.step.step === name ? change(one) : one)))
}

/** Changes the current steps, and opens what waits for nothing any more. */
function withSteps(state: CaseState, change: (steps: StepState[]) => StepState[]): CaseState {
  const steps = change(currentSteps(state))
  const finished = new Set(steps.filter((one) => one.state === 'done').map((one) => one.step.step))
  const opened = steps.map((one): StepState => {
    const ready = one.step.after.every((before) => finished.has(before))
    return one.state === 'waiting' && ready ? { ...one, state: 'open' } : one
  })
  if (state.phase === 'leaving' && state.leaving) return { ...state, leaving: { ...state.leaving, steps: opened } }
  return { ...state, identification: opened }
}
