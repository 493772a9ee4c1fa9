import type { Block } from '../../contract/block.ts'
import type {
  Audience,
  BroadcastContent,
  BroadcastState,
  QuietHours,
  SkipReason,
  Told,
  UntoldReason,
} from '../../contract/broadcast.ts'
import type { CadreRole, Channel } from '../../contract/terms.ts'
import type { Move } from '../../core/broadcast/moves.ts'
import type { Counts, Pace } from '../../core/broadcast/progress.ts'

/** Begins the id of a turn that is a broadcast: `broadcast:BROADCAST:RESIDENT`, unique in its chat. */
const TURN_PREFIX = 'broadcast:'

export function isBroadcast(inboundId: string): boolean {
  return inboundId.startsWith(TURN_PREFIX)
}

export interface Broadcast extends Counts {
  id: string
  county: string
  region: string
  /** The office in which its author composed it. */
  level: CadreRole
  title: string
  content: BroadcastContent
  /** What people see, as it was composed. */
  blocks: Block[]
  audience: Audience
  quiet: QuietHours
  state: BroadcastState
  composedBy: string
  approvedBy: string | null
  createdAt: Date
  startAt: Date | null
  /** When its audience was counted out; null before. */
  startedAt: Date | null
  endedAt: Date | null
  pace: Pace | null
  version: number
}

/** What a composer or an approver changes of it. */
export type BroadcastFace = Pick<
  Broadcast,
  | 'region'
  | 'title'
  | 'content'
  | 'blocks'
  | 'audience'
  | 'quiet'
  | 'state'
  | 'approvedBy'
  | 'startAt'
  | 'startedAt'
  | 'endedAt'
  | 'version'
>

export interface Named {
  id: string
  name: string
  role: CadreRole
}

export interface BroadcastRow {
  broadcast: Broadcast
  composedBy: Named
  approvedBy: Named | null
}

export interface BroadcastEvent {
  kind: 'compose' | Move
  at: Date
  /** Null: the system. */
  by: { id: string; name: string } | null
  text: string
}

/** Whom a broadcast would reach, and on which rules. */
export interface Reached {
  audience: Audience
  /** Best first. */
  channels: readonly Channel[]
  /** Of these, the ones that can always be written to; any other where its window is open now, with more than `kept` messages left. */
  alwaysOpen: readonly Channel[]
  now: Date
  kept: number
  /** When month and week began, and how much each may hold. */
  month: Date
  week: Date
  mostAPerson: number
  mostAVillage: number
}

export interface AudienceCount {
  byChannel: { channel: Channel; count: number }[]
  skipped: { reason: SkipReason; count: number }[]
  /** Head of the household and village; null where it is not known. */
  sample: { headName: string | null; village: string | null }[]
  /** Of the place's households, and of how many it is known what they speak; null where the audience does not ask. */
  languages: { households: number; known: number } | null
}

/** `told` null: nobody is written to there. `massFailures`: calls that failed as a whole with them in it. */
export interface ToldCount {
  told: Told | null
  reason: UntoldReason | null
  isOld: boolean
  massFailures: number
  count: number
}

export interface DeliverySums {
  /** Most first. */
  skipped: AudienceCount['skipped']
  /** Of those into whose chat it was put. */
  told: ToldCount[]
  /** So many of the queued were found in the middle of something, and are tried again later. */
  busy: number
}

/** What became of a batch. `later`: he is in the middle of something. */
export interface SentBatch extends Record<'sent' | 'skipped' | 'failed' | 'later', number> {
  turns: { conversationId: string; seq: number }[]
}

export interface BroadcastBatch {
  limit: number
  now: Date
  /** Who is in the middle of something gets it then. */
  laterAt: Date
  /** Whoever wrote after this is in the middle of something, if a question is open. */
  busySince: Date
}

export interface Broadcasts {
  insert(one: Broadcast): Promise<void>
  row(id: string): Promise<BroadcastRow | null>
  /** Locked until the end of the transaction. */
  lock(id: string): Promise<Broadcast | null>
  /** Of a row that this transaction has locked. */
  put(id: string, face: BroadcastFace): Promise<void>
  /** Newest first. */
  list(state: BroadcastState | null, limit: number): Promise<BroadcastRow[]>
  addEvent(id: string, event: BroadcastEvent): Promise<void>
  events(id: string): Promise<BroadcastEvent[]>
  /** Whom it would reach; stores nothing. */
  count(reached: Reached, sample: number): Promise<AudienceCount>
  /** One row for each person of the audience, queued or skipped with the reason; and the broadcast's counts. Nobody else expands meanwhile. */
  expand(id: string, reached: Reached, at: Date): Promise<Counts>
  /** Scheduled, and the time has come. */
  due(now: Date): Promise<string[]>
  /** Being sent, and in nobody's hand. */
  sending(now: Date): Promise<string[]>
  /** Into one hand until `until`; a new hand begins a new pace. Null: it is not being sent, or somebody else has it in hand. */
  take(id: string, hand: string, now: Date, until: Date): Promise<Broadcast | null>
  letGo(id: string, hand: string): Promise<void>
  /**
   * Appends the broadcast to as many chats as the batch may hold and marks each; both commit together. A chat in which it stands
   * already gets it no second time. @throws what one row of the batch did; then nothing of it is stored.
   */
  send(broadcast: Pick<Broadcast, 'id' | 'blocks'>, batch: BroadcastBatch): Promise<SentBatch>
  /** The next in turn could not be sent: it waits until `againAt`, or has failed for good when that was the `most`th time. */
  failNext(id: string, now: Date, againAt: Date, most: number, why: string): Promise<void>
  /** Those that failed wait again; answers how many. */
  requeueFailed(id: string, now: Date): Promise<number>
  /** Those put there after `fresh` whose first mass call failed as a whole wait for another one, or for their next word; answers how many. */
  requeueMassFailed(id: string, fresh: Date): Promise<number>
  /** Those that wait get nothing any more; answers how many. */
  skipQueued(id: string, reason: SkipReason, at: Date): Promise<number>
  /** Deletes the deliveries and mass calls of some broadcasts that ended before that time; their sums stay. Answers how many went. */
  dropDeliveries(before: Date): Promise<number>
  /** What became of all of its deliveries by now. `isOld`: put into a chat before `fresh`. */
  sums(id: string, now: Date, fresh: Date): Promise<DeliverySums>
}
