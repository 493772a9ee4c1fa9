import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { Comparison } from '../../app/ports/cases.ts'
import type { DutyRun, DutyState } from '../../app/ports/duties.ts'
import type { NoticeEnd } from '../../app/ports/notices.ts'
import type { Block } from '../../contract/block.ts'
import type { CasePhase, ComparedField, DataHolder } from '../../contract/case.ts'
import type { Inbound } from '../../contract/chat.ts'
import type { ComparisonState } from '../../contract/comparison.ts'
import type { AssignmentRule, LeadOrigin, LeadStatus } from '../../contract/lead.ts'
import type { Office } from '../../contract/office.ts'
import type { CadreRole, Channel, MonitoredKind, RiskType, Urgency } from '../../contract/terms.ts'
import type { ConversationState, Report } from '../../core/dialogue/conversation.ts'
import type { DutyLevel } from '../../core/duty/answers.ts'
import type { DutyTask } from '../../core/duty/duty-items.ts'
import type { DutyStep } from '../../core/duty/hand-up.ts'
import type { Handover } from '../../core/handover/handover.ts'
import type { LeadEvent, LeadEventKind } from '../../core/lead/lead.ts'
import type { CaseAuthor } from '../../core/procedure/case.ts'
import type { CaseAction, CaseActionKind } from '../../core/procedure/case-action.ts'
import type { Sealed } from '../../core/sealed.ts'
import type { AccountTables } from './account.tables.ts'
import type { BroadcastTables } from './broadcast.tables.ts'
import type { ChannelTables } from './channel.tables.ts'
import type { GroupTables } from './group.tables.ts'
import type { LedgerTables } from './ledger.tables.ts'
import type { MeasureTables } from './measure.tables.ts'
import type { PeopleTables } from './people.tables.ts'

