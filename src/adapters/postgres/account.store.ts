import { sql } from 'kysely'
import type { Account, Accounts } from '../../app/ports/accounts.ts'
import type { Cadre } from '../../core/routing/roster.ts'
import type { Trx } from './transaction.ts'

export async function accountNamed(trx: Trx, county: string, account: string): Promise<Account | null> {
  const row = await trx
    .selectFrom('account')
    .select([
      'cadre_id as cadreId',
      'county_code as county',
      'account',
      'password_hash as passwordHash',
      'failures',
      'locked_until as lockedUntil',
    ])
    .where('county_code', '=', county)
    .where('account', '=', account)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** A cadre has one account: a second invitation replaces it and ends its sessions. */
export async function createAccount(trx: Trx, account: Account): Promise<'created' | 'taken'> {
  const holder = await accountNamed(trx, account.county, account.account)
  if (holder && holder.cadreId !== account.cadreId) return 'taken'
  const row = {
    county_code: account.county,
    cadre_id: account.cadreId,
    account: account.account,
    password_hash: account.passwordHash,
    failures: account.failures,
    locked_until: account.lockedUntil,
  }
  await trx
    .insertInto('account')
    .values(row)
    .onConflict((conflict) => conflict.columns(['county_code', 'cadre_id']).doUpdateSet(row))
    .execute()
  await trx
    .deleteFrom('session')
    .where('county_code', '=', account.county)
    .where('cadre_id', '=', account.cadreId)
    .execute()
  return 'created'
}

export async function recordFailure(
  trx: Trx,
  county: string,
  cadreId: string,
  failures: number,
  lockedUntil: Date | null,
): Promise<void> {
  await trx
    .updateTable('account')
    .set({ failures, locked_until: lockedUntil })
    .where('county_code', '=', county)
    .where('cadre_id', '=', cadreId)
    .execute()
}

export async function putInvitation(
  trx: Trx,
  county: string,
  invitation: Parameters<Accounts['invite']>[0],
): Promise<void> {
  await trx
    .insertInto('invitation')
    .values({
      county_code: county,
      code_hash: invitation.codeHash,
      cadre_id: invitation.cadreId,
      expires_at: invitation.expiresAt,
      used_at: null,
    })
    .execute()
}

/** One statement, so that of two who bring the same code at once only one gets in. */
export async function redeemInvitation(
  trx: Trx,
  county: string,
  codeHash: string,
  now: Date,
): Promise<{ cadreId: string } | null> {
  const row = await trx
    .updateTable('invitation')
    .set({ used_at: now })
    .where('county_code', '=', county)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('cadre_id as cadreId')
    .executeTakeFirst()
  return row ?? null
}

export async function openSession(
  trx: Trx,
  county: string,
  session: Parameters<Accounts['openSession']>[0],
): Promise<void> {
  await trx
    .deleteFrom('session')
    .where('county_code', '=', county)
    .where('cadre_id', '=', session.cadreId)
    .where('expires_at', '<=', session.at)
    .execute()
  await trx
    .insertInto('session')
    .values({
      county_code: county,
      token_hash: session.tokenHash,
      cadre_id: session.cadreId,
      created_at: session.at,
      expires_at: session.expiresAt,
    })
    .execute()
}

export async function findSession(
  trx: Trx,
  county: string,
  tokenHash: string,
  now: Date,
): Promise<{ cadreId: string; expiresAt: Date } | null> {
  const row = await trx
    .selectFrom('session')
    .select(['cadre_id as cadreId', 'expires_at as expiresAt'])
    .where('county_code', '=', county)
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row ?? null
}

export async function closeSession(trx: Trx, county: string, tokenHash: string): Promise<void> {
  await trx.deleteFrom('session').where('county_code', '=', county).where('token_hash', '=', tokenHash).execute()
}

export async function dropExpiredSessions(trx: Trx, county: string, now: Date): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('session')
    .where('county_code', '=', county)
    .where('expires_at', '<=', now)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** Used or not: by then neither opens anything. */
export async function dropOldInvitations(trx: Trx, county: string, expiredBefore: Date): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('invitation')
    .where('county_code', '=', county)
    .where('expires_at', '<', expiredBefore)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/**
 * The cadre with the places of his duties, his own first, then those where he is only deputy, that are in force on the day. An officer of the county
 * answers for all of it whether or not he has a duty.
 */
export async function cadreWithAreas(
  trx: Trx,
  county: string,
  cadreId: string,
  day: string,
): Promise<(Cadre & { areas: string[]; demo: boolean }) | null> {
  const row = await trx
    .selectFrom('cadre')
    .select([
      'id',
      'county_code as county',
      'name',
      'role',
      'active',
      'demo',
      sql<string[]>`array(
        select region from (
        select d.region, bool_or(d.cadre_id = cadre.id) as own from duty d
        where d.county_code = cadre.county_code and (d.cadre_id = cadre.id or d.deputy_id = cadre.id)
          and d.from_day <= ${day}::date and (d.until_day is null or d.until_day >= ${day}::date)
        group by d.region
        union all select county_code, true where role = 'county_officer'
        ) area group by region order by bool_or(own) desc, region)`.as('areas'),
    ])
    .where('county_code', '=', county)
    .where('id', '=', cadreId)
    .executeTakeFirst()
  return row ?? null
}
