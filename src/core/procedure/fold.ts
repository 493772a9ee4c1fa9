import { chinaDay } from '../words/when.ts'
import type { Case } from './case.ts'
import type { CaseAction } from './case-action.ts'
import { type CaseState, currentSteps } from './case-state.ts'
import { done, freshSteps, getStep, noticeEvidence, redoFrom, stopped, withStep } from './steps.ts'

/**
 * The state that the stored actions of one case come to.
 * @throws when they are no case: the first is no `opened`, or a number is missing.
 */
export function foldCase(actions: CaseAction[]): CaseState {
  const [first, ...rest] = actions
  if (first?.kind !== 'opened') throw new Error('a case begins with its opening')
  return rest.reduce(applyAction, openedState(first))
}

/** The face of a case, as it is listed. */
export function faceOf(state: CaseState): Case {
  const { id, opened, openedAt, phase, monitoredKind, version } = state
  const { number, county, region, householdId, leads, finishBy, demo } = opened
  return {
    id,
    number,
    county,
    region,
    householdId,
    leadIds: leads.map((lead) => lead.id),
    phase,
    step: currentSteps(state).find((each) => each.state !== 'done')?.step.step ?? null,
    openedAt,
    finishBy: new Date(finishBy),
    monitoredKind,
    version,
    demo,
  }
}

export function openedState(action: CaseAction & { kind: 'opened' }): CaseState {
  if (action.seq !== 1) throw new Error(`a case is opened by its action 1, not ${action.seq}`)
  const { caseId, seq, at, by, basis: _, text: __, kind: ___, ...opened } = action
  return {
    id: caseId,
    opened,
    openedAt: at,
    openedBy: by,
    phase: 'identification',
    identification: freshSteps(opened.procedure),
    leaving: null,
    objections: [],
    stated: [],
    proposers: [],
    monitoredKind: null,
    approvedAt: null,
    riskRemoved: null,
    ended: null,
    version: seq,
  }
}

/** One more action on top of a state. @throws when it is not the next one, or its step is not there. */
export function applyAction(before: CaseState, action: CaseAction): CaseState {
  if (action.seq !== before.version + 1) throw new Error(`action ${action.seq} can't follow ${before.version}`)
  const state: CaseState = { ...before, version: action.seq }
  const { at, by } = action
  const today = chinaDay(at)
  switch (action.kind) {
    case 'opened':
      throw new Error('a case is opened once')
    case 'step_done': {
      const { act } = getStep(state, action.step).step
      const proposed = by.kind === 'cadre' && PROPOSES.has(act) && !state.proposers.includes(by.cadreId)
      if (proposed) state.proposers = [...state.proposers, by.cadreId]
      return withStep(state, action.step, done(action.evidence, at, by))
    }
    case 'notice_posted':
    case 'notice_changed':
      return withStep(state, action.step, (step) => ({
        ...step,
        state: 'running',
        notice: { ...action.notice, stops: [] },
      }))
    case 'notice_ended':
      return withStep(state, action.step, (step) => done(noticeEvidence(step, today), at, by)(step))
    case 'objection_raised': {
      const { seq: objection, step, from, words } = action
      state.objections = [...state.objections, { objection, step, from, words, at, settled: null }]
      return withStep(state, step, (one) =>
        one.state === 'stopped' ? one : { ...one, state: 'stopped', notice: stopped(one.notice, today) },
      )
    }
    case 'objection_settled':
      return settled(state, action)
    case 'household_stated': {
      const kept = state.stated.filter((one) => !action.stated.some(({ field }) => field === one.field))
      return { ...state, stated: [...kept, ...action.stated] }
    }
    case 'department_asked': {
      const { department, fields } = action
      return withStep(state, action.step, (one) => ({ ...one, asked: [...one.asked, { department, fields, at }] }))
    }
    case 'department_answered': {
      const { department, source, date, answers } = action
      return withStep(state, action.step, (one) => ({
        ...one,
        answered: [...one.answered, { department, source, date, answers, at }],
      }))
    }
    case 'approved': {
      if (state.phase === 'identification') {
        const { monitoredKind } = action
        return {
          ...withStep(state, action.step, done(action.evidence, at, by)),
          phase: 'on_register',
          monitoredKind,
          approvedAt: at,
        }
      }
      return withStep(state, action.step, done(action.evidence, at, by))
    }
    case 'refused':
      // A household that may not leave yet stays on the register; the way out can be begun anew.
      if (state.phase === 'leaving') return { ...state, phase: 'on_register' }
      return { ...state, phase: 'ended', ended: { why: 'refused', text: action.reason, at } }
    case 'sent_back':
      return redoFrom(state, action.to)
    case 'withdrawn':
      return { ...state, phase: 'ended', ended: { why: 'withdrawn', text: action.reason, at } }
    case 'leaving_started': {
      const { procedure } = action
      return {
        ...state,
        phase: 'leaving',
        leaving: { procedure, startedAt: at, steps: freshSteps(procedure) },
        proposers: [],
      }
    }
    case 'risk_removed': {
      const { staysOnRegister, helpMayStop } = action
      state.riskRemoved = { at, staysOnRegister, helpMayStop }
      if (staysOnRegister) return state
      return { ...state, phase: 'ended', ended: { why: 'risk_removed', text: action.words, at } }
    }
  }
}

/** Whoever did one of these proposed the household, and does not approve it too. */
const PROPOSES: ReadonlySet<string> = new Set(['verify', 'deliberate', 'review'])

function settled(state: CaseState, action: CaseAction & { kind: 'objection_settled' }): CaseState {
  const { objection, upheld, words, at, step, backTo } = action
  const objections = state.objections.map((one) =>
    one.objection === objection ? { ...one, settled: { upheld, words, at } } : one,
  )
  const next = { ...state, objections }
  if (backTo) return redoFrom(next, backTo)
  if (objections.some((one) => one.step === step && !one.settled)) return next
  const until = chinaDay(at)
  return withStep(next, step, (one) => ({
    ...one,
    state: 'running',
    notice: one.notice && {
      ...one.notice,
      stops: one.notice.stops.map((stop) => (stop.until === null ? { ...stop, until } : stop)),
    },
  }))
}
