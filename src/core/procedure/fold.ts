import { chinaDay } from '../words/when.ts'
import type { Case, CaseAuthor } from './case.ts'
import type { CaseAction } from './case-action.ts'
import { type CaseState, currentSteps, openObjections, roundOf } from './case-state.ts'
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
    proposers: withProposers([], ...opened.leads.map(({ verifiedBy }) => verifiedBy)),
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
  const { at } = action
  switch (action.kind) {
    case 'opened':
      throw new Error('a case is opened once')
    case 'lead_joined':
      return joined(state, action)
    case 'step_done':
    case 'notice_posted':
    case 'notice_changed':
    case 'notice_ended':
    case 'department_asked':
    case 'department_answered':
    case 'approved':
      return atStep(state, action)
    case 'objection_raised': {
      const { seq: objection, step, from, words } = action
      const objections = [
        ...state.objections,
        { objection, step, round: roundOf(state), from, words, at, settled: null },
      ]
      return withStep({ ...state, objections }, step, (one) => stopped(one, chinaDay(at)))
    }
    case 'objection_settled':
      return settled(state, action)
    case 'household_stated': {
      const kept = state.stated.filter((one) => !action.stated.some(({ field }) => field === one.field))
      return { ...state, stated: [...kept, ...action.stated] }
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
      const leaving = { procedure, startedAt: at, round: action.seq, steps: freshSteps(procedure) }
      return { ...state, phase: 'leaving', leaving, proposers: [] }
    }
    case 'risk_removed': {
      const { staysOnRegister, helpMayStop, words: text } = action
      const marked = { ...state, riskRemoved: { at, staysOnRegister, helpMayStop } }
      return staysOnRegister ? marked : { ...marked, phase: 'ended', ended: { why: 'risk_removed', text, at } }
    }
  }
}

type StepAction = CaseAction & {
  kind:
    | 'step_done'
    | 'notice_posted'
    | 'notice_changed'
    | 'notice_ended'
    | 'department_asked'
    | 'department_answered'
    | 'approved'
}

function atStep(state: CaseState, action: StepAction): CaseState {
  const { at, by } = action
  switch (action.kind) {
    case 'step_done': {
      const proposes = PROPOSES.has(getStep(state, action.step).step.act)
      const proposers = proposes ? withProposers(state.proposers, by) : state.proposers
      return withStep({ ...state, proposers }, action.step, done(action.evidence, at, by))
    }
    case 'notice_posted':
    case 'notice_changed': {
      const notice = { ...action.notice, stops: [] }
      return withStep(state, action.step, (one) => ({ ...one, state: 'running', notice }))
    }
    case 'notice_ended':
      return withStep(state, action.step, (one) => done(noticeEvidence(one, chinaDay(at)), at, by)(one))
    case 'department_asked': {
      const { department, fields } = action
      return withStep(state, action.step, (one) => ({ ...one, asked: [...one.asked, { department, fields, at }] }))
    }
    case 'department_answered': {
      const { department, source, date, answers } = action
      const answer = { department, source, date, answers, at }
      return withStep(state, action.step, (one) => ({ ...one, answered: [...one.answered, answer] }))
    }
    case 'approved': {
      const next = withStep(state, action.step, done(action.evidence, at, by))
      if (state.phase === 'leaving') return next
      return { ...next, phase: 'on_register', monitoredKind: action.monitoredKind, approvedAt: at }
    }
  }
}

/** Whoever did one of these proposed the household, and does not approve it too. */
const PROPOSES: ReadonlySet<string> = new Set(['verify', 'deliberate', 'review'])

function withProposers(before: string[], ...by: CaseAuthor[]): string[] {
  return [...new Set([...before, ...by.flatMap((one) => (one.kind === 'cadre' ? [one.cadreId] : []))])]
}

/** What was found true now is a risk: whoever is on the register stays there, and is helped again. */
function joined(state: CaseState, { lead }: CaseAction & { kind: 'lead_joined' }): CaseState {
  const opened = { ...state.opened, leads: [...state.opened.leads, lead] }
  if (state.phase === 'identification')
    return { ...state, opened, proposers: withProposers(state.proposers, lead.verifiedBy) }
  return { ...state, opened, phase: 'on_register', riskRemoved: null }
}

function settled(state: CaseState, action: CaseAction & { kind: 'objection_settled' }): CaseState {
  const { objection, upheld, words, at, step, backTo } = action
  const objections = state.objections.map((one) =>
    one.objection === objection ? { ...one, settled: { upheld, words, at } } : one,
  )
  const next = { ...state, objections }
  if (backTo) return redoFrom(next, backTo)
  if (openObjections(next, step).length > 0) return next
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
