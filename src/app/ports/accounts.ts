import type { Cadre } from '../../core/routing/roster.ts'

export interface Account {
  cadreId: string
  county: string
  account: string
  passwordHash: string
  failures: number
  lockedUntil: Date | null
}

export interface Accounts {
  /** Locked until the end of the transaction, so that guesses made at the same time are all counted. */
  byAccount(account: string): Promise<Account | null>
  /** The account's name is taken: `taken`. */
  create(account: Account): Promise<'created' | 'taken'>
  recordFailure(cadreId: string, failures: number, lockedUntil: Date | null): Promise<void>
  invite(invitation: { codeHash: string; cadreId: string; expiresAt: Date }): Promise<void>
  /** Uses the invitation up. Null when it is unknown, used or too old. */
  redeem(codeHash: string, now: Date): Promise<{ cadreId: string } | null>
  openSession(session: { tokenHash: string; cadreId: string; expiresAt: Date; at: Date }): Promise<void>
  session(tokenHash: string, now: Date): Promise<{ cadreId: string; expiresAt: Date } | null>
  closeSession(tokenHash: string): Promise<void>
  /** Deletes; answers how many. */
  dropExpiredSessions(now: Date): Promise<number>
  /** Deletes those that expired before that time; answers how many. */
  dropOldInvitations(expiredBefore: Date): Promise<number>
  /** `areas`: the places of his duties, also as deputy, in force on the day (yyyy-mm-dd). */
  cadre(cadreId: string, day: string): Promise<(Cadre & { areas: string[]; demo: boolean }) | null>
}
