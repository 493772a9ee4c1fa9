import type { AssignmentRule, LeadOrigin, LeadStatus } from '../../contract/lead.ts'
import type { RiskType, Urgency } from '../../contract/terms.ts'

/** A risk lead as it stands now; its timeline is the list of `LeadEvent`s, one per version. */
export interface Lead {
  id: string
  /** Receipt number, such as A1024. */
  number: string
  county: string
  /** 12-digit village code; the county's code while an emergency's place is unknown. */
  region: string
  householdId: string
  /** How it came to be known first; what is merged into it later does not change that. */
  origin: LeadOrigin
  riskType: RiskType
  urgency: Urgency
  /** What he said of it, in his own words, or what the cadre wrote; private numbers masked; the beginning only. */
  gist: string
  status: LeadStatus
  holderId: string
  rule: AssignmentRule
  /** Why this holder, in Chinese words. */
  reason: string
  /** When the next step is due. */
  dueAt: Date
  /** When identification should be done. */
  finishBy: Date
  finishSource: string
  /** What came in of it: reports of residents, and entries of cadres. */
  reports: number
  createdAt: Date
  /** Equals the `seq` of its newest event. */
  version: number
  demo: boolean
}

export const LEAD_EVENT_KINDS = [
  'created',
  'merged',
  'added',
  'claimed',
  'noted',
  'visited',
  'transferred',
  'returned',
  'verified',
  'closed',
  'withdrawn',
  'not_content',
  'case_opened',
  'case_joined',
  'escalated',
] as const
export type LeadEventKind = (typeof LEAD_EVENT_KINDS)[number]

export interface LeadEvent {
  leadId: string
  seq: number
  kind: LeadEventKind
  at: Date
  by: { kind: 'resident' | 'cadre' | 'system'; id: string | null; name: string }
  /** What happened, in Chinese words, without private numbers. */
  text: string
  /** The report that it came with, or the entry of a cadre by the number that his device gave it. */
  reportId: string | null
  /** The id that a phone gave to an act, so that it is done once however often it is sent. */
  actId?: string
  attachments: string[]
}
