import type { Roster } from '../routing/roster.ts'
import { DUTY_LEVELS, type DutyHolder, type DutyLevel, holderAt } from './answers.ts'

const DAY_MS = 86_400_000

/** What a duty that nobody did has come to. */
export interface Overdue extends DutyHolder {
  region: string
  belongs: DutyLevel
  lateAt: Date
  handUpDays: number
}

/** One step up: where to, who has it there, and since when it should have gone. */
export interface DutyStep {
  to: DutyLevel
  holderId: string | null
  at: Date
}

/** `top`: it stands with the county and should go higher, but there is nobody above; it is marked and stays. */
export type HandUp =
  | { kind: 'stays' }
  | { kind: 'top' }
  | { kind: 'up'; holder: DutyHolder; steps: DutyStep[]; top: boolean }

/**
 * Where an overdue duty belongs now: one level higher for each `handUpDays` that passed. After a long pause it walks up all
 * its levels at once, and every step is named.
 */
export function handUp(item: Overdue, roster: Roster, now: Date): HandUp {
  const waited = now.getTime() - item.lateAt.getTime()
  const due = Math.floor(waited / (item.handUpDays * DAY_MS))
  const from = DUTY_LEVELS.indexOf(item.level)
  const steps: DutyStep[] = []
  for (let step = 1; step <= due; step++) {
    const to = DUTY_LEVELS[DUTY_LEVELS.indexOf(item.belongs) + step]
    if (to === undefined) break
    if (DUTY_LEVELS.indexOf(to) <= from) continue
    const at = new Date(item.lateAt.getTime() + step * item.handUpDays * DAY_MS)
    const holder = holderAt(to, item.region, null, roster)
    if (steps.at(-1)?.to !== holder.level) steps.push({ to: holder.level, holderId: holder.holderId, at })
  }
  const last = steps.at(-1)
  const level = last?.to ?? item.level
  const top = level === 'county' && DUTY_LEVELS.indexOf(item.belongs) + due >= DUTY_LEVELS.length
  if (last) return { kind: 'up', holder: { holderId: last.holderId, level }, steps, top }
  return top ? { kind: 'top' } : { kind: 'stays' }
}
