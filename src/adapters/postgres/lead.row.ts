import { type Insertable, type Selectable, sql } from 'kysely'
import type { QueueRow } from '../../app/ports/leads.ts'
import type { CadreRole } from '../../contract/terms.ts'
import type { Lead, LeadEvent } from '../../core/lead/lead.ts'
import type { Database } from './tables.ts'

export type LeadRow = Omit<Selectable<Database['lead']>, 'urgency_rank'>

export const LEAD_COLUMNS = [
  'lead.county_code',
  'lead.id',
  'lead.number',
  'lead.region',
  'lead.household_id',
  'lead.origin',
  'lead.risk_type',
  'lead.urgency',
  'lead.status',
  'lead.gist',
  'lead.holder_id',
  'lead.rule',
  'lead.reason',
  'lead.due_at',
  'lead.finish_by',
  'lead.finish_source',
  'lead.reports',
  'lead.created_at',
  'lead.version',
  'lead.demo',
] as const

/** Said as constants, because the indexes of unfinished work are partial and a parameter does not prove that they apply. */
export const UNFINISHED = sql<boolean>`lead.status not in ('closed', 'withdrawn')`

export function rowOfLead(lead: Lead): Insertable<Database['lead']> {
  return {
    county_code: lead.county,
    id: lead.id,
    number: lead.number,
    region: lead.region,
    household_id: lead.householdId,
    origin: lead.origin,
    risk_type: lead.riskType,
    urgency: lead.urgency,
    status: lead.status,
    gist: lead.gist,
    holder_id: lead.holderId,
    rule: lead.rule,
    reason: lead.reason,
    due_at: lead.dueAt,
    finish_by: lead.finishBy,
    finish_source: lead.finishSource,
    reports: lead.reports,
    created_at: lead.createdAt,
    version: lead.version,
    demo: lead.demo,
  }
}

export function leadOfRow(row: LeadRow): Lead {
  return {
    id: row.id,
    number: row.number,
    gist: row.gist,
    county: row.county_code,
    region: row.region,
    householdId: row.household_id,
    origin: row.origin,
    riskType: row.risk_type,
    urgency: row.urgency,
    status: row.status,
    holderId: row.holder_id,
    rule: row.rule,
    reason: row.reason,
    dueAt: row.due_at,
    finishBy: row.finish_by,
    finishSource: row.finish_source,
    reports: row.reports,
    createdAt: row.created_at,
    version: row.version,
    demo: row.demo,
  }
}

export function queueRowOf(
  row: LeadRow & { head_name: string; holder_name: string; holder_role: CadreRole; noticed: boolean },
): QueueRow {
  return {
    lead: leadOfRow(row),
    headName: row.head_name,
    holder: { id: row.holder_id, name: row.holder_name, role: row.holder_role },
    noticed: row.noticed,
  }
}

export function rowOfEvent(county: string, event: LeadEvent): Insertable<Database['lead_event']> {
  return {
    county_code: county,
    lead_id: event.leadId,
    seq: event.seq,
    kind: event.kind,
    at: event.at,
    by_kind: event.by.kind,
    by_id: event.by.id,
    by_name: event.by.name,
    text: event.text,
    report_id: event.reportId,
    act_id: event.actId ?? null,
    attachments: event.attachments,
  }
}

export function eventOfRow(row: Selectable<Database['lead_event']>): LeadEvent {
  return {
    leadId: row.lead_id,
    seq: row.seq,
    kind: row.kind,
    at: row.at,
    by: { kind: row.by_kind, id: row.by_id, name: row.by_name },
    text: row.text,
    reportId: row.report_id,
    ...(row.act_id !== null && { actId: row.act_id }),
    attachments: row.attachments,
  }
}
