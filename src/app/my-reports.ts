import type { MyReport } from '../contract/my-reports.ts'
import { RISK_TYPE_LABEL } from '../contract/terms.ts'
import { contactOf } from '../core/dialogue/receipt.ts'
import { mayAct, REPORT_ACTS } from '../core/dialogue/report-act.ts'
import type { Lead, LeadEvent } from '../core/lead/lead.ts'
import { residentTimeline } from '../core/lead/resident-timeline.ts'
import { nextWords, officeOf, STEP_FOR_HIM, STEP_FOR_OTHERS, whereWords } from '../core/lead/resident-words.ts'
import { daysBetween } from '../core/procedure/calendar.ts'
import type { CaseAction } from '../core/procedure/case-action.ts'
import { foldCase } from '../core/procedure/fold.ts'
import { type ResidentStep, residentCaseTimeline, residentSteps } from '../core/procedure/resident-view.ts'
import { onDay } from '../core/procedure/words.ts'
import { cadreWords } from '../core/words/person.ts'
import { chinaDay, whenWords } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import { myLead } from './dialogue-context.ts'
import type { Door } from './door.ts'
import type { QueueRow, StoredReport } from './ports/leads.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

/** What this resident reported, newest first; nobody else's. Empty before his first message. */
export async function listMyReports(deps: Deps, door: Door): Promise<{ reports: MyReport[] }> {
  return deps.store.transaction({ kind: 'system', county: door.county }, async (tx) => {
    const head = await tx.conversations.find(door.channel, door.userId)
    return { reports: head ? await myReports(tx, deps, head.residentId) : [] }
  })
}

export async function readMyReport(deps: Deps, door: Door, leadId: string): Promise<MyReport | Refusal> {
  const { reports } = await listMyReports(deps, door)
  return reports.find(({ id }) => id === leadId) ?? { refused: 'not_found' }
}

/** As the system, which alone sees holder and household; what is shown of them is cut down to what is his. */
export async function myReports(tx: Tx, deps: Deps, residentId: string): Promise<MyReport[]> {
  const rows = await tx.leads.ofResident(residentId)
  const own = rows.length > 0 ? await tx.leads.ownOf(residentId) : new Set<string>()
  const caseOf = await tx.cases.ofLeads(rows.filter(({ lead }) => own.has(lead.id)).map(({ lead }) => lead.id))
  const actions = await tx.cases.actionsOf([...new Set(caseOf.values())])
  const views: MyReport[] = []
  for (const row of rows) {
    const reports = (await tx.leads.reports(row.lead.id)).filter((each) => each.residentId === residentId)
    const events = await tx.leads.events(row.lead.id)
    const ofCase = actions.get(caseOf.get(row.lead.id) ?? '') ?? null
    views.push(view(deps, { row, reports, events, ofCase, own: own.has(row.lead.id), residentId }))
  }
  return views
}

interface Mine {
  row: QueueRow
  reports: StoredReport[]
  events: LeadEvent[]
  /** Null where there is no case, or it is not his to know of. */
  ofCase: CaseAction[] | null
  own: boolean
  residentId: string
}

function view(deps: Deps, { row, reports, events, ofCase, own, residentId }: Mine): MyReport {
  const { lead } = row
  const now = deps.clock.now()
  const forOthers = !own && reports.some(({ report }) => contactOf(report) === 'visit_other')
  const since = reports[0]?.at ?? lead.createdAt
  const state = ofCase && lead.status !== 'withdrawn' ? foldCase(ofCase) : null
  const steps = state ? residentSteps(state, now, deps.isWorkingDay) : []
  const current = steps.find((step) => step.state === 'now')
  const ended = lead.status === 'withdrawn' || (state ? state.ended !== null : lead.status === 'closed')
  const entries = [
    ...residentTimeline(events, { residentId, own, since }),
    ...(state && ofCase ? residentCaseTimeline(state, ofCase).filter(({ at }) => at >= since) : []),
  ].sort((a, b) => a.at.getTime() - b.at.getTime())
  return {
    id: lead.id,
    number: lead.number,
    riskType: lead.riskType,
    matter: RISK_TYPE_LABEL[lead.riskType],
    whose: own ? 'own' : 'other',
    reportedAt: since.toISOString(),
    status: lead.status,
    now: current ? `轮到${current.name}` : whereWords(lead.status, state),
    ended,
    words: reports.flatMap(({ report }) => report.words),
    who: ended ? null : whoOf(deps, row, current),
    due: ended ? null : dueOf(lead, current, state !== null, now, forOthers),
    finish: own && !ended ? finishOf(lead, state?.opened.finishBy ?? null, state?.phase ?? null, now) : null,
    next: ended || forOthers ? null : nextOf(lead, steps, state !== null),
    timeline: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
    steps: steps.map((step) => ({ ...step, doneAt: step.doneAt?.toISOString() ?? null })),
    may: REPORT_ACTS.filter((act) => mayAct(myLead(row), act)),
  }
}

/** Whose turn it is: of a case the office at its step, else whoever holds the lead. */
function whoOf(deps: Deps, { lead, holder }: QueueRow, current: ResidentStep | undefined): MyReport['who'] {
  const regions = deps.regions(lead.county)
  const office = officeOf(holder.role, lead.region)
  const place = regions?.placeName(office) ?? office
  return { name: current ? current.who : cadreWords(holder), office: place }
}

function dueOf(
  lead: Lead,
  current: ResidentStep | undefined,
  hasCase: boolean,
  now: Date,
  forOthers: boolean,
): MyReport['due'] {
  if (hasCase) {
    if (!current?.plannedBy) return null
    const daysLeft = daysBetween(chinaDay(now), current.plannedBy)
    const at = new Date(`${current.plannedBy}T23:59:59+08:00`)
    const words = `${onDay(current.plannedBy)}以前`
    return { at: at.toISOString(), words, daysLeft, late: daysLeft < 0, step: current.name }
  }
  const step = (forOthers ? STEP_FOR_OTHERS : STEP_FOR_HIM)[lead.status]
  if (step === null) return null
  return {
    at: lead.dueAt.toISOString(),
    words: `${whenWords(lead.dueAt, now)}以前`,
    daysLeft: daysBetween(chinaDay(now), chinaDay(lead.dueAt)),
    late: lead.dueAt <= now,
    step,
  }
}

function finishOf(lead: Lead, ofCase: string | null, phase: string | null, now: Date): MyReport['finish'] {
  if (phase !== null && phase !== 'identification') return null
  const by = ofCase === null ? lead.finishBy : new Date(ofCase)
  return { by: by.toISOString(), daysLeft: daysBetween(chinaDay(now), chinaDay(by)) }
}

function nextOf(lead: Lead, steps: ResidentStep[], hasCase: boolean): string | null {
  if (!hasCase) return nextWords(lead.status)
  const at = steps.findIndex((step) => step.state === 'now')
  const after = at === -1 ? undefined : steps[at + 1]
  return after ? `接下来是${after.name}` : null
}
