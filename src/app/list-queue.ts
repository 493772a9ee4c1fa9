import { LEAD_STATUSES, type LeadStatus, type LeadSummary, type QueueQuery } from '../contract/lead.ts'
import { URGENCIES } from '../contract/terms.ts'
import { dueNote } from '../core/lead/escalate.ts'
import { maskName } from '../core/words/person.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { type LeadClock, leadClocks } from './lead-clocks.ts'
import type { QueueKey, QueueRow } from './ports/leads.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

const UNFINISHED: LeadStatus[] = ['open', 'claimed', 'visited', 'verified']

/** One page of the queue: emergency first, then by deadline. `next` leads to the page after; null at the end. */
export async function listQueue(
  deps: Deps,
  actor: CadreActor,
  query: QueueQuery,
): Promise<{ leads: LeadSummary[]; next: string | null } | Refusal> {
  const after = query.after === undefined ? null : readKey(query.after)
  if (query.after !== undefined && !after) return { refused: 'bad_page' }
  const { mine, status, after: _, ...filters } = query
  return deps.store.transaction(actor, async (tx) => {
    const rows = await tx.leads.page({
      ...filters,
      limit: query.limit + 1,
      holderId: mine === 'true' ? actor.cadreId : null,
      statuses: status === 'unfinished' ? UNFINISHED : LEAD_STATUSES.filter((each) => each === status),
      after,
    })
    const page = rows.slice(0, query.limit)
    const last = page.at(-1)
    return {
      leads: await summaries(tx, deps, page),
      next: rows.length > query.limit && last ? writeKey(last) : null,
    }
  })
}

/** One lead as the queue shows it; null when this cadre may not see it. */
export async function leadSummary(deps: Deps, actor: CadreActor, id: string): Promise<LeadSummary | null> {
  return deps.store.transaction(actor, async (tx) => {
    const row = await tx.leads.row(id)
    return row && summary(tx, deps, row)
  })
}

async function summaries(tx: Tx, deps: Deps, rows: QueueRow[]): Promise<LeadSummary[]> {
  const clockOf = await leadClocks(
    tx,
    deps,
    rows.map((row) => row.lead),
  )
  return rows.map((row) => summaryOf(deps, row, clockOf(row.lead)))
}

export async function summary(tx: Tx, deps: Deps, row: QueueRow): Promise<LeadSummary> {
  return summaryOf(deps, row, (await leadClocks(tx, deps, [row.lead]))(row.lead))
}

function summaryOf(deps: Deps, { lead, headName, holder, noticed }: QueueRow, clock: LeadClock): LeadSummary {
  return {
    id: lead.id,
    number: lead.number,
    riskType: lead.riskType,
    urgency: lead.urgency,
    status: lead.status,
    gist: lead.gist,
    region: lead.region,
    place: deps.regions(lead.county)?.placeName(lead.region) ?? lead.region,
    householdName: maskName(headName),
    dueAt: lead.dueAt.toISOString(),
    // Its case has a clock of its own.
    dueNote: lead.status === 'verified' && clock.caseId !== null ? null : dueNote(lead, deps.clock.now()),
    createdAt: lead.createdAt.toISOString(),
    reports: lead.reports,
    holder,
    rule: lead.rule,
    reason: lead.reason,
    ...clock,
    version: lead.version,
    noticed,
    demo: lead.demo,
  }
}

function writeKey({ lead }: QueueRow): string {
  return [lead.urgency, lead.dueAt.getTime(), lead.id].join('~')
}

export const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/
/** The end of the year 9999: a database's calendar ends where JavaScript's goes on. */
export const LAST_TIME = Date.UTC(10_000, 0) - 1

function readKey(text: string): QueueKey | null {
  const [urgency, due, id] = text.split('~')
  const known = URGENCIES.find((each) => each === urgency)
  if (!known || !/^\d{1,15}$/.test(due ?? '') || Number(due) > LAST_TIME || !UUID.test(id ?? '')) return null
  return { urgency: known, dueAt: new Date(Number(due)), id: id ?? '' }
}
