import { type OnConflictBuilder, sql } from 'kysely'
import type { Attachment, CaseAttachment, Put, WaitingAttachment } from '../../app/ports/attachments.ts'
import type { Database } from './tables.ts'
import type { Trx } from './transaction.ts'

export async function putAttachment(trx: Trx, attachment: Attachment, sentAt = attachment.at): Promise<Put | 'erased'> {
  // Held until the end, so that an erasure comes wholly before it or wholly after it.
  const { erased_at: erasedAt } = await trx
    .selectFrom('resident')
    .select('erased_at')
    .where('county_code', '=', attachment.county)
    .where('id', '=', attachment.residentId)
    .forShare()
    .executeTakeFirstOrThrow()
  if (erasedAt !== null && erasedAt > sentAt) return 'erased'
  const row = { ...rowOf(attachment), resident_id: attachment.residentId }
  const put = await trx.insertInto('attachment').values(row).onConflict(untouched).returning('id').executeTakeFirst()
  if (put) return 'put'
  const known = await named(trx, attachment).where('resident_id', '=', attachment.residentId).executeTakeFirst()
  return known ? 'known' : 'taken'
}

export async function putCaseAttachment(trx: Trx, attachment: CaseAttachment): Promise<Put> {
  const { cadreId, caseId } = attachment
  const row = { ...rowOf(attachment), cadre_id: cadreId, case_id: caseId }
  const put = await trx.insertInto('attachment').values(row).onConflict(untouched).returning('id').executeTakeFirst()
  if (put) return 'put'
  const mine = named(trx, attachment).where('cadre_id', '=', cadreId).where('case_id', '=', caseId)
  return (await mine.executeTakeFirst()) ? 'known' : 'taken'
}

type Stored = Omit<Attachment, 'residentId'>

function rowOf({ county, id, mime, bytes, at }: Stored) {
  return { county_code: county, id, mime, bytes: Buffer.from(bytes), at }
}

function untouched(conflict: OnConflictBuilder<Database, 'attachment'>) {
  return conflict.columns(['county_code', 'id']).doNothing()
}

function named(trx: Trx, { county, id }: Stored) {
  return trx.selectFrom('attachment').select('id').where('county_code', '=', county).where('id', '=', id)
}

export async function putWaiting(trx: Trx, { county, id, cadreId, mime, bytes, at }: WaitingAttachment): Promise<void> {
  await trx
    .insertInto('attachment')
    .values({ county_code: county, id, cadre_id: cadreId, mime, bytes: Buffer.from(bytes), at })
    // Its id is made of the message that brought it.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function waitingOf(
  trx: Trx,
  county: string,
  cadreId: string,
  since: Date,
): Promise<Pick<Attachment, 'id' | 'mime' | 'at'>[]> {
  return trx
    .selectFrom('attachment')
    .select(['id', 'mime', 'at'])
    .where('county_code', '=', county)
    .where('cadre_id', '=', cadreId)
    .where('at', '>=', since)
    .where('case_id', 'is', null)
    .where('lead_id', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

export async function settleWaiting(trx: Trx, county: string, ids: string[], leadId: string): Promise<number> {
  if (ids.length === 0) return 0
  const { numUpdatedRows } = await trx
    .updateTable('attachment')
    .set({ lead_id: leadId })
    .where('county_code', '=', county)
    .where('id', 'in', ids)
    .where('case_id', 'is', null)
    .where('lead_id', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}

export async function dropWaiting(trx: Trx, county: string, before: Date): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('attachment')
    .where('county_code', '=', county)
    .where('cadre_id', 'is not', null)
    .where('case_id', 'is', null)
    .where('lead_id', 'is', null)
    .where('at', '<', before)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

export async function getAttachment(
  trx: Trx,
  county: string,
  id: string,
): Promise<Pick<Attachment, 'id' | 'mime' | 'bytes' | 'at'> | null> {
  const row = await trx
    .selectFrom('attachment')
    .select(['id', 'mime', 'bytes', 'at'])
    .where('county_code', '=', county)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

/**
 * From now on whoever sees one of the leads sees these. Only attachments of residents who reported the lead: a message
 * names its picture by id, and must not show the cadre somebody else's.
 */
export async function attachToLeads(trx: Trx, county: string, ids: string[], leadIds: string[]): Promise<void> {
  if (ids.length === 0 || leadIds.length === 0) return
  await sql`
    insert into lead_attachment (county_code, lead_id, attachment_id)
    select distinct r.county_code, r.lead_id, a.id
    from lead_report r
    join attachment a on a.county_code = r.county_code and a.resident_id = r.resident_id
    where r.county_code = ${county} and r.lead_id = any (${leadIds}::uuid[]) and a.id = any (${ids}::uuid[])
    on conflict do nothing
  `.execute(trx)
}
