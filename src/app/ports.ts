/**
 * The outside world as types. Adapters provide these; use cases take them as arguments. Rows never show here: what
 * crosses is the core's own vocabulary.
 */
import type { Block } from '../contract/block.ts'
import type { Inbound, TurnView } from '../contract/chat.ts'
import type { LeadStatus, QueueQuery } from '../contract/lead.ts'
import type { CadreRole, Channel, HouseholdKind } from '../contract/terms.ts'
import type { ConversationState, Report } from '../core/dialogue/conversation.ts'
import type { Handover } from '../core/handover/handover.ts'
import type { Lead, LeadEvent } from '../core/lead/lead.ts'
import type { Region } from '../core/region/region.ts'
import type { Cadre, Duty, Roster } from '../core/routing/roster.ts'
import type { Sealed } from '../core/sealed.ts'
import type { Suggestion } from '../core/understanding/suggestion.ts'

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

/** `conflict`: somebody stored that seq, or that message, first; read again and replay. */
export type Appended = 'appended' | 'conflict'

export interface Tx {
  regions: Regions
  roster: RosterStore
  conversations: Conversations
  residents: Residents
  households: Households
  leads: Leads
  attachments: Attachments
  outbox: Outbox
  handovers: Handovers
  notices: Notices
  accounts: Accounts
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
  | { topic: 'notice'; county: string }
  | { topic: 'roster'; county: string }

export interface ChangeFeed {
  /** `onChange('resync')` is called when changes may have been missed. Returns the way to stop. */
  subscribe(onChange: (change: Change | 'resync') => void): () => void
}

export interface Regions {
  ofCounty(county: string): Promise<Region[]>
  counties(): Promise<Region[]>
  put(regions: Region[]): Promise<void>
  activate(codes: string[]): Promise<void>
}

export interface RosterStore {
  /** All cadres of the county with the duties that are in force on the day (yyyy-mm-dd). */
  onDay(county: string, day: string): Promise<Roster>
  putCadre(cadre: Cadre & { phone: Sealed | null; demo: boolean }): Promise<void>
  putDuty(county: string, duty: Duty): Promise<void>
  /** The system alone is told. */
  phoneOf(cadreId: string): Promise<Sealed | null>
}

/** A conversation as its last turn left it. `state` null: nobody has said anything yet. */
export interface ConversationHead {
  county: string
  conversationId: string
  residentId: string
  channel: Channel
  lastSeq: number
  state: ConversationState | null
}

export type LoadedConversation = ConversationHead & { state: ConversationState }

export interface NewTurn {
  county: string
  conversationId: string
  seq: number
  /** The channel's message id, or `outbox:KEY` for a turn of ours: unique within the conversation. */
  inboundId: string
  at: Date
  inbound: Inbound | null
  replies: Block[]
  state: ConversationState
}

export interface Conversations {
  find(channel: Channel, userId: string): Promise<ConversationHead | null>
  /** Finds, or makes resident, identity and conversation under the ids given. Safe when two do it at once. */
  open(who: {
    channel: Channel
    userId: string
    residentId: string
    conversationId: string
    village: string | null
    at: Date
    demo: boolean
  }): Promise<ConversationHead>
  head(conversationId: string): Promise<ConversationHead | null>
  turnsAfter(conversationId: string, seq: number, limit: number): Promise<TurnView[]>
  turnOf(conversationId: string, inboundId: string): Promise<TurnView | null>
  append(turn: NewTurn): Promise<Appended>
}

export interface Residents {
  consent(residentId: string, version: string, at: Date): Promise<void>
  /** Fills in what a confirmed report about his own household told us. */
  remember(
    residentId: string,
    facts: { householdId: string; village: string; phone: Sealed | null; identity: Sealed | null },
  ): Promise<void>
  optOut(residentId: string, at: Date): Promise<void>
  get(residentId: string): Promise<{ householdId: string | null; village: string | null } | null>
}

export interface Household {
  id: string
  county: string
  /** Village code, or the county's code while the place is unknown. */
  region: string
  headName: string
  kind: HouseholdKind
  /** The cadre named for this household, if any. */
  cadreId: string | null
  phone: Sealed | null
  /** Made from a report and not yet confirmed by a cadre. */
  unconfirmed: boolean
  demo: boolean
}

export interface Households {
  get(id: string): Promise<Household | null>
  put(household: Household): Promise<void>
  /**
   * Households of that region whose head has this name; the caller decides which it is. Until the transaction ends nobody else
   * looks for the same, so two reports at once don't make two households of one.
   */
  lockNamed(region: string, headName: string): Promise<Household[]>
}

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
  /** The open leads of the household, locked until the end of the transaction. */
  lockOpenOf(householdId: string): Promise<Lead[]>
  /** `conflict`: the household has an open lead of that type already. */
  insert(lead: Lead): Promise<'inserted' | 'conflict'>
  /** `conflict`: the stored version is not `lead.version - 1`. Event and lead are written together. */
  advance(lead: Lead, event: LeadEvent): Promise<'advanced' | 'conflict'>
  addEvent(county: string, region: string, event: LeadEvent): Promise<void>
  events(leadId: string): Promise<LeadEvent[]>
  insertReport(report: StoredReport, leadIds: string[]): Promise<void>
  reports(leadId: string): Promise<StoredReport[]>
  /** Who is to hear news of this lead: the conversations whose report was not withdrawn. */
  listeners(leadId: string): Promise<{ conversationId: string; residentId: string }[]>
  /** A number that the resident gives later takes the place of the one in his reports of this lead. */
  putPhone(leadId: string, residentId: string, phone: Sealed): Promise<void>
  /** Takes this resident's report off the lead; answers how many reports are left. */
  withdrawReport(leadId: string, residentId: string, at: Date): Promise<number>
  ofResident(residentId: string): Promise<QueueRow[]>
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

/** Where a page of the queue ended. */
export interface QueueKey {
  urgency: Lead['urgency']
  dueAt: Date
  id: string
}

export interface Attachment {
  id: string
  county: string
  residentId: string
  mime: string
  bytes: Uint8Array
  at: Date
}

export interface Attachments {
  put(attachment: Attachment): Promise<void>
  /** As far as the actor may see it: his own, or of a lead in his area. */
  get(id: string): Promise<Attachment | null>
  /** Makes the pictures of a report visible to those who may see its lead. */
  attach(ids: string[], leadIds: string[], region: string): Promise<void>
}

/** Something that must leave the system: news appended to a resident's chat. The key makes a second delivery harmless. */
export interface OutboxItem {
  key: string
  county: string
  conversationId: string
  blocks: Block[]
  at: Date
}

export interface Outbox {
  put(item: OutboxItem): Promise<void>
  /** Up to `limit` undelivered items, oldest first, locked and skipping those that another process has in hand. */
  take(limit: number, now: Date): Promise<OutboxItem[]>
  delivered(key: string, at: Date): Promise<void>
  /** Deletes what was delivered before that time; answers how many. */
  dropDelivered(before: Date): Promise<number>
  /** The first failure waits until `retryAt`, each later one twice as long beyond it as the one before, up to an hour. */
  failed(key: string, retryAt: Date, error: string): Promise<void>
}

/** A hand-over with the people who may answer. */
export interface HandoverRow {
  handover: Handover
  holder: { id: string; name: string; role: CadreRole }
  second: { id: string; name: string; role: CadreRole } | null
}

export interface Handovers {
  /** `conflict`: in this conversation a person has the word already. */
  insert(handover: Handover): Promise<'inserted' | 'conflict'>
  /** Of a row that this transaction has locked. */
  put(handover: Handover): Promise<void>
  row(id: string): Promise<HandoverRow | null>
  /** Open ones first, who waits longest before all; then those that ended after that time. At most `limit`. */
  list(endedAfter: Date, limit: number): Promise<HandoverRow[]>
  open(): Promise<Handover[]>
  /** Locked until the end of the transaction: whoever changes who has the word locks first, and writes the turn then. */
  lock(id: string): Promise<Handover | null>
  lockOpenOf(conversationId: string): Promise<Handover | null>
}

/** A cadre is to be told of a lead by telephone. The key is the gateway's too: a second delivery is known by it. */
export interface Notice {
  key: string
  leadId: string
  cadreId: string
}

/** `failed`: the gateway will never take it, or we gave up. */
export interface NoticeEnd {
  state: 'sent' | 'failed' | 'no_number' | 'not_configured'
  error: string | null
}

export interface Notices {
  put(notice: Notice, at: Date): Promise<void>
  /** Up to `limit` that are due; nobody else gets them before `until`. `attempts` counts this one. */
  claim(limit: number, now: Date, until: Date): Promise<(Notice & { attempts: number })[]>
  end(key: string, end: NoticeEnd, at: Date): Promise<void>
  /** The first failure waits five seconds, each later one twice as long, up to five minutes. */
  retry(key: string, now: Date, error: string): Promise<void>
  /** Deletes what ended before that time and whose lead is ended too; answers how many. */
  drop(before: Date): Promise<number>
}

/** What goes out by telephone: of the resident neither name nor words. */
export interface PhoneNotice {
  to: string
  template: 'emergency'
  /** The lead's receipt number. */
  number: string
  place: string
  /** Kind of risk, in words. */
  kind: string
  urgency: string
}

/** The county's gateway for short messages or calls. */
export interface PhoneNotices {
  /** `refused`: never to be tried again. `later`: it did not answer, or said that it can't now. */
  send(notice: PhoneNotice, key: string): Promise<{ kind: 'sent' } | { kind: 'refused' | 'later'; why: string }>
}

export interface Account {
  cadreId: string
  county: string
  account: string
  passwordHash: string
  failures: number
  lockedUntil: Date | null
}

export interface Accounts {
  /** Locked until the end of the transaction, so that guesses made at the same time are all counted. */
  byAccount(account: string): Promise<Account | null>
  /** The account's name is taken: `taken`. */
  create(account: Account): Promise<'created' | 'taken'>
  recordFailure(cadreId: string, failures: number, lockedUntil: Date | null): Promise<void>
  invite(invitation: { codeHash: string; cadreId: string; expiresAt: Date }): Promise<void>
  /** Uses the invitation up. Null when it is unknown, used or too old. */
  redeem(codeHash: string, now: Date): Promise<{ cadreId: string } | null>
  openSession(session: { tokenHash: string; cadreId: string; expiresAt: Date; at: Date }): Promise<void>
  session(tokenHash: string, now: Date): Promise<{ cadreId: string; expiresAt: Date } | null>
  closeSession(tokenHash: string): Promise<void>
  /** Deletes; answers how many. */
  dropExpiredSessions(now: Date): Promise<number>
  /** Deletes those that expired before that time; answers how many. */
  dropOldInvitations(expiredBefore: Date): Promise<number>
  /** `areas`: the places of his duties, also as deputy, in force on the day (yyyy-mm-dd). */
  cadre(cadreId: string, day: string): Promise<(Cadre & { areas: string[]; demo: boolean }) | null>
}

export interface AuditEntry {
  /** Counts for the system alone; everybody else's entries get the time of the database's own clock. */
  at: Date
  /** Whom the system names; everybody else must name himself. */
  actor: string
  act: string
  subject: string
}

export interface Audit {
  append(entry: AuditEntry): Promise<void>
  /** Walks the county's chain; answers the first broken seq, or null when whole. */
  verify(county: string): Promise<{ entries: number; brokenAt: number | null }>
}

/** Seals private numbers and opens them again; the key never leaves it. */
export interface Vault {
  seal(kind: Sealed['kind'], value: string): Sealed
  open(sealed: string): string
  /** Keyed, one-way; for tokens and codes that are stored only as hashes. */
  hash(value: string): string
  /** Whether `hash` is the hash of `value`, in constant time. */
  sameHash(value: string, hash: string): boolean
}

/** A second reader of what our own rules are unsure about. It may only suggest; `withSuggestion` checks every word. */
export interface LanguageModel {
  /**
   * `text` has its private numbers masked. Null: nothing usable, for whatever reason. Never throws; takes a few seconds at most, and
   * no longer than until `giveUp` is aborted.
   */
  suggest(text: string, giveUp?: AbortSignal): Promise<Suggestion | null>
}

export interface Passwords {
  hash(password: string): Promise<string>
  verify(hash: string, password: string): Promise<boolean>
}

export interface Clock {
  now(): Date
}

export interface Ids {
  uuid(): string
  /** `bytes` random bytes, base64url. */
  secret(bytes: number): string
}

/** Thrown inside a transaction to undo it because somebody else wrote first; the use case reads again and replays. */
export class Conflict extends Error {
  override name = 'Conflict'
}
