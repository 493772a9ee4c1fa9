import type { LeadStatus } from '../../contract/lead.ts'
import { RISK_TYPE_LABEL } from '../../contract/terms.ts'
import { levelAbove } from '../routing/place-lead.ts'
import type { Cadre, Roster } from '../routing/roster.ts'
import { cadreWords } from '../words/person.ts'
import { dayWords, whenWords } from '../words/when.ts'
import type { News } from './act.ts'
import type { Lead, LeadEvent } from './lead.ts'

/** What its holder did not do in time. Until a visit that is getting in touch; from then on, finishing it. */
const UNDONE = {
  open: '联系农户',
  claimed: '联系农户',
  visited: '核实完',
  verified: '立案或办结',
  closed: null,
  withdrawn: null,
} satisfies Record<LeadStatus, string | null>
export const UNDONE_STATUSES = ['open', 'claimed', 'visited', 'verified'] satisfies LeadStatus[]

/** `stays`: it is not late, or it is with the county already, or nobody is above; it is shown as overdue there. */
export type Escalated = { kind: 'stays' } | { kind: 'up'; lead: Lead; event: LeadEvent; news: News }

const LEVEL_WORDS: Record<Cadre['role'], string> = {
  village_cadre: '村里',
  township_officer: '镇里',
  county_officer: '县里',
  department_officer: '部门',
  admin: '县里',
}

/**
 * A lead whose holder was not in touch in time, or did not finish it, goes up one level. The new holder has the pack's time for
 * getting in touch from now on; the day by which all is to be finished does not move, and what was found stays found.
 * @param contactBy the new holder's own deadline.
 */
export function escalate(lead: Lead, context: { now: Date; roster: Roster; contactBy: Date }): Escalated {
  const { now, roster, contactBy } = context
  const undone = UNDONE[lead.status]
  if (undone === null || lead.dueAt > now) return { kind: 'stays' }
  const late = roster.cadres.find((cadre) => cadre.id === lead.holderId)
  const up = levelAbove(lead.region, late?.role ?? 'village_cadre', roster)
  if (up.kind === 'nobody_on_duty' || up.assignment.holder.id === lead.holderId) return { kind: 'stays' }
  const to = up.assignment.holder
  const [below, above] = [LEVEL_WORDS[late?.role ?? 'village_cadre'], LEVEL_WORDS[to.role]]
  const untouched = lead.status === 'open' || lead.status === 'claimed'
  const reason = `${below}到${dayWords(lead.dueAt)}还没有${undone}，交给${above}${cadreWords(to)}`
  const next: Lead = {
    ...lead,
    holderId: to.id,
    status: untouched ? 'open' : lead.status,
    rule: 'escalated',
    reason,
    dueAt: contactBy,
    version: lead.version + 1,
  }
  const event: LeadEvent = {
    leadId: lead.id,
    seq: next.version,
    kind: 'escalated',
    at: now,
    by: { kind: 'system', id: null, name: '系统' },
    text: reason,
    reportId: null,
    attachments: [],
  }
  const matter = `您报的${lead.number}（${RISK_TYPE_LABEL[lead.riskType]}）`
  const given = `已经交给${above}，由${cadreWords(to)}负责`
  const news = {
    own: `${matter}，${below}没有按时${untouched ? '联系您' : '办完'}。${given}，${whenWords(contactBy, now)}前联系您。`,
    other: `${matter}，${below}没有按时办。${given}。`,
  }
  return { kind: 'up', lead: next, event, news }
}

const HOUR_MS = 3_600_000
/** House rule: from here on a lead is shown as nearly due; for an emergency this is half of its time. */
const SOON_MS = { emergency: HOUR_MS, high: 4 * HOUR_MS, normal: 24 * HOUR_MS }

/** By urgency: a lead that is due by then is nearly due. */
export function soonBy(now: Date): Record<Lead['urgency'], Date> {
  const by = (ms: number) => new Date(now.getTime() + ms)
  return { emergency: by(SOON_MS.emergency), high: by(SOON_MS.high), normal: by(SOON_MS.normal) }
}

/** What the queue says of a lead's next step; null while there is time. It is made anew at each look, so nobody is told twice. */
export function dueNote(lead: Pick<Lead, 'status' | 'urgency' | 'dueAt'>, now: Date): string | null {
  const step = STEP_WORDS[lead.status]
  if (step === null) return null
  const left = lead.dueAt.getTime() - now.getTime()
  if (left > SOON_MS[lead.urgency]) return null
  const span = spanWords(Math.abs(left))
  return left > 0 ? `还剩${span}，请${step}` : `已经超过时限${span}，请马上${step}`
}

const STEP_WORDS: Record<LeadStatus, string | null> = {
  open: '联系农户',
  claimed: '联系农户',
  visited: '核实办完',
  verified: '立案或办结',
  closed: null,
  withdrawn: null,
}

function spanWords(ms: number): string {
  if (ms < HOUR_MS) return `${Math.max(1, Math.floor(ms / 60_000))}分钟`
  if (ms < 48 * HOUR_MS) return `${Math.floor(ms / HOUR_MS)}小时`
  return `${Math.floor(ms / (24 * HOUR_MS))}天`
}
