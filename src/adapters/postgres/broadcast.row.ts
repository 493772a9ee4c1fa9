import type { Insertable, Selectable } from 'kysely'
import type { Broadcast, BroadcastFace, BroadcastRow } from '../../app/ports/broadcasts.ts'
import type { CadreRole } from '../../contract/terms.ts'
import type { BroadcastTables } from './broadcast.tables.ts'
import { json } from './json.ts'
import type { Trx } from './transaction.ts'

export function rowOfBroadcast(one: Broadcast): Insertable<BroadcastTables['broadcast']> {
  return {
    county_code: one.county,
    id: one.id,
    level: one.level,
    composed_by: one.composedBy,
    created_at: one.createdAt,
    ...faceRow(one),
  }
}

export function faceRow(face: BroadcastFace) {
  return {
    region: face.region,
    title: face.title,
    content: json(face.content),
    blocks: json(face.blocks),
    audience: json(face.audience),
    quiet_from: face.quiet.from,
    quiet_until: face.quiet.until,
    state: face.state,
    approved_by: face.approvedBy,
    start_at: face.startAt,
    started_at: face.startedAt,
    ended_at: face.endedAt,
    version: face.version,
  }
}

export function broadcastOf(row: Selectable<BroadcastTables['broadcast']>): Broadcast {
  const { pace_since: since, pace_dealt_with: dealtWith } = row
  return {
    id: row.id,
    county: row.county_code,
    region: row.region,
    level: row.level,
    title: row.title,
    content: row.content,
    blocks: row.blocks,
    audience: row.audience,
    quiet: { from: row.quiet_from, until: row.quiet_until },
    state: row.state,
    composedBy: row.composed_by,
    approvedBy: row.approved_by,
    createdAt: row.created_at,
    startAt: row.start_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    pace: since !== null && dealtWith !== null ? { since, dealtWith } : null,
    version: row.version,
    queued: row.queued,
    sent: row.sent,
    failed: row.failed,
    skipped: row.skipped,
  }
}

/** With the names of who composed and who approved. */
export function broadcastRows(trx: Trx, county: string) {
  return trx
    .selectFrom('broadcast')
    .innerJoin('cadre as composer', (join) =>
      join
        .onRef('composer.county_code', '=', 'broadcast.county_code')
        .onRef('composer.id', '=', 'broadcast.composed_by'),
    )
    .leftJoin('cadre as approver', (join) =>
      join
        .onRef('approver.county_code', '=', 'broadcast.county_code')
        .onRef('approver.id', '=', 'broadcast.approved_by'),
    )
    .selectAll('broadcast')
    .select(['composer.name as composerName', 'composer.role as composerRole'])
    .select(['approver.name as approverName', 'approver.role as approverRole'])
    .where('broadcast.county_code', '=', county)
}

type NamedRow = Selectable<BroadcastTables['broadcast']> & {
  composerName: string
  composerRole: CadreRole
  approverName: string | null
  approverRole: CadreRole | null
}

export function broadcastRowOf(row: NamedRow): BroadcastRow {
  const { approved_by: id, approverName: name, approverRole: role } = row
  return {
    broadcast: broadcastOf(row),
    composedBy: { id: row.composed_by, name: row.composerName, role: row.composerRole },
    approvedBy: id !== null && name !== null && role !== null ? { id, name, role } : null,
  }
}
