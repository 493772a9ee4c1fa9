import type { Channel } from '../../contract/terms.ts'

/** `token`: sealed. */
export interface StoredToken {
  token: string
  expiresAt: Date
}

/** Tokens that an API gives for a while, for all processes. One of them at a time asks for a new one, under a lease that runs out with it. */
export interface ChannelTokens {
  /** The one that was given last; null before the first. */
  find(channel: Channel, app: string): Promise<StoredToken | null>
  /**
   * Asks for the lease, until `until`, unless somebody else's runs beyond `now`. `stored` is as it stands behind that: whoever held it
   * before may have put a new one.
   */
  lease(
    channel: Channel,
    app: string,
    holder: string,
    now: Date,
    until: Date,
  ): Promise<{ mine: boolean; stored: StoredToken | null }>
  /** Notes that its holder asks for one though the last has not run out; false where that was done after `since`, or the lease is another's. */
  force(channel: Channel, app: string, holder: string, now: Date, since: Date): Promise<boolean>
  /** Stores what the holder was given, and lets go; false where the lease is another's now, whose token counts. */
  put(channel: Channel, app: string, holder: string, token: string, expiresAt: Date): Promise<boolean>
  /** Lets go, unless the lease is another's now. */
  letGo(channel: Channel, app: string, holder: string): Promise<void>
}
