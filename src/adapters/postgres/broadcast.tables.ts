import type { Generated, JSONColumnType } from 'kysely'
import type { BroadcastEvent } from '../../app/ports/broadcasts.ts'
import type { Block } from '../../contract/block.ts'
import type {
  Audience,
  BroadcastContent,
  BroadcastState,
  MassFailure,
  SkipReason,
  Told,
  UntoldReason,
} from '../../contract/broadcast.ts'
import type { CadreRole, Channel } from '../../contract/terms.ts'

export interface BroadcastTables {
  broadcast: {
    county_code: string
    id: string
    region: string
    level: CadreRole
    title: string
    content: Json<BroadcastContent>
    blocks: Json<Block[]>
    audience: Json<Audience>
    quiet_from: number
    quiet_until: number
    state: BroadcastState
    composed_by: string
    approved_by: string | null
    created_at: Date
    start_at: Date | null
    started_at: Date | null
    ended_at: Date | null
    queued: Generated<number>
    sent: Generated<number>
    failed: Generated<number>
    skipped: Generated<number>
    /** The process that is sending it, and until when nobody else may. */
    hand: string | null
    in_hand_until: Date | null
    pace_since: Date | null
    pace_dealt_with: number | null
    version: number
  }
  delivery: {
    county_code: string
    broadcast_id: string
    person: string
    resident_id: string | null
    conversation_id: string | null
    channel: Channel | null
    village: string | null
    state: 'queued' | 'sent' | 'failed' | 'skipped'
    reason: SkipReason | string | null
    next_at: Date | null
    attempts: Generated<number>
    ended_at: Date | null
    /** What the channel said, where it must be sent to; else null. */
    told: Told | null
    told_reason: UntoldReason | null
    mass_call: string | null
    mass_failures: Generated<number>
  }
  mass_call: {
    county_code: string
    id: string
    channel: Channel
    broadcast_id: string
    made_at: Date
    next_at: Date | null
    attempts: Generated<number>
    unsure_since: Date | null
    state: Generated<'open' | 'taken' | 'sent' | 'failed' | 'refused' | 'unknown'>
    answer_id: string | null
    why: string | null
    paused_until: Date | null
    ended_at: Date | null
    left_out: Generated<number>
    not_reached: Generated<number>
  }
  mass_report: {
    county_code: string
    channel: Channel
    answer_id: string
    /** Null: it was sent. */
    failure: MassFailure | null
    sent: number | null
    not_reached: number | null
    at: Date
  }
  broadcast_event: {
    county_code: string
    broadcast_id: string
    seq: number
    kind: BroadcastEvent['kind']
    at: Date
    by_id: string | null
    by_name: string | null
    text: string
  }
}

type Json<T extends object> = JSONColumnType<T, string, string>
