/**
 * The outside world as types. Adapters provide these; use cases take them as arguments. Rows never show here: what
 * crosses is the core's own vocabulary.
 */
import type { CadreRole } from '../../contract/terms.ts'
import type { Accounts } from './accounts.ts'
import type { Attachments } from './attachments.ts'
import type { Audit } from './audit.ts'
import type { Broadcasts } from './broadcasts.ts'
import type { CardQuestions } from './card-questions.ts'
import type { Cases, Comparisons } from './cases.ts'
import type { ChannelTokens } from './channel-tokens.ts'
import type { ChannelUses, Inbox, Reaches } from './channels.ts'
import type { Appended, Conversations, NewTurn } from './chats.ts'
import type { Regions, RosterStore } from './county.ts'
import type { Duties } from './duties.ts'
import type { CadreMessages, Contacts, GroupPosts, Groups } from './groups.ts'
import type { Handovers } from './handovers.ts'
import type { Leads } from './leads.ts'
import type { Ledgers } from './ledger.ts'
import type { MassCalls } from './mass.ts'
import type { Employment, Figures, Measures, Monitored, Referrals } from './measures.ts'
import type { Notices } from './notices.ts'
import type { Outbox } from './outbox.ts'
import type { Households, Residents } from './people.ts'
import type { Personal } from './personal.ts'
import type { ScanLogins } from './scan-logins.ts'
import type { Uploads } from './uploads.ts'

/** On whose behalf a transaction runs. Row-level security sees to it that it reaches no further. */
export type Actor =
  | { kind: 'system'; county: string }
  | { kind: 'resident'; county: string; residentId: string }
  | { kind: 'cadre'; county: string; cadreId: string; role: CadreRole; areas: string[] }

export interface Store {
  /** One transaction under the actor's rights. A throw rolls it back. Serialisation failures and deadlocks are tried again. */
  transaction<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * Stores a turn that changes nothing but its conversation. Turns that arrive together commit together; resolves
   * only after the commit, so what it resolves is durable.
   */
  appendTurn(turn: NewTurn): Promise<Appended>
}

export interface Tx {
  regions: Regions
  roster: RosterStore
  conversations: Conversations
  residents: Residents
  households: Households
  ledgers: Ledgers
  leads: Leads
  attachments: Attachments
  outbox: Outbox
  handovers: Handovers
  notices: Notices
  cardQuestions: CardQuestions
  measures: Measures
  monitored: Monitored
  referrals: Referrals
  employment: Employment
  figures: Figures
  cases: Cases
  comparisons: Comparisons
  duties: Duties
  broadcasts: Broadcasts
  inbox: Inbox
  reaches: Reaches
  channelTokens: ChannelTokens
  channelUses: ChannelUses
  massCalls: MassCalls
  contacts: Contacts
  cadreMessages: CadreMessages
  groups: Groups
  groupPosts: GroupPosts
  accounts: Accounts
  scanLogins: ScanLogins
  personal: Personal
  uploads: Uploads
  audit: Audit
  /** Tells every process, after the commit, that something changed. Lost if nobody listens: only ever a hint to read again. */
  announce(change: Change): Promise<void>
}

/** What processes tell each other after a commit. */
export type Change =
  | { topic: 'lead'; county: string; leadId: string }
  | { topic: 'turn'; county: string; conversationId: string; seq: number }
  | { topic: 'outbox'; county: string }
  | { topic: 'handover'; county: string; handoverId: string }
  | { topic: 'case'; county: string; caseId: string }
  | { topic: 'comparison'; county: string; comparisonId: string }
  | { topic: 'card_question'; county: string; questionId: string }
  | { topic: 'notice'; county: string }
  | { topic: 'post'; county: string }
  /** A bot is connected to one of them: the `nth` that ever was. */
  | { topic: 'bot'; county: string; nth: number }
  | { topic: 'roster'; county: string }
  | { topic: 'duty'; county: string }
  | { topic: 'broadcast'; county: string; broadcastId: string }

export interface ChangeFeed {
  /** `onChange('resync')` is called when changes may have been missed. Returns the way to stop. */
  subscribe(onChange: (change: Change | 'resync') => void): () => void
}

/** Thrown inside a transaction to undo it because somebody else wrote first; the use case reads again and replays. */
export class Conflict extends Error {
  override name = 'Conflict'
}
