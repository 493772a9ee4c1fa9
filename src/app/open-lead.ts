import { LEAD_ORIGIN_LABEL, type LeadDetail, type LeadFact, type LeadOrigin } from '../contract/lead.ts'
import { leadFacts } from '../core/lead/facts.ts'
import type { LeadEvent } from '../core/lead/lead.ts'
import { eventWords } from '../core/lead/words.ts'
import type { Visit } from '../core/ledger/timeline.ts'
import { dayWords } from '../core/words/when.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { phoneOf } from './lead-phone.ts'
import { summary } from './list-queue.ts'
import type { StoredReport } from './ports/leads.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

/** Everything about one lead. Reading it is an audited act. */
export async function openLead(deps: Deps, actor: CadreActor, id: string): Promise<LeadDetail | Refusal> {
  return deps.store.transaction(actor, async (tx) => {
    const detail = await leadDetail(tx, deps, id)
    if (!detail) return { refused: 'not_found' }
    await tx.audit.append({ at: deps.clock.now(), actor: actor.cadreId, act: 'lead_opened', subject: id })
    return detail
  })
}

export async function leadDetail(tx: Tx, deps: Deps, id: string): Promise<LeadDetail | null> {
  const row = await tx.leads.row(id)
  if (!row) return null
  const reports = await tx.leads.reports(id)
  const events = await tx.leads.events(id)
  const regions = deps.regions(row.lead.county)
  return {
    ...(await summary(tx, deps, row)),
    householdId: row.lead.householdId,
    householdName: row.headName,
    phone: (await phoneOf(tx, row.lead))?.masked ?? null,
    facts: [...sourceOf(row.lead.origin, events), ...factsOf(reports, (code) => regions?.placeName(code) ?? code)],
    words: reports.flatMap((each) => each.report.words),
    finishBy: row.lead.finishBy.toISOString(),
    finishSource: row.lead.finishSource,
    events: (await withVisits(tx, events)).map(({ event, visit }) => ({
      seq: event.seq,
      at: event.at.toISOString(),
      kind: eventWords(event, row.lead.origin),
      by: event.by.name,
      text: event.text,
      attachments: event.attachments,
      ...(visit && { visit: { day: visit.day, photos: visit.photos, place: visit.place } }),
    })),
  }
}

/** A visit that was written into the ledger in the same act bears its id. */
async function withVisits(tx: Tx, events: LeadEvent[]): Promise<{ event: LeadEvent; visit: Visit | null }[]> {
  const ids = events.flatMap(({ kind, actId }) => (kind === 'visited' && actId !== undefined ? [actId] : []))
  const visits = new Map((await tx.ledgers.visitsWithIds(ids)).map((visit) => [visit.id, visit]))
  return events.map((event) => ({ event, visit: visits.get(event.actId ?? '') ?? null }))
}

/** Where it comes from, where that is not a report. */
function sourceOf(origin: LeadOrigin, [first]: LeadEvent[]): LeadFact[] {
  if (origin === 'self_report' || !first) return []
  return [{ label: '线索来源', value: `${LEAD_ORIGIN_LABEL[origin]}，${first.by.name}录入`, words: first.text }]
}

/** The facts of each report under a line of its own where there are several: what differs must not look like one statement. */
function factsOf(reports: StoredReport[], placeName: (code: string) => string): LeadFact[] {
  const several = reports.length > 1
  return reports.flatMap((each, at) => [
    ...(several ? [{ label: `第${at + 1}次申报`, value: dayWords(each.at) }] : []),
    ...leadFacts(each.report, placeName),
  ])
}
