import { type CaseRecord, type CaseSummary, EVIDENCE_LABEL, type StepView } from '../../contract/case.ts'
import { CADRE_ROLE_LABEL } from '../../contract/terms.ts'
import { type CasePlan, planCase } from '../deadline/case-plan.ts'
import { citationWords } from '../policy/citation.ts'
import { maskName } from '../words/person.ts'
import { chinaDay } from '../words/when.ts'
import type { IsWorkingDay } from './calendar.ts'
import type { CaseAction } from './case-action.ts'
import { CASE_ACTION_LABEL } from './case-action.ts'
import { type CaseState, currentSteps, type StepState } from './case-state.ts'
import { sideBySide } from './comparison.ts'
import { missingEvidence } from './do-steps.ts'
import { procedureOf } from './moves.ts'
import { daysCounted, earliestEnd } from './notice-clock.ts'
import { ACTOR_WORDS, authorWords, PHASE_WORDS, stepName } from './words.ts'

/** What a view needs beside the case itself. `place`: township and village in words; `householdName`: in clear. */
export interface ViewContext {
  now: Date
  isWorkingDay: IsWorkingDay
  householdName: string
  place: string
}

export function summarizeCase(state: CaseState, context: ViewContext): CaseSummary {
  return summary(state, planCase(state, context.now, context.isWorkingDay), context)
}

function summary(state: CaseState, plan: CasePlan, context: ViewContext): CaseSummary {
  const { number, region, finishBy, demo } = state.opened
  const next = state.phase === 'ended' ? undefined : currentSteps(state).find((one) => one.state !== 'done')
  return {
    id: state.id,
    number,
    region,
    place: context.place,
    householdName: maskName(context.householdName),
    phase: state.phase,
    monitoredKind: state.monitoredKind,
    now: next ? stepName(next.step) : PHASE_WORDS[state.phase],
    finishBy,
    daysLeft: plan.daysLeft,
    eatenBy: plan.eatenBy,
    version: state.version,
    demo,
  }
}

export function viewCase(state: CaseState, actions: CaseAction[], context: ViewContext): CaseRecord {
  const plan = planCase(state, context.now, context.isWorkingDay)
  const { opened, ended, riskRemoved } = state
  const procedure = state.phase === 'leaving' && state.leaving ? state.leaving.procedure : opened.procedure
  return {
    ...summary(state, plan, context),
    householdId: opened.householdId,
    householdName: context.householdName,
    leadIds: opened.leads.map(({ id }) => id),
    citation: citationWords(procedureOf(state).citation),
    warning: procedure.runOut,
    finishSource: opened.finishSource,
    fits: plan.fits,
    steps: [...state.identification, ...(state.leaving?.steps ?? [])].map((step) =>
      viewStep(state, step, plan, context),
    ),
    proposers: proposerNames(state, actions),
    riskRemovedAt: riskRemoved?.at.toISOString() ?? null,
    ended: ended && { why: ended.why, text: ended.text, at: ended.at.toISOString() },
    actions: actions.map((action) => ({
      seq: action.seq,
      at: action.at.toISOString(),
      kind: CASE_ACTION_LABEL[action.kind],
      by: authorWords(action.by),
      text: action.text,
      citation: citationWords(action.basis.citation),
    })),
  }
}

function viewStep(state: CaseState, at: StepState, plan: CasePlan, context: ViewContext): StepView {
  const { step, doneAt, doneBy } = at
  const round = state.leaving?.steps.includes(at) ? state.leaving.round : 0
  const notice = viewNotice(state, at, round, context)
  return {
    step: step.step,
    says: step.says,
    act: step.act,
    by: step.by.map((actor) => ACTOR_WORDS[actor]),
    state: at.state,
    evidenceWanted: step.evidence.map((kind) => ({
      kind,
      label: EVIDENCE_LABEL[kind],
      given: at.state === 'done' && !missingEvidence(step, at.evidence).includes(EVIDENCE_LABEL[kind]),
    })),
    evidence: at.evidence.map((one) => ({ ...one, label: EVIDENCE_LABEL[one.kind] })),
    doneAt: doneAt?.toISOString() ?? null,
    doneBy: doneBy && authorWords(doneBy),
    earliestEnd: at.state === 'running' ? (notice?.earliestEnd ?? null) : null,
    plannedBy: at.state === 'done' ? null : (plan.plannedBy.get(step.step) ?? null),
    citation: citationWords(step.citation),
    notice,
    comparison: step.act === 'compare' ? sideBySide(state.stated, at.answered) : null,
  }
}

function viewNotice(
  state: CaseState,
  { step, notice }: StepState,
  round: number,
  { now, isWorkingDay }: ViewContext,
): StepView['notice'] {
  if (!notice || !step.least) return null
  const { stops: _, ...posted } = notice
  return {
    ...posted,
    daysDone: daysCounted(notice, step.least, chinaDay(now), isWorkingDay),
    daysNeeded: step.least.days,
    earliestEnd: earliestEnd(notice, step.least, isWorkingDay),
    objections: state.objections
      .filter((one) => one.step === step.step && one.round === round)
      .map(({ objection, from, words, at, settled }) => ({
        objection,
        from,
        text: words,
        at: at.toISOString(),
        settled: settled && { upheld: settled.upheld, text: settled.words, at: settled.at.toISOString() },
      })),
  }
}

function proposerNames(state: CaseState, actions: CaseAction[]): string[] {
  return state.proposers.map((id) => {
    const authors = [...actions.map((action) => action.by), ...state.opened.leads.map(({ verifiedBy }) => verifiedBy)]
    const by = authors.find((one) => one.kind === 'cadre' && one.cadreId === id)
    return by?.kind === 'cadre' ? `${by.name}（${CADRE_ROLE_LABEL[by.role]}）` : id
  })
}
