import type { Block } from '../../contract/block.ts'
import type { BroadcastState, QuietHours, UntoldReason } from '../../contract/broadcast.ts'
import type { Channel } from '../../contract/terms.ts'
import type { MassSending } from './mass.ts'

/** Something that came in on a channel, as the channel sent it. */
export interface Arrived {
  county: string
  channel: Channel
  /** The channel's own id, or what stands for it: the same when it comes again. */
  messageId: string
  /** The channel's own id of the person. */
  userId: string
  /** What the channel's adapter reads again when it works it off; it may hold private numbers. */
  body: string
}

/** Until when it is in somebody's hand, which tells his hold on it from a later one. */
export type Hold = Date

export interface Inbox {
  /** `new`: stored just now. `waiting`: it came before and is not worked off. `done`: it came before and was. `body` is to be sealed; until `nextAt` it is in the hand of whoever put it. */
  put(one: Arrived, at: Date, nextAt: Date): Promise<'new' | 'waiting' | 'done'>
  /** By whomever: working it off a second time changes nothing. */
  done(channel: Channel, messageId: string, at: Date): Promise<void>
  /**
   * Waits longer after each failure, up to an hour. Nothing where the hold is over: somebody else has it in hand, and what becomes of it
   * is his to say.
   */
  failed(channel: Channel, messageId: string, hold: Hold, at: Date, error: string): Promise<void>
  /** Whether something of his that came before it is still to be worked off. What failed again and again is not waited for. */
  isBehind(channel: Channel, messageId: string): Promise<boolean>
  /** Lets go of it: whoever claims it has it at once, behind what came before it. */
  letGo(channel: Channel, messageId: string, hold: Hold, at: Date): Promise<void>
  /**
   * Up to `limit` that are not worked off though their time has come, oldest first, and of each person no later one before an earlier one;
   * nobody else gets them until `until`.
   */
  claim(channel: Channel, limit: number, now: Date, until: Date): Promise<(Arrived & { attempts: number })[]>
  /** Deletes what was worked off before that time; answers how many. */
  drop(before: Date): Promise<number>
}

/** What a channel lets us send to somebody unasked: so many messages, until then. Null: nothing. */
export interface Window {
  until: Date
  left: number
}

/** How far a conversation was handed to its channel. */
export interface Reach {
  conversationId: string
  channel: Channel
  userId: string
  /** Every turn up to this one was handed over, or put off. */
  toldSeq: number
  /** Of the news up to this turn he was told that there is some, while the channel was closed for the news themselves. */
  noticedSeq: number
  /** Publicity that gave way to what matters more, oldest first. */
  putOff: number[]
  /** Until when it is in this sender's hand; tells his claim from a later one. */
  claimedUntil: Date
  window: Window | null
  attempts: number
}

/** One sender's claim. */
export type Claim = Pick<Reach, 'conversationId' | 'claimedUntil'>

/** What decides whether publicity that is owed still goes out. */
export interface OwedPublicity {
  at: Date
  replies: Block[]
  /** Null: there is no such broadcast. */
  broadcast: { id: string; state: BroadcastState; quiet: QuietHours } | null
  /** He said so since, on whatever channel. */
  optedOut: boolean
  /** Whether a mass call brings it. `asked`: it is under way; `yes`: it did, or nobody knows better. */
  byMass: 'no' | 'asked' | 'yes'
}

