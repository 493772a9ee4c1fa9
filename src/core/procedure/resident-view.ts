import { MONITORED_KIND_LABEL } from '../../contract/terms.ts'
import { planCase } from '../deadline/case-plan.ts'
import type { ResidentEntry } from '../lead/resident-timeline.ts'
import type { IsWorkingDay } from './calendar.ts'
import type { CaseAction } from './case-action.ts'
import { type CaseState, currentSteps, type StepState } from './case-state.ts'
import { earliestEnd } from './notice-clock.ts'
import { ACTOR_WORDS, authorWords, onDay, stepName } from './words.ts'

/** A step of the procedure in words for the household. */
export interface ResidentStep {
  name: string
  says: string
  who: string
  state: 'done' | 'now' | 'later'
  doneAt: Date | null
  /** yyyy-mm-dd */
  plannedBy: string | null
  note: string | null
}

/** The steps of the identification, or of the way out once that has begun. */
export function residentSteps(state: CaseState, now: Date, isWorkingDay: IsWorkingDay): ResidentStep[] {
  const { plannedBy } = planCase(state, now, isWorkingDay)
  const steps = currentSteps(state)
  const current = state.ended ? undefined : steps.find((each) => each.state !== 'done')
  return steps.map((each) => ({
    name: stepName(each.step),
    says: each.step.says,
    who: [...new Set(each.step.by.map((actor) => ACTOR_WORDS[actor]))].join('、'),
    state: each.state === 'done' ? 'done' : each === current ? 'now' : 'later',
    doneAt: each.doneAt,
    plannedBy: each.state === 'done' || state.ended ? null : (plannedBy.get(each.step.step) ?? null),
    note: noteOf(each, isWorkingDay),
  }))
}

function noteOf({ step, state, notice }: StepState, isWorkingDay: IsWorkingDay): string | null {
  if (state === 'stopped') return '有人提了不同意见，正在核实'
  if (state !== 'running' || !notice || !step.least) return null
  const end = earliestEnd(notice, step.least, isWorkingDay)
  return `贴在${notice.place}，最少${step.least.days}天${end === null ? '' : `，最早${onDay(end)}结束`}`
}

/**
 * What happened in the case, as the household may know it: notices, decisions, and how far it is. What offices answered, who raised an
 * objection and what cadres wrote stays with them.
 */
export function residentCaseTimeline(state: CaseState, actions: CaseAction[]): ResidentEntry[] {
  const names = new Map(
    [...state.identification, ...(state.leaving?.steps ?? [])].map(({ step }) => [step.step, stepName(step)]),
  )
  return actions.flatMap((action) => {
    const text = wordsOf(action, names)
    return text === null ? [] : [{ at: action.at, text, by: authorWords(action.by), mine: false, attachments: [] }]
  })
}

/** Null: not for the household, or it stands in its lead's own timeline. */
function wordsOf(action: CaseAction, names: Map<string, string>): string | null {
  switch (action.kind) {
    case 'opened':
    case 'lead_joined':
    case 'household_stated':
      return null
    case 'step_done':
      return `${names.get(action.step) ?? '这一步'}办好了`
    case 'notice_posted':
      return `开始公示，贴在${action.notice.place}`
    case 'notice_changed':
      return '公示内容改了，重新算天数'
    case 'notice_ended':
      return '公示结束了'
    case 'objection_raised':
      return '有人提了不同意见，正在核实'
    case 'objection_settled':
      return '不同意见核实完了'
    case 'department_asked':
      return '请有关部门核对'
    case 'department_answered':
      return '有关部门答复了'
    case 'approved':
      return action.monitoredKind ? `批准纳入监测（${MONITORED_KIND_LABEL[action.monitoredKind]}）` : '批准了'
    case 'refused':
      return '这次没有批准，不同意可以说“不满意”'
    case 'sent_back':
      return '有几处要重新核实，退回重办'
    case 'withdrawn':
      return '按您的意思撤回了'
    case 'leaving_started':
      return '日子稳了，开始办退出'
    case 'risk_removed':
      return '标注了风险消除'
  }
}
