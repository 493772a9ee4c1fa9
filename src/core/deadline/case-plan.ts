import type { EatenBy } from '../../contract/case.ts'
import { daysBetween, type IsWorkingDay } from '../procedure/calendar.ts'
import { type CaseState, currentSteps, openObjections, type StepState } from '../procedure/case-state.ts'
import { daysCounted, earliestEnd } from '../procedure/notice-clock.ts'
import { onDay, stepName } from '../procedure/words.ts'
import { chinaDay } from '../words/when.ts'
import { type PlanStep, planBackwards } from './plan.ts'

export interface CasePlan {
  /** Natural days in China until the identification should be finished; below 0 when overdue. Null once it is. */
  daysLeft: number | null
  eatenBy: EatenBy | null
  /** By step: the day by which it should be done. Steps after the approval have none. */
  plannedBy: Map<string, string>
  /** Why the days do not suffice, in words; null when they do. */
  fits: string | null
}

/**
 * The clock of a case. It runs from the found lead to the county's approval (HZ-2: the finished identification); announcing,
 * marking and help come after it, and no paper sets days for a way out. Planned days hold from the day on which the last
 * step was done, so that a step that is late shows as late; whether all still fits is asked of today.
 */
export function planCase(state: CaseState, now: Date, isWorkingDay: IsWorkingDay): CasePlan {
  const eatenBy = eatenByOf(state, now, isWorkingDay)
  if (state.phase !== 'identification') return { daysLeft: null, eatenBy, plannedBy: new Map(), fits: null }
  const today = chinaDay(now)
  const finishBy = chinaDay(new Date(state.opened.finishBy))
  const steps = untilApproval(state.identification).map((step) => planStep(step, today, isWorkingDay))
  const planned = planBackwards(steps, lastDone(state), finishBy, isWorkingDay)
  const fromToday = planBackwards(steps, today, finishBy, isWorkingDay)
  return {
    daysLeft: daysBetween(today, finishBy),
    eatenBy,
    plannedBy: planned.kind === 'fits' ? planned.by : planned.earliest,
    fits:
      fromToday.kind === 'fits'
        ? null
        : `最快${onDay(fromToday.finish)}才能办完，比期限晚${fromToday.missing}天。${noticeLeft(steps)}`,
  }
}

function eatenByOf(state: CaseState, now: Date, isWorkingDay: IsWorkingDay): EatenBy | null {
  const at = currentSteps(state).find((one) => one.state !== 'done')
  if (!at || state.phase === 'ended') return null
  const { step, notice } = at
  const name = stepName(step)
  if (at.state === 'stopped') {
    const open = openObjections(state, step.step).length
    return { step: step.step, says: `${name}停着：有${open}条异议没处理完` }
  }
  if (notice && step.least) {
    const counted = daysCounted(notice, step.least, chinaDay(now), isWorkingDay)
    return { step: step.step, says: `正在${name}，满了${counted}天，最少${step.least.days}天` }
  }
  const since = daysBetween(lastDone(state), chinaDay(now))
  return { step: step.step, says: since > 0 ? `等${name}，已经${since}天` : `等${name}` }
}

function noticeLeft(steps: PlanStep[]): string {
  return steps.some(({ done, least }) => !done && least) ? '公示天数不能少。' : ''
}

function untilApproval(steps: StepState[]): StepState[] {
  const last = steps.findLastIndex(({ step }) => step.act === 'approve')
  return last === -1 ? steps : steps.slice(0, last + 1)
}

function planStep({ step, state, notice }: StepState, today: string, isWorkingDay: IsWorkingDay): PlanStep {
  // An objection that is open is taken as settled today: no day before tomorrow can count.
  const stops = notice?.stops.map((stop) => ({ ...stop, until: stop.until ?? today })) ?? []
  const { least } = step
  const runs = state === 'running' || state === 'stopped'
  return {
    step: step.step,
    after: step.after,
    least,
    most: step.most,
    done: state === 'done',
    runsUntil: runs && notice && least ? earliestEnd({ from: notice.from, stops }, least, isWorkingDay) : null,
  }
}

/** The day on which the last step was done; of the beginning where none is. */
function lastDone(state: CaseState): string {
  const days = currentSteps(state).flatMap(({ doneAt }) => (doneAt ? [chinaDay(doneAt)] : []))
  const begun = state.phase === 'leaving' && state.leaving ? state.leaving.startedAt : state.openedAt
  return days.sort().at(-1) ?? chinaDay(begun)
}
