/** Labels of the contract's terms and names of places. The server wrote them into the page, so each is written once. */
import type { Finding, LeadStatus, Outcome } from '../../../contract/lead.ts'
import type { CadreRole, RiskType, Urgency } from '../../../contract/terms.ts'
import { part } from './dom.ts'

export interface PageData {
  /** Invented people: a cadre is chosen, not logged in. */
  demo: boolean
  county: { code: string; name: string }
  /** Longest message that is taken whole. */
  maxText: number
  riskTypes: Record<RiskType, string>
  urgencies: Record<Urgency, string>
  roles: Record<CadreRole, string>
  statuses: Record<LeadStatus, string>
  findings: Record<Finding, string>
  outcomes: Record<Outcome, string>
}

export const pageData = JSON.parse(part('page-data').textContent ?? '') as PageData
