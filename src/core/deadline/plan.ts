import type { ProcedureStep } from '../policy/procedure.ts'
import { addDays, daysBetween, type IsWorkingDay } from '../procedure/calendar.ts'
import { earliestEnd } from '../procedure/notice-clock.ts'

/** A step as planning sees it. Days are yyyy-mm-dd in China. */
export interface PlanStep extends Pick<ProcedureStep, 'step' | 'after' | 'least' | 'most'> {
  done: boolean
  /** For a notice that hangs already: the first day on which it may end. */
  runsUntil: string | null
}

/** `by`: the day by which each step that is not done should be. `earliest`: when it could be done at the soonest. */
export type Plan =
  | { kind: 'fits'; by: Map<string, string> }
  | { kind: 'too_late'; earliest: Map<string, string>; finish: string; missing: number }

/**
 * The latest day for each step, so that all are done by `finishBy` (that day included): the least days of the notices
 * still to come are set aside first, backwards from the end, and the days that are left over are shared evenly over
 * the steps that somebody has to do. Where even the least days do not fit, that is said, with how many are missing.
 * @param from the day from which there is time, such as the day of opening or today
 */
export function planBackwards(steps: PlanStep[], from: string, finishBy: string, isWorkingDay: IsWorkingDay): Plan {
  const left = steps.filter((step) => !step.done)
  const earliest = earliestDays(left, from, isWorkingDay)
  const finish = [...earliest.values()].sort().at(-1) ?? from
  if (finish > finishBy) return { kind: 'too_late', earliest, finish, missing: daysBetween(finishBy, finish) }
  return { kind: 'fits', by: sharedDays(left, earliest, latestDays(left, finishBy, isWorkingDay), from, isWorkingDay) }
}

function earliestDays(left: PlanStep[], from: string, isWorkingDay: IsWorkingDay): Map<string, string> {
  const days = new Map<string, string>()
  for (const step of left) days.set(step.step, soonest(step, before(step, days, from), isWorkingDay))
  return days
}

function latestDays(left: PlanStep[], finishBy: string, isWorkingDay: IsWorkingDay): Map<string, string> {
  const days = new Map<string, string>()
  for (const step of [...left].reverse()) {
    const followers = left.filter(({ after }) => after.includes(step.step))
    const ends = followers.map((next) => latestStart(next, days.get(next.step) ?? finishBy, isWorkingDay))
    days.set(step.step, ends.sort()[0] ?? finishBy)
  }
  return days
}

/** Each step gets its part of the days left over, in order; a notice only passes on what the steps before it got. */
function sharedDays(
  left: PlanStep[],
  earliest: Map<string, string>,
  latest: Map<string, string>,
  from: string,
  isWorkingDay: IsWorkingDay,
): Map<string, string> {
  const sharers = left.filter((step) => !isNotice(step)).length
  const days = new Map<string, string>()
  let served = 0
  for (const step of left) {
    if (!isNotice(step)) served++
    const soon = earliest.get(step.step) ?? from
    const late = latest.get(step.step) ?? soon
    const share = sharers === 0 ? 0 : Math.floor((daysBetween(soon, late) * served) / sharers)
    const earlier = before(step, days, from)
    const floor = soonest(step, earlier, isWorkingDay)
    const most = step.most ? addMost(earlier, step.most, isWorkingDay) : late
    const wished = [addDays(soon, share), late, most].sort()[0] ?? soon
    days.set(step.step, wished < floor ? floor : wished)
  }
  return days
}

function isNotice(step: PlanStep): boolean {
  return step.least !== undefined
}

function before(step: PlanStep, days: Map<string, string>, from: string): string {
  return step.after.reduce((latest, name) => {
    const day = days.get(name) ?? from
    return day > latest ? day : latest
  }, from)
}

function soonest(step: PlanStep, start: string, isWorkingDay: IsWorkingDay): string {
  if (step.runsUntil) return step.runsUntil > start ? step.runsUntil : start
  return step.least ? earliestDay(start, step.least, isWorkingDay) : start
}

/** The latest day on which a step may begin and still be done by `end`. */
function latestStart(step: PlanStep, end: string, isWorkingDay: IsWorkingDay): string {
  if (!step.least || step.runsUntil) return end
  let start = addDays(end, -step.least.days - 1)
  while (earliestDay(start, step.least, isWorkingDay) > end) start = addDays(start, -1)
  return start
}

function earliestDay(from: string, least: NonNullable<PlanStep['least']>, isWorkingDay: IsWorkingDay): string {
  return earliestEnd({ from, stops: [] }, least, isWorkingDay) ?? from
}

function addMost(day: string, most: NonNullable<PlanStep['most']>, isWorkingDay: IsWorkingDay): string {
  // The last of the days themselves, not the day after them.
  return addDays(earliestDay(day, most, isWorkingDay), -1)
}
