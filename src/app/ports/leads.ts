import type { LeadStatus, QueueQuery } from '../../contract/lead.ts'
import type { CadreRole } from '../../contract/terms.ts'
import type { Report } from '../../core/dialogue/conversation.ts'
import type { Lead, LeadEvent } from '../../core/lead/lead.ts'
import type { Sealed } from '../../core/sealed.ts'

/** A report as stored: which resident, which household. */
export interface StoredReport {
  id: string
  county: string
  residentId: string
  conversationId: string
  householdId: string
  region: string
  at: Date
  report: Report
}

/** One row of the queue, read in one statement. */
export interface QueueRow {
  lead: Lead
  headName: string
  holder: { id: string; name: string; role: CadreRole }
  /** An emergency that the actor was told of by telephone; so it stands in his queue too, whoever holds it. */
  noticed: boolean
}

export interface Leads {
  /** New receipt numbers, never given twice; gaps are harmless. */
  numbers(count: number): Promise<string[]>
  get(id: string): Promise<Lead | null>
  row(id: string): Promise<QueueRow | null>
  /** The lead of that receipt number, such as A1024. */
  numbered(number: string): Promise<string | null>
  /** The open leads of the household, locked until the end of the transaction. */
  lockOpenOf(householdId: string): Promise<Lead[]>
  /** `conflict`: the household has an open lead of that type already. */
  insert(lead: Lead): Promise<'inserted' | 'conflict'>
  /** `conflict`: the stored version is not `lead.version - 1`. Event and lead are written together. */
  advance(lead: Lead, event: LeadEvent): Promise<'advanced' | 'conflict'>
  addEvent(county: string, region: string, event: LeadEvent): Promise<void>
  events(leadId: string): Promise<LeadEvent[]>
  /** Whether that act of a phone's was done on the lead. */
  acted(leadId: string, actId: string): Promise<boolean>
  /** The lead that a cadre's entry of this id came to; null where there is none, or the actor may not see it. */
  entered(entryId: string): Promise<string | null>
  insertReport(report: StoredReport, leadIds: string[]): Promise<void>
  reports(leadId: string): Promise<StoredReport[]>
  /** Who is to hear news of this lead: the conversations whose report was not withdrawn. */
  listeners(leadId: string): Promise<{ conversationId: string; residentId: string }[]>
  /** A number that the resident gives later takes the place of the one in his reports of this lead. */
  putPhone(leadId: string, residentId: string, phone: Sealed): Promise<void>
  /** Takes this resident's report off the lead; answers how many reports are left. */
  withdrawReport(leadId: string, residentId: string, at: Date): Promise<number>
  ofResident(residentId: string): Promise<QueueRow[]>
  /** Ids of the leads that he reported for his own household. */
  ownOf(residentId: string): Promise<Set<string>>
  /** Unfinished ones that the actor sees, by place. `soonBy`: due by then is nearly due. One whose case runs has the case's clock. */
  counts(query: { region: string | null; now: Date; soonBy: Record<Lead['urgency'], Date> }): Promise<LeadCount[]>
  /** Emergency first, then by deadline, then by id; at most `limit` after the keyset `after`. */
  page(
    query: Omit<QueueQuery, 'after' | 'mine' | 'status'> & {
      /** Only what this cadre holds or was told of as an emergency. */
      holderId: string | null
      statuses: LeadStatus[]
      after: QueueKey | null
    },
  ): Promise<QueueRow[]>
}

export interface LeadCount {
  region: string
  open: number
  /** Of the open ones: nearly due, and not overdue. */
  soon: number
  overdue: number
}

/** Where a page of the queue ended. */
export interface QueueKey {
  urgency: Lead['urgency']
  dueAt: Date
  id: string
}
