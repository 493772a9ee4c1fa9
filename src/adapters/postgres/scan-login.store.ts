import type { ScanLogin, ScanLogins } from '../../app/ports/scan-logins.ts'
import type { Trx } from './transaction.ts'

/** Each move is one statement that names the state it needs, so that of two at once one does it and the other sees that it is done. */
export function scanLoginsOf(trx: Trx, county: string): ScanLogins {
  return {
    async ask({ id, secretHash, browser, address, askedAt, expiresAt }) {
      await trx
        .insertInto('scan_login')
        .values({
          county_code: county,
          id,
          secret_hash: secretHash,
          browser,
          address,
          asked_at: askedAt,
          expires_at: expiresAt,
        })
        .execute()
    },
    find: (id) => find(trx, county, id),
    async seen(id, at) {
      await one(trx, county, id).set({ seen_at: at }).where('seen_at', 'is', null).execute()
    },
    async confirm(id, cadreId, sessionUntil, at) {
      const row = await one(trx, county, id)
        .set({ cadre_id: cadreId, session_until: sessionUntil, confirmed_at: at })
        .where('refused_at', 'is', null)
        .where('used_at', 'is', null)
        .where('expires_at', '>', at)
        .where((or) => or.or([or('cadre_id', 'is', null), or('cadre_id', '=', cadreId)]))
        .returning('id')
        .executeTakeFirst()
      return row ? 'confirmed' : 'not_open'
    },
    async refuse(id, at) {
      const row = await one(trx, county, id)
        .set({ refused_at: at })
        .where('confirmed_at', 'is', null)
        .where('expires_at', '>', at)
        .returning('id')
        .executeTakeFirst()
      return row ? 'refused' : 'not_open'
    },
    async use(id, secretHash, at) {
      const row = await one(trx, county, id)
        .set({ used_at: at })
        .where('secret_hash', '=', secretHash)
        .where('used_at', 'is', null)
        .where('confirmed_at', 'is not', null)
        .where('expires_at', '>', at)
        .returning(['cadre_id as cadreId', 'session_until as sessionUntil'])
        .executeTakeFirst()
      return row?.cadreId && row.sessionUntil ? { cadreId: row.cadreId, sessionUntil: row.sessionUntil } : null
    },
    async drop(before) {
      const { numDeletedRows } = await trx
        .deleteFrom('scan_login')
        .where('county_code', '=', county)
        .where('expires_at', '<', before)
        .executeTakeFirst()
      return Number(numDeletedRows)
    },
  }
}

function one(trx: Trx, county: string, id: string) {
  return trx.updateTable('scan_login').where('county_code', '=', county).where('id', '=', id)
}

async function find(trx: Trx, county: string, id: string): Promise<ScanLogin | null> {
  const row = await trx
    .selectFrom('scan_login')
    .select([
      'id',
      'secret_hash as secretHash',
      'browser',
      'address',
      'asked_at as askedAt',
      'expires_at as expiresAt',
      'seen_at as seenAt',
      'cadre_id as cadreId',
      'refused_at as refusedAt',
      'used_at as usedAt',
    ])
    .where('county_code', '=', county)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}
