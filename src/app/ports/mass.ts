/** One message to many, where a channel can't write to each of them just now. */
import type { Block } from '../../contract/block.ts'
import type { BroadcastState, MassFailure, QuietHours } from '../../contract/broadcast.ts'
import type { Channel } from '../../contract/terms.ts'

/**
 * sent: the channel has taken it, by this call or by an earlier one of the same id. later: it may have it or not, and is asked again under
 * the same id; `unsure`: it was asked and did not answer. refused: it has not taken it and will not; `pauseMs`: nor any other for so long.
 */
export type MassPushed =
  | { kind: 'sent'; answerId: string | null }
  | { kind: 'later'; why: string; unsure: boolean; afterMs?: number }
  | { kind: 'refused'; why: string; pauseMs?: number }

export interface MassSending {
  /** People in one call. */
  atLeast: number
  atMost: number
  /** Calls that reach one person in a calendar month. */
  aMonth: number
  /** So long an id that comes again is known to the channel. */
  remembersMs: number
  /** Whether it can be said in one message at all. */
  fits(blocks: Block[]): boolean
  /** Never throws. No transaction is open while it is asked. `id`: the same when the call is repeated. */
  send(county: string, userIds: string[], blocks: Block[], id: string): Promise<MassPushed>
}

/** One process's hold on a call; `until` tells it from a later one. */
export interface MassClaim {
  id: string
  until: Date
}

/** A call that is stored, with its people, before the channel is asked. */
export interface MassCall extends MassClaim {
  broadcastId: string
  madeAt: Date
  attempts: number
  /** Since when the channel may have it, though it never said so; null: it has it not. */
  unsureSince: Date | null
  blocks: Block[]
  broadcast: { state: BroadcastState; quiet: QuietHours }
}

/**
 * What the channel tells of a call once it is over. `failure`: nobody has it. Otherwise `sent` have it, and `notReached` of the others
 * were tried; null where it does not say.
 */
export interface MassReport {
  /** As the channel answered to the call. */
  answerId: string
  failure: MassFailure | null
  sent: number | null
  notReached: number | null
}

export type MassEnd =
  /** Its people have it once the channel reports so. */
  | { kind: 'sent'; answerId: string | null }
  /** Its people wait again: for the next call after `pausedUntil`, or without it for their own next word. */
  | { kind: 'refused'; why: string; pausedUntil: Date | null }
  /** Nobody knows whether they have it, and nobody may repeat it. */
  | { kind: 'unknown'; why: string }

export interface MassLimits extends Pick<MassSending, 'atLeast' | 'atMost' | 'aMonth'> {
  /** When the month began. */
  month: Date
  /** What was put into a chat before this is no news any more. */
  fresh: Date
}

export interface ReadyForMass {
  broadcastId: string
  quiet: QuietHours
  blocks: Block[]
}

export interface MassCalls {
  /** Who had his share of a month waits for a call again. */
  newMonth(channel: Channel): Promise<void>
  /** Broadcasts of which several on that channel wait for a word of theirs, and nobody else is still to be asked about. */
  ready(channel: Channel, limits: MassLimits, now: Date): Promise<ReadyForMass[]>
  /**
   * Looks at those whom the channel can't write to now, as many as a call may hold, and stores a call to them where they are enough. Who
   * has had his share of the month, or wants none, is marked so and left out. Answers how many it looked at: where they were as many as
   * it may hold, there may be more.
   */
  form(channel: Channel, broadcastId: string, id: string, limits: MassLimits, now: Date): Promise<number>
  /** One whose time has come; nobody else gets it before `until`. None in a pause, but for one that the channel may have got. */
  claim(channel: Channel, now: Date, until: Date): Promise<MassCall | null>
  /**
   * From now on the channel may have it. Answers the people who are still to get it: who opted out or left since is taken out. Null where
   * the claim is over, and another one asks.
   */
  begin(claim: MassClaim, now: Date): Promise<string[] | null>
  /** Asked again then, unless the claim is over. `unsureSince` as it is known now. */
  postpone(claim: MassClaim, againAt: Date, unsureSince: Date | null, why: string): Promise<void>
  /** Of a claim that is over only that it was sent counts. */
  end(claim: MassClaim, end: MassEnd, at: Date): Promise<void>
  /** Corrects what is known of the people of that call; the first report of it counts, also before the call has ended. Answers its broadcast where it is known by now. */
  report(channel: Channel, report: MassReport, at: Date): Promise<string | null>
  /** Nobody reported of calls that were taken before that time: of their people nobody knows. Answers their broadcasts. */
  unreported(channel: Channel, before: Date): Promise<string[]>
}
