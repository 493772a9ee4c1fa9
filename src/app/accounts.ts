import type { z } from 'zod'
import type { AcceptInvitation, Login, Me, Session } from '../contract/account.ts'
import { chinaDay } from '../core/words/when.ts'
import type { Deps } from './deps.ts'
import type { Account } from './ports/accounts.ts'
import { type Actor, Conflict, type Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

export type CadreActor = Extract<Actor, { kind: 'cadre' }>

const HOUR_MS = 3_600_000
const SESSION_MS = 7 * 24 * HOUR_MS
const INVITATION_MS = 7 * 24 * HOUR_MS
/** After this many wrong passwords in a row the account waits; the wait ends by itself. */
const MOST_FAILURES = 5
const LOCK_MS = HOUR_MS / 4
/** A hash that no password has: it makes a login with an unknown account take as long as any other. */
const NOBODY_HASH = '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

/** A one-time code with which a cadre makes his account. Only the county's administrator gives them out. */
export async function invite(
  deps: Deps,
  actor: CadreActor,
  cadreId: string,
): Promise<{ code: string; expiresAt: string } | Refusal> {
  if (actor.role !== 'admin') return { refused: 'not_allowed', why: '只有管理员可以发邀请码。' }
  return deps.store.transaction(actor, (tx) => inviteCadre(tx, deps, actor.cadreId, cadreId))
}

/** The same for the technician at the command line, who makes the first administrator. */
export async function inviteCadre(
  tx: Tx,
  deps: Deps,
  by: string,
  cadreId: string,
): Promise<{ code: string; expiresAt: string } | Refusal> {
  if (!(await tx.accounts.cadre(cadreId, today(deps)))) return { refused: 'not_found' }
  const code = deps.ids.secret(12)
  const expiresAt = new Date(deps.clock.now().getTime() + INVITATION_MS)
  await tx.accounts.invite({ codeHash: deps.vault.hash(`invitation:${code}`), cadreId, expiresAt })
  await tx.audit.append({ at: deps.clock.now(), actor: by, act: 'cadre_invited', subject: cadreId })
  return { code, expiresAt: expiresAt.toISOString() }
}

export async function acceptInvitation(
  deps: Deps,
  county: string,
  body: z.infer<typeof AcceptInvitation>,
): Promise<Session | Refusal> {
  const passwordHash = await deps.passwords.hash(body.password)
  try {
    return await deps.store.transaction({ kind: 'system', county }, async (tx): Promise<Session | Refusal> => {
      const invitation = await tx.accounts.redeem(deps.vault.hash(`invitation:${body.code}`), deps.clock.now())
      if (!invitation) return { refused: 'bad_invitation' }
      const { cadreId } = invitation
      const account = { cadreId, county, account: body.account, passwordHash, failures: 0, lockedUntil: null }
      // The code must not be used up by a name that somebody else has.
      if ((await tx.accounts.create(account)) === 'taken') throw new Conflict()
      return openSession(tx, deps, county, cadreId, 'account_made')
    })
  } catch (error) {
    if (error instanceof Conflict) return { refused: 'account_taken' }
    throw error
  }
}

/** Each try is counted before the password is looked at: guesses made side by side get no more tries than others. */
export async function login(deps: Deps, county: string, body: z.infer<typeof Login>): Promise<Session | Refusal> {
  const system = { kind: 'system', county } as const
  const now = deps.clock.now()
  const account = await deps.store.transaction(system, async (tx) => {
    const found = await tx.accounts.byAccount(body.account)
    if (!found || isLocked(found, now)) return found
    const failures = found.failures + 1
    const lock = failures >= MOST_FAILURES ? new Date(now.getTime() + LOCK_MS) : null
    await tx.accounts.recordFailure(found.cadreId, lock ? 0 : failures, lock)
    return found
  })
  if (account?.lockedUntil && isLocked(account, now)) return { refused: 'locked_out', until: account.lockedUntil }
  const right = await deps.passwords.verify(account?.passwordHash ?? NOBODY_HASH, body.password)
  if (!account || !right) return { refused: 'wrong_password' }
  return deps.store.transaction(system, async (tx) => {
    await tx.accounts.recordFailure(account.cadreId, 0, null)
    return openSession(tx, deps, county, account.cadreId, 'logged_in')
  })
}

function isLocked(account: Account, now: Date): boolean {
  return account.lockedUntil !== null && account.lockedUntil > now
}

export async function logout(deps: Deps, token: string): Promise<void> {
  const county = countyOf(token)
  if (county)
    await deps.store.transaction({ kind: 'system', county }, (tx) => tx.accounts.closeSession(tokenHash(deps, token)))
}

/** Who holds this session. Read anew for every request, so a cadre who was taken off duty is out at once. */
export async function whoIs(
  deps: Deps,
  token: string,
): Promise<(CadreActor & { name: string; demo: boolean }) | Refusal> {
  const county = countyOf(token)
  if (!county || !deps.regions(county)) return { refused: 'not_signed_in' }
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const session = await tx.accounts.session(tokenHash(deps, token), deps.clock.now())
    const cadre = session && (await tx.accounts.cadre(session.cadreId, today(deps)))
    if (!cadre?.active) return { refused: 'not_signed_in' }
    return {
      kind: 'cadre',
      county,
      cadreId: cadre.id,
      role: cadre.role,
      areas: cadre.areas,
      name: cadre.name,
      demo: cadre.demo,
    }
  })
}

/** @param until where the session must end before its usual time. */
export async function openSession(
  tx: Tx,
  deps: Deps,
  county: string,
  cadreId: string,
  act: string,
  until?: Date,
): Promise<Session | Refusal> {
  const cadre = await tx.accounts.cadre(cadreId, today(deps))
  if (!cadre?.active) return { refused: 'not_allowed', why: '这个账号已经停用。' }
  const at = deps.clock.now()
  const token = `${county}.${deps.ids.secret(32)}`
  const longest = new Date(at.getTime() + SESSION_MS)
  const expiresAt = until && until < longest ? until : longest
  await tx.accounts.openSession({ tokenHash: tokenHash(deps, token), cadreId, expiresAt, at })
  await tx.audit.append({ at, actor: cadreId, act, subject: cadreId })
  const me: z.infer<typeof Me> = {
    id: cadre.id,
    name: cadre.name,
    role: cadre.role,
    county,
    areas: cadre.areas,
    demo: cadre.demo,
  }
  return { token, expiresAt: expiresAt.toISOString(), me }
}

/** Areas follow the duties of the day. */
function today(deps: Deps): string {
  return chinaDay(deps.clock.now())
}

export function tokenHash(deps: Deps, token: string): string {
  return deps.vault.hash(`session:${token}`)
}

/** A session's token names its county, so that it is found within its own shard. */
function countyOf(token: string): string | null {
  return /^(\d{6})\.[\w-]{20,}$/.exec(token)?.[1] ?? null
}
