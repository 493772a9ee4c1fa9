import type { ProcedureStep } from '../policy/procedure.ts'
import { addDays, type IsWorkingDay } from './calendar.ts'
import type { NoticeState } from './case-state.ts'

type Least = NonNullable<ProcedureStep['least']>

/** Beyond this no paper's notice goes; it ends a search that a broken calendar would never end. */
const MOST_DAYS_AHEAD = 400

/**
 * The days count from the day after the notice went up, each as a whole day, as the Civil Code counts (art. 201): up on
 * the 1st, five days are the 2nd to the 6th, and the 7th is the first day on which it may end. A day on which an
 * objection was open, be it for an hour, is no full day. Null while an objection is open.
 */
export function earliestEnd(
  notice: Pick<NoticeState, 'from' | 'stops'>,
  least: Least,
  isWorkingDay: IsWorkingDay,
): string | null {
  if (notice.stops.some((stop) => stop.until === null)) return null
  let counted = 0
  for (let ahead = 1; ahead <= MOST_DAYS_AHEAD; ahead++) {
    if (counted === least.days) return addDays(notice.from, ahead)
    if (counts(addDays(notice.from, ahead), notice, least, isWorkingDay)) counted++
  }
  throw new Error(`no ${least.days} ${least.counted} days within ${MOST_DAYS_AHEAD} days of ${notice.from}`)
}

/** How many full days have counted before `today`; never more than are needed. */
export function daysCounted(
  notice: Pick<NoticeState, 'from' | 'stops'>,
  least: Least,
  today: string,
  isWorkingDay: IsWorkingDay,
): number {
  let counted = 0
  for (let day = addDays(notice.from, 1); day < today && counted < least.days; day = addDays(day, 1))
    if (counts(day, notice, least, isWorkingDay)) counted++
  return counted
}

function counts(day: string, { stops }: Pick<NoticeState, 'stops'>, least: Least, isWorkingDay: IsWorkingDay): boolean {
  if (least.counted === 'working' && !isWorkingDay(day)) return false
  return !stops.some(({ from, until }) => from <= day && (until === null || day <= until))
}
