import type { GroupKind } from '../../contract/group.ts'
import type { Channel } from '../../contract/terms.ts'
import type { Pushed } from './channels.ts'

/** Whose contact on which channel. */
export interface Contacts {
  /** Whose this contact is; null where nobody bound it. */
  cadreOf(channel: Channel, userId: string): Promise<string | null>
  /** Of a cadre who is active. */
  of(cadreId: string): Promise<{ channel: Channel; userId: string; boundAt: Date }[]>
  /** All of the county's active cadres. */
  all(): Promise<{ cadreId: string; channel: Channel; userId: string }[]>
  /** A cadre has one contact per channel, and a contact is one cadre's: what stood before gives way. */
  bind(channel: Channel, userId: string, cadreId: string, at: Date): Promise<void>
  /** All of his, or that of one channel; answers how many. */
  unbind(cadreId: string, channel: Channel | null): Promise<number>
  /** His newest code is the only one that counts. */
  putCode(cadreId: string, codeHash: string, expiresAt: Date): Promise<void>
  /** Uses the code up. Null when it is unknown, used or too old. */
  redeem(codeHash: string, now: Date): Promise<string | null>
}

/** What was answered to cadres' messages, so that one that comes again does nothing twice. */
export interface CadreMessages {
  /** Undefined: it is new. Null: it was answered with nothing. */
  replyTo(channel: Channel, messageId: string): Promise<{ words: string | null; done: boolean } | undefined>
  /** `again`: it has an answer already; whoever acted in this transaction must undo it. */
  put(
    message: { channel: Channel; messageId: string; cadreId: string; words: string | null; done: boolean },
    at: Date,
  ): Promise<'new' | 'again'>
  /** Deletes those from before that time; answers how many. */
  drop(before: Date): Promise<number>
}

export interface GroupChat {
  channel: Channel
  groupId: string
  region: string
  kind: GroupKind
  name: string
  /** Sealed; null where the channel needs none. */
  webhook: string | null
}

export interface Groups {
  get(channel: Channel, groupId: string): Promise<GroupChat | null>
  /** New, or in place of what stood there. */
  put(group: GroupChat): Promise<void>
  remove(channel: Channel, groupId: string): Promise<boolean>
  /** All that the actor sees, by place. */
  list(): Promise<GroupChat[]>
}

/** An information card of a place, as it holds on a day. */
export interface CardRef {
  id: string
  region: string
  /** yyyy-mm-dd; today where it is left out. */
  date?: string
}

/** What a group is to be told, or one cadre by himself. The key is the same when it is written again. */
export interface GroupPost {
  key: string
  to: { channel: Channel; groupId: string } | { cadreId: string }
  /** Of which lead; null for a digest. */
  leadId: string | null
  /** To groups without anything personal. */
  words: string
  /** Cadres to be called by name. */
  mentions: string[]
  /** What the reader may tap: the words that he would write. */
  taps: string[]
  /** Whose picture goes along. */
  card?: CardRef | null
}

/** What this process can post just now: to groups of the channels that are `ready`, and to cadres with a contact there, or with none on `all` channels. */
export interface PostReach {
  ready: Channel[]
  all: Channel[]
  /** What is older than this is for whoever comes first. */
  staleAt: Date
}

/** One sender's claim; `until` tells it from a later one. */
export interface PostClaim {
  key: string
  until: Date
}

export interface GroupPosts {
  /** Putting it a second time does nothing. */
  put(post: GroupPost, at: Date): Promise<void>
  /**
   * Up to `limit` that are due and that `reach` lets us send, or too old for anybody; nobody else gets them before `until`.
   */
  claim(
    reach: PostReach,
    limit: number,
    now: Date,
    until: Date,
  ): Promise<(GroupPost & { attempts: number; at: Date })[]>
  /** By whomever it was: it is over. */
  delivered(key: string, at: Date): Promise<void>
  /** It is over, with an error that nothing will mend; false where the claim is over, and another one tries. */
  giveUp(claim: PostClaim, at: Date, error: string): Promise<boolean>
  /** To be tried again at that time, unless the claim is over. */
  retry(claim: PostClaim, at: Date, error: string): Promise<void>
  /** The channel can be reached again: what waits for its next try there is due now. */
  wake(channel: Channel, now: Date): Promise<void>
  /** Of each group that was posted to, the last that ended; `arrived`: without an error. */
  lastOfGroups(): Promise<{ channel: Channel; groupId: string; at: Date; arrived: boolean }[]>
  /** Deletes what ended, or was never sent, before that time; answers how many. */
  drop(before: Date): Promise<number>
}

/** A channel that reaches groups and cadres. Never throws; no transaction is open while it is asked. */
export interface GroupChannel {
  /** `mentions`: the channel's own ids of those to be called. `webhook` opened. `card`: whose picture goes along, where the channel can. */
  post(
    county: string,
    group: { groupId: string; webhook: string | null },
    words: string,
    mentions: string[],
    key: string,
    card?: CardRef | null,
  ): Promise<Pushed>
  /** Whether this process can post at all just now; where it is left out, it can. */
  isReady?(): boolean
  /** To one person by himself. `taps`: what he may tap, each the words that he would write; a channel without buttons leaves them out. */
  tell(county: string, userId: string, words: string, taps: string[], key: string): Promise<Pushed>
}

export type GroupChannels = Partial<Record<Channel, GroupChannel>>