/** The rows, one type per table. They stop at the stores: the core never sees `created_at`. */
export interface Database
  extends AccountTables,
    PeopleTables,
    MeasureTables,
    LedgerTables,
    ChannelTables,
    GroupTables,
    BroadcastTables {
  region: { code: string; name: string; active: Generated<boolean> }
  cadre: {
    county_code: string
    id: string
    name: string
    role: CadreRole
    active: boolean
    phone: Json<Sealed> | null
    department: Office | null
    demo: boolean
  }
  duty: {
    county_code: string
    region: string
    cadre_id: string
    deputy_id: string | null
    from_day: string
    until_day: string | null
  }
  identity: { county_code: string; channel: Channel; user_id: string; resident_id: string }
  conversation: { county_code: string; id: string; resident_id: string; channel: Channel; created_at: Date }
  turn: {
    county_code: string
    conversation_id: string
    seq: number
    inbound_id: string
    at: Date
    inbound: Json<Inbound> | null
    replies: Json<Block[]>
    state: Json<ConversationState>
  }
  lead: {
    county_code: string
    id: string
    number: string
    region: string
    household_id: string
    origin: LeadOrigin
    risk_type: RiskType
    urgency: Urgency
    urgency_rank: GeneratedAlways<number>
    status: LeadStatus
    gist: string
    holder_id: string
    rule: AssignmentRule
    reason: string
    due_at: Date
    finish_by: Date
    finish_source: string
    reports: number
    created_at: Date
    version: number
    demo: boolean
  }
  lead_event: {
    county_code: string
    lead_id: string
    seq: number
    kind: LeadEventKind
    at: Date
    by_kind: LeadEvent['by']['kind']
    by_id: string | null
    by_name: string
    text: string
    report_id: string | null
    act_id: string | null
    attachments: string[]
  }
  report: {
    county_code: string
    id: string
    resident_id: string
    conversation_id: string
    household_id: string
    region: string
    at: Date
    report: Json<Report>
  }
  lead_report: {
    county_code: string
    lead_id: string
    report_id: string
    resident_id: string
    conversation_id: string
    region: string
    withdrawn_at: Date | null
  }
  /** Of a resident, or put in by a cadre for a case or a lead; without either it waits for him to say for which. */
  attachment: {
    county_code: string
    id: string
    resident_id: string | null
    cadre_id: string | null
    case_id: string | null
    lead_id: Generated<string | null>
    mime: string
    bytes: Buffer
    at: Date
  }
  upload_piece: {
    county_code: string
    owner_id: string
    upload_id: string
    at_byte: number
    bytes: Buffer
    total: number
    sha256: string | null
    at: Date
  }
  lead_attachment: { county_code: string; lead_id: string; attachment_id: string }
  outbox: {
    county_code: string
    key: string
    conversation_id: string
    blocks: Json<Block[]>
    at: Date
    next_at: Date
    attempts: Generated<number>
    delivered_at: Date | null
    error: string | null
  }
  handover: {
    county_code: string
    id: string
    conversation_id: string
    resident_id: string
    region: string
    name: string | null
    holder_id: string
    rule: AssignmentRule
    second_id: string | null
    state: Handover['state']
    asked_at: Date
    waiting_since: Date | null
    told_at: Date | null
    first_answer_at: Date | null
    last_at: Date
    returned_at: Date | null
    returned_by: Handover['returnedBy']
    returned_by_id: string | null
    first_seq: number
    last_seq: number | null
    version: number
  }
  notice: {
    county_code: string
    key: string
    kind: 'phone'
    lead_id: string
    cadre_id: string
    state: 'waiting' | NoticeEnd['state']
    at: Date
    next_at: Date
    attempts: Generated<number>
    ended_at: Date | null
    error: string | null
  }
  monitoring_case: {
    county_code: string
    id: string
    number: string
    region: string
    household_id: string
    phase: CasePhase
    phase_rank: GeneratedAlways<number>
    step: string | null
    opened_at: Date
    finish_by: Date
    monitored_kind: MonitoredKind | null
    version: number
    demo: boolean
  }
  case_action: {
    county_code: string
    case_id: string
    seq: number
    kind: CaseActionKind
    at: Date
    by_kind: CaseAuthor['kind']
    by_id: string | null
    by_name: string | null
    by_role: CadreRole | null
    recorded_by: string | null
    basis: Json<CaseAction['basis']>
    text: string
    /** All that the kind itself carries. */
    body: Json<object>
  }
  case_lead: { county_code: string; case_id: string; lead_id: string }
  comparison: {
    county_code: string
    id: string
    case_id: string
    seq: number
    step: string
    region: string
    department: DataHolder
    fields: ComparedField[]
    head_name: string
    people: Json<Comparison['people']>
    state: ComparisonState
    asked_at: Date
    ended_at: Date | null
  }
  duty_item: {
    county_code: string
    id: Generated<string>
    rule: string
    pack: string
    what: DutyTask['what']
    says: string
    source: string
    warning: string | null
    period: string
    first_day: string
    last_day: string
    expected_from: string
    due_at: Date
    late_at: Date
    remind_at: Date
    hand_up_days: number
    least_times: number
    belongs: DutyLevel
    region: string
    place: string
    household_id: string | null
    level: DutyLevel
    holder_id: string | null
    state: DutyState
    reminded_at: Date | null
    steps: Generated<StoredSteps>
    top_since: Date | null
    done_days: Generated<string[]>
    done_by: string | null
    done_at: Date | null
    note: string | null
  }
  card_question: {
    county_code: string
    id: string
    region: string
    conversation_id: string
    resident_id: string
    question: string
    asked_at: Date
    state: 'open' | 'answered'
    answer: string | null
    answered_by: string | null
    answered_by_name: string | null
    answered_at: Date | null
    seen_card: string | null
  }
  duty_run: { county_code: string; what: DutyRun; day: string; at: Date }
  audit: {
    county_code: string
    seq: number
    at: Date
    actor: string
    act: string
    subject: string
    hash: Buffer
  }
}

/** JSON knows no dates: their texts. */
type StoredSteps = (Omit<DutyStep, 'at'> & { at: string })[]
/** Read as the value, written as its JSON text. */
type Json<T extends object> = JSONColumnType<T, string, string>
