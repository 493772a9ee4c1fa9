/** Labels of the contract's terms and names of places. The server wrote them into the page, so each is written once. */
import type { BroadcastState } from '../../../contract/broadcast.ts'
import type { CasePhase, ComparedField, DataHolder, EvidenceKind, StepStateName } from '../../../contract/case.ts'
import type { GroupKind } from '../../../contract/group.ts'
import type { Finding, LeadStatus, Outcome } from '../../../contract/lead.ts'
import type {
  CadreRole,
  Channel,
  HouseholdKind,
  IncomeKind,
  Labour,
  Language,
  MonitoredKind,
  RiskType,
  SpendingKind,
  Urgency,
} from '../../../contract/terms.ts'
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
  phases: Record<CasePhase, string>
  stepStates: Record<StepStateName, string>
  evidence: Record<EvidenceKind, string>
  givenAs: Record<EvidenceKind, 'text' | 'picture' | 'either' | 'made'>
  comparedFields: Record<ComparedField, string>
  dataHolders: Record<DataHolder, string>
  holds: Record<DataHolder, ComparedField[]>
  monitoredKinds: Record<MonitoredKind, string>
  householdKinds: Record<HouseholdKind, string>
  labour: Record<Labour, string>
  languages: Record<Language, string>
  groupKinds: Record<GroupKind, string>
  broadcastStates: Record<BroadcastState, string>
  money: Record<IncomeKind | SpendingKind, string>
  fields: Record<string, FieldInput>
}

/** A fact of the ledger, as it is asked. */
export interface FieldInput {
  label: string
  as: 'choice' | 'yes_no' | 'number' | 'list' | 'text'
  options: [string, string][]
}

/** Where cadres and groups are reached, as they call it. */
export const CHAT_APPS: Partial<Record<Channel, string>> = {
  wecom: '企业微信',
  wechaty: '微信机器人',
  official_account: '公众号',
}

export const pageData = JSON.parse(part('page-data').textContent ?? '') as PageData
