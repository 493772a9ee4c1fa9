import { sql } from 'kysely'
import type { Personal, PersonalRecord } from '../../app/ports/personal.ts'
import { freshState } from '../../core/dialogue/converse.ts'
import { json } from './json.ts'
import type { Trx } from './transaction.ts'

/** Acts of the audit that are a look at what a resident said or sent. */
const LOOKS = ['lead_opened', 'phone_read', 'attachment_read', 'ledger_read', 'policies_read']

export function personalOf(trx: Trx, county: string): Personal {
  return {
    record: (residentId) => record(trx, county, residentId),
    async readers(subjects) {
      if (subjects.length === 0) return []
      return trx
        .selectFrom('audit')
        .innerJoin('cadre', (join) =>
          join.onRef('cadre.county_code', '=', 'audit.county_code').on(sql<boolean>`cadre.id::text = audit.actor`),
        )
        .select((of) => ['cadre.role', of.fn.countAll<number>().as('times'), of.fn.max('audit.at').as('lastAt')])
        .where('audit.county_code', '=', county)
        .where('audit.subject', 'in', subjects)
        .where('audit.act', 'in', LOOKS)
        .groupBy('cadre.role')
        .orderBy('cadre.role')
        .execute()
    },
    async setCaseNews(residentId, offAt) {
      await trx
        .updateTable('resident')
        .set({ case_news_off_at: offAt })
        .where('county_code', '=', county)
        .where('id', '=', residentId)
        .execute()
    },
    async caseNewsOff(conversationId) {
      const row = await trx
        .selectFrom('conversation')
        .innerJoin('resident', (join) =>
          join
            .onRef('resident.county_code', '=', 'conversation.county_code')
            .onRef('resident.id', '=', 'conversation.resident_id'),
        )
        .select('case_news_off_at as offAt')
        .where('conversation.county_code', '=', county)
        .where('conversation.id', '=', conversationId)
        .executeTakeFirst()
      return row !== undefined && row.offAt !== null
    },
    erase: (residentId, conversationId, but, at) => erase(trx, county, residentId, conversationId, but, at),
    async messagesLike(conversationId, prefix) {
      const rows = await trx
        .selectFrom('turn')
        .select('inbound_id as id')
        .where('county_code', '=', county)
        .where('conversation_id', '=', conversationId)
        .where(sql<boolean>`starts_with(inbound_id, ${prefix})`)
        .orderBy('seq')
        .execute()
      return rows.map(({ id }) => id)
    },
  }
}

async function record(trx: Trx, county: string, id: string): Promise<PersonalRecord | null> {
  const row = await trx
    .selectFrom('resident')
    .select(['created_at', 'consent_version', 'consent_at', 'opted_out_at', 'case_news_off_at', 'erased_at'])
    .select(['phone', 'identity_number'])
    .where('county_code', '=', county)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  const { consent_version: version, consent_at } = row
  return {
    since: row.created_at,
    consent: version !== null && consent_at !== null ? { version, at: consent_at } : null,
    optedOut: row.opted_out_at !== null,
    caseNewsOff: row.case_news_off_at !== null,
    erasedAt: row.erased_at,
    phone: row.phone?.masked ?? null,
    identity: row.identity_number?.masked ?? null,
    reportPhones: await reportPhonesOf(trx, county, id),
    conversations: await conversationsOf(trx, county, id),
    pictures: await picturesOf(trx, county, id),
  }
}

async function reportPhonesOf(trx: Trx, county: string, id: string): Promise<string[]> {
  const masked = sql<string>`report.report -> 'phone' ->> 'masked'`
  const rows = await trx
    .selectFrom('report')
    .select(masked.as('masked'))
    .distinct()
    .where('county_code', '=', county)
    .where('resident_id', '=', id)
    .where(masked, 'is not', null)
    .orderBy('masked')
    .execute()
  return rows.map((row) => row.masked)
}

async function conversationsOf(trx: Trx, county: string, id: string): Promise<PersonalRecord['conversations']> {
  return trx
    .selectFrom('conversation')
    .select(['id', 'channel', 'created_at as since'])
    .select(
      sql<number>`(select count(*)::int from turn t where t.county_code = conversation.county_code
        and t.conversation_id = conversation.id and t.inbound is not null)`.as('turns'),
    )
    .where('county_code', '=', county)
    .where('resident_id', '=', id)
    .orderBy('created_at')
    .execute()
}

async function picturesOf(trx: Trx, county: string, id: string): Promise<PersonalRecord['pictures']> {
  return trx
    .selectFrom('attachment')
    .select(['id', 'mime', 'at'])
    .select(
      sql<boolean>`exists (select from lead_attachment l where l.county_code = attachment.county_code
        and l.attachment_id = attachment.id)`.as('kept'),
    )
    .where('county_code', '=', county)
    .where('resident_id', '=', id)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

async function erase(trx: Trx, county: string, id: string, conversationId: string, but: string, at: Date) {
  // First, because a file that is just being kept holds this row: it is deleted below, or sees the erasure and is not kept.
  await forgetPerson(trx, county, id, at)
  await trx
    .updateTable('turn')
    .set({ inbound: null, replies: json([]), state: json(freshState({})) })
    .where('county_code', '=', county)
    .where('conversation_id', '=', conversationId)
    .where('inbound_id', '<>', but)
    .execute()
  await trx.deleteFrom('card_question').where('county_code', '=', county).where('resident_id', '=', id).execute()
  // Those that belong to a lead are kept with it: the policy says the same.
  await trx
    .deleteFrom('attachment')
    .where('county_code', '=', county)
    .where('resident_id', '=', id)
    .where(
      sql<boolean>`not exists (select from lead_attachment l where l.county_code = attachment.county_code
        and l.attachment_id = attachment.id)`,
    )
    .execute()
  await trx.deleteFrom('upload_piece').where('county_code', '=', county).where('owner_id', '=', id).execute()
}

async function forgetPerson(trx: Trx, county: string, id: string, at: Date): Promise<void> {
  await trx
    .updateTable('resident')
    .set({
      household_id: null,
      village: null,
      phone: null,
      identity_number: null,
      consent_version: null,
      consent_at: null,
      opted_out_at: at,
      erased_at: at,
    })
    .where('county_code', '=', county)
    .where('id', '=', id)
    .execute()
}
