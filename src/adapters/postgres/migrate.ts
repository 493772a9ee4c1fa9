import { isDeepStrictEqual } from 'node:util'
import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import * as placesAndCadres from './migrations/0001-places-and-cadres.ts'
import * as residentsAndChats from './migrations/0002-residents-and-chats.ts'
import * as leads from './migrations/0003-leads.ts'
import * as audit from './migrations/0004-audit.ts'
import * as rowSecurity from './migrations/0005-row-security.ts'
import * as handover from './migrations/0006-handover.ts'
import * as notice from './migrations/0007-notice.ts'
import * as noticeByCadre from './migrations/0008-notice-by-cadre.ts'
import * as cases from './migrations/0009-cases.ts'
import * as ledger from './migrations/0010-ledger.ts'
import * as measures from './migrations/0011-measures.ts'
import * as dutyItems from './migrations/0012-duty-items.ts'
import * as cardQuestions from './migrations/0013-card-questions.ts'
import * as leadOrigin from './migrations/0014-lead-origin.ts'
import * as channels from './migrations/0015-channels.ts'
import * as cadresInChats from './migrations/0016-cadres-in-chats.ts'
import * as broadcasts from './migrations/0017-broadcasts.ts'
import * as questionSeenCard from './migrations/0018-question-seen-card.ts'
import * as broadcastOwnDrafts from './migrations/0019-broadcast-own-drafts.ts'
import * as toldDeliveries from './migrations/0020-told-deliveries.ts'
import * as leasesAndPictures from './migrations/0021-leases-and-pictures.ts'
import * as picturesOfVisits from './migrations/0023-pictures-of-visits.ts'
import * as scanLogin from './migrations/0024-scan-login.ts'
import * as actsFromPhones from './migrations/0025-acts-from-phones.ts'
import * as erasedQuestions from './migrations/0026-erased-questions.ts'
import * as uploadPieces from './migrations/0027-upload-pieces.ts'
import type { Database } from './tables.ts'

/** Named one by one: a file that is forgotten here, or renamed after it ran, is an error and not a surprise. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-places-and-cadres': placesAndCadres,
  '0002-residents-and-chats': residentsAndChats,
  '0003-leads': leads,
  '0004-audit': audit,
  '0005-row-security': rowSecurity,
  '0006-handover': handover,
  '0007-notice': notice,
  '0008-notice-by-cadre': noticeByCadre,
  '0009-cases': cases,
  '0010-ledger': ledger,
  '0011-measures': measures,
  '0012-duty-items': dutyItems,
  '0013-card-questions': cardQuestions,
  '0014-lead-origin': leadOrigin,
  '0015-channels': channels,
  '0016-cadres-in-chats': cadresInChats,
  '0017-broadcasts': broadcasts,
  '0018-question-seen-card': questionSeenCard,
  '0019-broadcast-own-drafts': broadcastOwnDrafts,
  '0020-told-deliveries': toldDeliveries,
  '0021-leases-and-pictures': leasesAndPictures,
  '0023-pictures-of-visits': picturesOfVisits,
  '0024-scan-login': scanLogin,
  '0025-acts-from-phones': actsFromPhones,
  '0026-erased-questions': erasedQuestions,
  '0027-upload-pieces': uploadPieces,
}

/** Any number; only ours. */
const LOCK = 20_290_817

/**
 * Brings the schema up to date; does nothing where it is. Any number of processes may call it at once: one works, the others
 * wait for it.
 * @returns the names of the migrations that ran. @throws the first error; that migration, and all after it, left no trace.
 */
export async function migrate(db: Kysely<Database>): Promise<string[]> {
  return db.connection().execute(async (connection) => {
    if (await isUpToDate(connection)) return []
    // Kysely locks too, but only once its own tables are there, which two first starts may both be making.
    await sql`select pg_advisory_lock(${LOCK})`.execute(connection)
    try {
      const migrator = new Migrator({ db: connection, provider: { getMigrations: async () => MIGRATIONS } })
      const { error, results } = await migrator.migrateToLatest()
      if (error) throw error
      return (results ?? []).map((result) => result.migrationName)
    } finally {
      await sql`select pg_advisory_unlock(${LOCK})`.execute(connection)
    }
  })
}

/** All of them are there: Kysely finds that out too, but reads the whole catalogue first, a third of a second when embedded. */
async function isUpToDate(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ made: boolean }>`select to_regclass('kysely_migration') is not null as made`.execute(db)
  if (!rows[0]?.made) return false
  const ran = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return isDeepStrictEqual(
    ran.rows.map(({ name }) => name),
    Object.keys(MIGRATIONS).sort(),
  )
}
