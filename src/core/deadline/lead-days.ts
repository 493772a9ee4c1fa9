import type { EatenBy } from '../../contract/case.ts'
import type { Lead } from '../lead/lead.ts'
import { daysBetween } from '../procedure/calendar.ts'
import { chinaDay } from '../words/when.ts'

export interface LeadDays {
  /** Natural days in China until the identification should be finished; below 0 when overdue. */
  daysLeft: number
  eatenBy: EatenBy
}

/** What a lead is waiting for: the days run from the found lead, long before there is a case. */
const WAITS = {
  open: { step: 'contact', says: '等干部接单、联系农户' },
  claimed: { step: 'visit', says: '等干部上门' },
  visited: { step: 'verify', says: '等核实结果' },
  verified: { step: 'case', says: '已经核实，等着立案或办结' },
  closed: null,
  withdrawn: null,
} satisfies Record<Lead['status'], EatenBy | null>

/** The days of a lead that has no case yet; null once it is closed or withdrawn. */
export function leadDays(lead: Pick<Lead, 'status' | 'finishBy'>, now: Date): LeadDays | null {
  const eatenBy = WAITS[lead.status]
  return eatenBy && { daysLeft: daysBetween(chinaDay(now), chinaDay(lead.finishBy)), eatenBy }
}
