import type { LeadOrigin } from '../../contract/lead.ts'
import { type RiskType, URGENCIES, type Urgency } from '../../contract/terms.ts'
import type { Assignment } from '../routing/place-lead.ts'
import type { LeadClock } from './clock.ts'
import type { Lead } from './lead.ts'

/** What a new lead is made of. `words`: what was said or written of it, private numbers masked. */
export interface Beginning {
  id: string
  number: string
  household: { id: string; county: string; region: string; demo: boolean }
  origin: LeadOrigin
  riskType: RiskType
  urgency: Urgency
  words: string
  assignment: Assignment
  clock: LeadClock
  now: Date
}

export function newLead({ household, assignment, clock, words, now, ...rest }: Beginning): Lead {
  const { holder, rule, reason } = assignment
  return {
    ...rest,
    county: household.county,
    region: household.region,
    householdId: household.id,
    gist: beginningOf(words),
    status: 'open',
    holderId: holder.id,
    rule,
    reason,
    dueAt: clock.contactBy,
    finishBy: clock.finishBy,
    finishSource: clock.finishSource,
    reports: 1,
    createdAt: now,
    version: 1,
    demo: household.demo,
  }
}

/**
 * The lead with the same matter taken in once more. A repeat can make it more pressing, never less. A cry for help always starts
 * the short clock again, and a lead that was looked at already is open once more.
 * @param contactBy by when somebody gets in touch, for a lead that is so pressing from now on.
 */
export function takenIn(before: Lead, urgency: Urgency, contactBy: Date): Lead {
  const morePressing = URGENCIES.indexOf(urgency) < URGENCIES.indexOf(before.urgency)
  const cry = urgency === 'emergency'
  return {
    ...before,
    urgency: morePressing ? urgency : before.urgency,
    status: cry && before.status !== 'claimed' ? 'open' : before.status,
    dueAt: (morePressing || cry) && contactBy < before.dueAt ? contactBy : before.dueAt,
    reports: before.reports + 1,
    version: before.version + 1,
  }
}

/** As much as fits a line of the queue. */
function beginningOf(words: string): string {
  const letters = [...words]
  return letters.length > 40 ? `${letters.slice(0, 39).join('')}…` : words
}
