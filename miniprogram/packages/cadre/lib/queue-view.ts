import type { LeadSummary } from '../../../../src/contract/lead.ts'
import type { RiskType } from '../../../../src/contract/terms.ts'
import { RISK_TYPE_LABEL } from '../../../utils/risk-types'
import { STATUS, URGENCY } from './labels'
import { isUnfinished } from './lead-acts'
import { timeLeft } from './when'

/** What of the queue is looked at. */
export interface Filter {
  /** What the counters count; null: all that is unfinished. */
  which: Counter | null
  riskType: RiskType | ''
}
export type Counter = 'fresh' | 'soon' | 'overdue'

/** One line of the queue, in words. */
export interface QueueLine {
  id: string
  risk: string
  urgency: string
  isEmergency: boolean
  gist: string
  where: string
  due: string
  late: boolean
  soon: boolean
  note: string
}

const DAY_MS = 24 * 3_600_000

const COUNTED: Record<Counter, (lead: LeadSummary, now: Date) => boolean> = {
  fresh: ({ status }) => status === 'open',
  soon: ({ dueAt }, now) => Date.parse(dueAt) >= now.getTime() && Date.parse(dueAt) - now.getTime() < DAY_MS,
  overdue: ({ dueAt }, now) => Date.parse(dueAt) < now.getTime(),
}

/** How many are new, due within a day, overdue. */
export function counters(leads: LeadSummary[], now: Date): Record<Counter, number> {
  const count = (name: Counter) => leads.filter((lead) => isUnfinished(lead) && COUNTED[name](lead, now)).length
  return { fresh: count('fresh'), soon: count('soon'), overdue: count('overdue') }
}

/** By deadline; an emergency waits behind nothing. */
export function queueLines(leads: LeadSummary[], { which, riskType }: Filter, now: Date): QueueLine[] {
  return leads
    .filter((lead) => isUnfinished(lead) && (riskType === '' || lead.riskType === riskType))
    .filter((lead) => which === null || COUNTED[which](lead, now))
    .sort(byDeadline)
    .map((lead) => lineOf(lead, now))
}

function byDeadline(a: LeadSummary, b: LeadSummary): number {
  const emergency = (lead: LeadSummary) => Number(lead.urgency === 'emergency')
  return emergency(b) - emergency(a) || a.dueAt.localeCompare(b.dueAt) || a.id.localeCompare(b.id)
}

function lineOf(lead: LeadSummary, now: Date): QueueLine {
  const { text, late, soon } = timeLeft(lead.dueAt, now)
  return {
    id: lead.id,
    risk: RISK_TYPE_LABEL[lead.riskType],
    urgency: lead.urgency === 'normal' ? '' : URGENCY[lead.urgency],
    isEmergency: lead.urgency === 'emergency',
    gist: lead.gist,
    where: `${lead.place} · ${headOf(lead)}`,
    due: text,
    late,
    soon,
    note: `${lead.number} · ${STATUS[lead.status]}`,
  }
}

/** In an emergency nobody was asked for a name yet; it comes as （未说明）. */
function headOf({ householdName }: LeadSummary): string {
  return householdName.startsWith('（') ? '还不知道户主' : householdName
}