export interface Reaches {
  /**
   * He did something: he can be reached (again), and what the channel allows begins anew where `window` is given; a window that is
   * open for longer stays as long.
   */
  heard(who: Pick<Reach, 'conversationId' | 'channel' | 'userId'>, at: Date, window: Window | null): Promise<void>
  /** There may be turns that he has not got. Until `hold` nobody but who names it sends them, unless somebody has it in hand already. */
  owe(conversationId: string, at: Date, hold?: Date): Promise<void>
  /**
   * For one sender alone until `until`; null when nothing is owed, somebody else has it in hand, or its time has not come.
   * `hold`: until when it was held for this sender.
   */
  claim(conversationId: string, now: Date, until: Date, hold?: Date): Promise<Reach | null>
  /** Handed over up to `seq`; `spent` messages of the window are used up. Whoever has it in hand keeps it. */
  told(conversationId: string, seq: number, spent: number): Promise<void>
  /** As `told`, of turns of publicity up to `seq` that are still to be sent behind everything else. */
  putOff(conversationId: string, seq: number): Promise<void>
  /** Publicity that was put off is over: told, with so many messages of the window, or why not. Null: it was over before. */
  publicityOver(conversationId: string, seq: number, spent: number, end: 'told' | UntoldReason | null): Promise<void>
  /** The channel takes nothing until he writes: whatever publicity he has not got waits for that, or for a mass call. */
  publicityClosed(conversationId: string): Promise<void>
  publicity(conversationId: string, seq: number): Promise<OwedPublicity | null>
  /** He was told that there is news, up to `seq`; the news themselves are still owed. */
  noticed(conversationId: string, seq: number): Promise<void>
  /**
   * Lets go of it, unless that claim is over. `nothing_left`: owes nothing, unless a turn came meanwhile. `closed`: what is left waits
   * until he writes again, unless a turn came behind `seen`. `gone`: he is not there; what is left waits too.
   */
  release(claim: Claim, why: 'nothing_left' | 'closed' | 'gone', at: Date, seen: number): Promise<void>
  /** Lets go of it, unless that claim is over; nothing is due before `until`, unless a turn came behind `seen`. */
  postpone(claim: Claim, until: Date, at: Date, seen: number): Promise<void>
  /** Lets go of it, unless that claim is over, and tries again then, later and later. */
  retry(claim: Claim, at: Date, why: string): Promise<void>
  /** He does not want to hear from us: nothing is sent until he comes back. */
  leave(conversationId: string, at: Date): Promise<void>
  /** The message that an answer was given to on the spot, with turns after `from` up to `toSeq`; null when it was another one. */
  answeredOnTheSpot(conversationId: string, messageId: string): Promise<{ from: number; to: number } | null>
  /** As `told`, remembering which message was answered so. `putOff`: publicity among those turns, which the answer left out. */
  answer(
    conversationId: string,
    messageId: string,
    turns: { from: number; to: number; putOff: number[] },
  ): Promise<void>
  /** The channel can be reached again: whatever waits for its next try is due now. */
  wake(channel: Channel, now: Date): Promise<void>
  /** Conversations that may be owed something and whose time has come. */
  owing(channel: Channel, limit: number, now: Date): Promise<string[]>
}

/** How much of what a channel allows was used, in a period such as a day or a minute. */
export interface ChannelUses {
  /** Uses `count` more unless that would be more than `most`; answers whether it was granted. */
  take(channel: Channel, what: string, period: string, count: number, most: number): Promise<boolean>
  used(channel: Channel, what: string, period: string): Promise<number>
  /** One that was taken was not used after all. */
  giveBack(channel: Channel, what: string, period: string): Promise<void>
  /** Deletes the uses of periods before that one (they are ordered as text); answers how many. */
  drop(before: string): Promise<number>
}

/** What a message is: where little may be sent, an answer or news of a report goes before publicity. */
export type About = 'reply' | 'case_news' | 'publicity'

export interface Message {
  blocks: Block[]
  about: About
  /** The same when it is sent again. */
  key: string
}

/**
 * sent: the channel took it. closed: it takes nothing until the person writes. gone: the person is not there any more. later: it
 * failed, and may succeed. refused: it will never be taken as it is.
 */
export type Pushed =
  | { kind: 'sent'; spent: number }
  | { kind: 'closed' }
  | { kind: 'gone'; why: string }
  | { kind: 'later'; why: string; afterMs?: number }
  | { kind: 'refused'; why: string }

/** A channel to which we must send. */
export interface PushChannel {
  /** Never throws. No transaction is open while it is asked. */
  send(county: string, to: Pick<Reach, 'userId' | 'window'>, message: Message): Promise<Pushed>
  /** While it is closed for messages: tells that there is news, with nothing personal in it. Never throws. */
  notice?(county: string, userId: string, message: Message): Promise<Pushed>
  /** Where one message may go to many whom it can't write to one by one. */
  mass?: MassSending
  /** Whether this process can send at all just now; where it is left out, it can. */
  isReady?(): boolean
  /** Works off something that arrived and was left, such as by a crash. @throws what stood in the way; it is tried again. */
  workOff(arrived: Arrived): Promise<void>
}

export type PushChannels = Partial<Record<Channel, PushChannel>>
