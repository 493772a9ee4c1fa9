import { sql } from 'kysely'
import type { CaseNotices } from '../../app/ports/case-notices.ts'
import type { Trx } from './transaction.ts'

export function caseNoticesOf(trx: Trx, county: string): CaseNotices {
  return {
    async put({ caseId: case_id, ...notice }) {
      await trx
        .insertInto('case_notice')
        .values({ county_code: county, case_id, ...notice, seen_at: null, seen_by: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    unseen: (limit) =>
      trx
        .selectFrom('case_notice')
        .select(['id', 'key', 'case_id as caseId', 'region', 'level', 'text', 'at'])
        .where('county_code', '=', county)
        .where('seen_at', 'is', null)
        .orderBy('at')
        .orderBy('id')
        .limit(limit)
        .execute(),
    async see(id, by, at) {
      const seen = await trx
        .updateTable('case_notice')
        .set({ seen_at: sql`coalesce(seen_at, ${at}::timestamptz)`, seen_by: sql`coalesce(seen_by, ${by}::uuid)` })
        .where('county_code', '=', county)
        .where('id', '=', id)
        .executeTakeFirst()
      return seen.numUpdatedRows > 0n
    },
    async drop(before) {
      const { numDeletedRows } = await trx
        .deleteFrom('case_notice')
        .where('county_code', '=', county)
        .where('seen_at', '<', before)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}
