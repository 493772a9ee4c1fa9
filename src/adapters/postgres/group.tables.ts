import type { ColumnType, Generated } from 'kysely'
import type { CardRef } from '../../app/ports/groups.ts'
import type { GroupKind } from '../../contract/group.ts'
import type { Channel } from '../../contract/terms.ts'

export interface GroupTables {
  cadre_contact: { county_code: string; channel: Channel; user_id: string; cadre_id: string; bound_at: Date }
  contact_code: { county_code: string; cadre_id: string; code_hash: string; expires_at: Date }
  cadre_message: {
    county_code: string
    channel: Channel
    message_id: string
    cadre_id: string
    reply: string | null
    done: boolean
    at: Date
  }
  group_chat: {
    county_code: string
    channel: Channel
    group_id: string
    region: string
    kind: GroupKind
    name: string
    webhook: string | null
  }
  group_post: {
    county_code: string
    key: string
    channel: Channel | null
    group_id: string | null
    cadre_id: string | null
    lead_id: string | null
    words: string
    mentions: string[]
    taps: string[]
    card: ColumnType<CardRef | null, string | null, never>
    at: Date
    next_at: Date
    attempts: Generated<number>
    error: string | null
    delivered_at: Date | null
  }
}
