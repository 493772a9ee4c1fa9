import type { Generated } from 'kysely'
import type { Channel } from '../../contract/terms.ts'

export interface ChannelTables {
  inbox: {
    county_code: string
    channel: Channel
    message_id: string
    user_id: string
    body: string
    at: Date
    next_at: Date
    attempts: Generated<number>
    error: string | null
    done_at: Date | null
  }
  reach: {
    county_code: string
    conversation_id: string
    channel: Channel
    user_id: string
    told_seq: Generated<number>
    owing: Generated<boolean>
    answered_id: string | null
    answered_from: number | null
    answered_to: number | null
    /** Of the news up to this turn he was told that there is some. */
    noticed_seq: Generated<number>
    /** Turns of publicity up to `told_seq` that were passed over and are still to be sent. */
    put_off: Generated<number[]>
    open_until: Date | null
    free_left: Generated<number>
    claimed_until: Date | null
    next_at: Date
    attempts: Generated<number>
    error: string | null
    gone_at: Date | null
  }
  channel_token: {
    county_code: string
    channel: Channel
    app: string
    token: string | null
    expires_at: Date | null
    /** Who asks for the next one just now, until when at the latest. */
    holder: string | null
    held_until: Date | null
    forced_at: Date | null
  }
  channel_use: { county_code: string; channel: Channel; what: string; period: string; used: number }
}
