import type { Insertable, Selectable } from 'kysely'
import type { HandoverRow } from '../../app/ports/handovers.ts'
import type { Handover } from '../../core/handover/handover.ts'
import { OPEN_HANDOVERS } from '../../core/handover/handover.ts'
import type { Database } from './tables.ts'
import type { Trx } from './transaction.ts'

type Row = Selectable<Database['handover']>

export async function insertHandover(trx: Trx, handover: Handover): Promise<'inserted' | 'conflict'> {
  const row = await trx
    .insertInto('handover')
    .values(rowOf(handover))
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row ? 'inserted' : 'conflict'
}

export async function putHandover(trx: Trx, handover: Handover): Promise<void> {
  const { county_code, id, ...face } = rowOf(handover)
  const { numUpdatedRows } = await trx
    .updateTable('handover')
    .set(face)
    .where('county_code', '=', county_code)
    .where('id', '=', id)
    .where('version', '=', handover.version - 1)
    .executeTakeFirst()
  // Whoever writes holds the row's lock, so nobody can have written in between.
  if (numUpdatedRows !== 1n) throw new Error(`handover ${id} was not at version ${handover.version - 1}`)
}

export async function lockHandover(trx: Trx, county: string, id: string): Promise<Handover | null> {
  const row = await trx
    .selectFrom('handover')
    .selectAll()
    .where('county_code', '=', county)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ? handoverOf(row) : null
}

export async function lockOpenHandoverOf(trx: Trx, county: string, conversationId: string): Promise<Handover | null> {
  const row = await trx
    .selectFrom('handover')
    .selectAll()
    .where('county_code', '=', county)
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', OPEN_HANDOVERS)
    .forUpdate()
    .executeTakeFirst()
  return row ? handoverOf(row) : null
}

export async function openHandovers(trx: Trx, county: string): Promise<Handover[]> {
  const rows = await trx
    .selectFrom('handover')
    .selectAll()
    .where('county_code', '=', county)
    .where('state', 'in', OPEN_HANDOVERS)
    .orderBy('asked_at')
    .execute()
  return rows.map(handoverOf)
}

export async function handoverRow(trx: Trx, county: string, id: string): Promise<HandoverRow | null> {
  const row = await withNames(trx, county).where('handover.id', '=', id).executeTakeFirst()
  return row ? namedOf(row) : null
}

/** Open ones first, who waits longest before all; then those that ended after that time, the newest first. */
export async function listHandovers(trx: Trx, county: string, endedAfter: Date, limit: number): Promise<HandoverRow[]> {
  const open = await withNames(trx, county)
    .where('handover.state', 'in', OPEN_HANDOVERS)
    .orderBy('handover.waiting_since', (order) => order.asc().nullsLast())
    .orderBy('handover.asked_at')
    .limit(limit)
    .execute()
  const ended = await withNames(trx, county)
    .where('handover.returned_at', '>', endedAfter)
    .orderBy('handover.returned_at', 'desc')
    .limit(limit - open.length)
    .execute()
  return [...open, ...ended].map(namedOf)
}

function withNames(trx: Trx, county: string) {
  return trx
    .selectFrom('handover')
    .innerJoin('cadre as holder', (join) =>
      join.onRef('holder.county_code', '=', 'handover.county_code').onRef('holder.id', '=', 'handover.holder_id'),
    )
    .leftJoin('cadre as second', (join) =>
      join.onRef('second.county_code', '=', 'handover.county_code').onRef('second.id', '=', 'handover.second_id'),
    )
    .selectAll('handover')
    .select([
      'holder.name as holder_name',
      'holder.role as holder_role',
      'second.name as second_name',
      'second.role as second_role',
    ])
    .where('handover.county_code', '=', county)
}

type NamedRow = Row & {
  holder_name: string
  holder_role: HandoverRow['holder']['role']
  second_name: string | null
  second_role: HandoverRow['holder']['role'] | null
}

function namedOf(row: NamedRow): HandoverRow {
  const { second_id: id, second_name: name, second_role: role } = row
  return {
    handover: handoverOf(row),
    holder: { id: row.holder_id, name: row.holder_name, role: row.holder_role },
    second: id !== null && name !== null && role !== null ? { id, name, role } : null,
  }
}

function handoverOf(row: Row): Handover {
  return {
    id: row.id,
    county: row.county_code,
    conversationId: row.conversation_id,
    residentId: row.resident_id,
    region: row.region,
    name: row.name,
    holderId: row.holder_id,
    rule: row.rule,
    secondId: row.second_id,
    state: row.state,
    askedAt: row.asked_at,
    waitingSince: row.waiting_since,
    toldAt: row.told_at,
    firstAnswerAt: row.first_answer_at,
    lastAt: row.last_at,
    returnedAt: row.returned_at,
    returnedBy: row.returned_by,
    returnedById: row.returned_by_id,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    version: row.version,
  }
}

function rowOf(handover: Handover): Insertable<Database['handover']> & { county_code: string; id: string } {
  return {
    county_code: handover.county,
    id: handover.id,
    conversation_id: handover.conversationId,
    resident_id: handover.residentId,
    region: handover.region,
    name: handover.name,
    holder_id: handover.holderId,
    rule: handover.rule,
    second_id: handover.secondId,
    state: handover.state,
    asked_at: handover.askedAt,
    waiting_since: handover.waitingSince,
    told_at: handover.toldAt,
    first_answer_at: handover.firstAnswerAt,
    last_at: handover.lastAt,
    returned_at: handover.returnedAt,
    returned_by: handover.returnedBy,
    returned_by_id: handover.returnedById,
    first_seq: handover.firstSeq,
    last_seq: handover.lastSeq,
    version: handover.version,
  }
}
