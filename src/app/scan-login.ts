import type { ScanDetails, ScanState } from '../contract/scan-login.ts'
import { type CadreActor, openSession, tokenHash } from './accounts.ts'
import { browserWords } from './browser-words.ts'
import type { Deps } from './deps.ts'
import type { ScanLogin } from './ports/scan-logins.ts'
import type { Refusal } from './refusal.ts'

/** Long enough to take the phone out; too short to be passed on. */
const SCAN_MS = 120_000
const ID_BYTES = 16
const SECRET_BYTES = 32

export interface Asking {
  userAgent: string
  address: string
}

/** A browser asks to be let in. The ticket may be seen by anybody; the secret is its own. */
export async function askScanLogin(
  deps: Deps,
  county: string,
  { userAgent, address }: Asking,
): Promise<{ ticket: string; secret: string; expiresAt: Date } | Refusal> {
  if (!deps.regions(county)) return { refused: 'unknown_county' }
  const askedAt = deps.clock.now()
  const expiresAt = new Date(askedAt.getTime() + SCAN_MS)
  const [id, secret] = [deps.ids.secret(ID_BYTES), deps.ids.secret(SECRET_BYTES)]
  const asked = {
    id,
    secretHash: secretHash(deps, secret),
    browser: browserWords(userAgent),
    address,
    askedAt,
    expiresAt,
  }
  await deps.store.transaction({ kind: 'system', county }, (tx) => tx.scanLogins.ask(asked))
  return { ticket: `${county}.${id}`, secret, expiresAt }
}

/** Where it stands, for the browser that asked. Confirmed, it is used up by this, whoever polls first: the session is given once. */
export async function pollScanLogin(deps: Deps, ticket: string, secret: string): Promise<ScanState | Refusal> {
  const { county, id } = partsOf(ticket)
  if (!deps.regions(county)) return { refused: 'scan_over' }
  const now = deps.clock.now()
  const hash = secretHash(deps, secret)
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const used = await tx.scanLogins.use(id, hash, now)
    if (used) {
      const session = await openSession(tx, deps, county, used.cadreId, 'logged_in_by_scan', used.sessionUntil)
      return 'refused' in session ? session : { state: 'logged_in', session }
    }
    const asked = await tx.scanLogins.find(id)
    // Who has another secret learns nothing, not even that there is one.
    if (!asked || asked.secretHash !== hash) return { refused: 'scan_over' }
    if (asked.usedAt) return { refused: 'scan_taken' }
    if (asked.refusedAt) return { refused: 'scan_refused' }
    if (asked.expiresAt <= now) return { refused: 'scan_over' }
    return { state: asked.seenAt ? 'seen' : 'waiting' }
  })
}

/** What the phone shows: where and when it was asked. That he looks is told to the browser. */
export async function lookAtScanLogin(deps: Deps, actor: CadreActor, ticket: string): Promise<ScanDetails | Refusal> {
  const { county, id } = partsOf(ticket)
  if (county !== actor.county) return { refused: 'not_found' }
  const now = deps.clock.now()
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const asked = await tx.scanLogins.find(id)
    const over = whyOver(asked, actor, now)
    if (!asked || over) return over ?? { refused: 'scan_over' }
    await tx.scanLogins.seen(id, now)
    return {
      ticket,
      askedAt: asked.askedAt.toISOString(),
      expiresAt: asked.expiresAt.toISOString(),
      where: asked.browser,
      address: asked.address,
    }
  })
}

/** He lets the browser in as himself, or does not. Audited either way. His own session must still hold, and the new one ends with it. */
export async function decideScanLogin(
  deps: Deps,
  actor: CadreActor,
  token: string,
  ticket: string,
  decision: 'confirm' | 'refuse',
): Promise<{ decision: 'confirm' | 'refuse' } | Refusal> {
  const { county, id } = partsOf(ticket)
  if (county !== actor.county) return { refused: 'not_found' }
  const now = deps.clock.now()
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const own = await tx.accounts.session(tokenHash(deps, token), now)
    if (own?.cadreId !== actor.cadreId) return { refused: 'not_signed_in' }
    const done =
      decision === 'confirm'
        ? await tx.scanLogins.confirm(id, actor.cadreId, own.expiresAt, now)
        : await tx.scanLogins.refuse(id, now)
    if (done === 'not_open') return whyOver(await tx.scanLogins.find(id), actor, now) ?? { refused: 'scan_taken' }
    const act = decision === 'confirm' ? 'scan_login_confirmed' : 'scan_login_refused'
    await tx.audit.append({ at: now, actor: actor.cadreId, act, subject: id })
    return { decision }
  })
}

function whyOver(asked: ScanLogin | null, { cadreId }: CadreActor, now: Date): Refusal | null {
  if (!asked) return { refused: 'scan_over' }
  if (asked.usedAt || (asked.cadreId !== null && asked.cadreId !== cadreId)) return { refused: 'scan_taken' }
  if (asked.refusedAt) return { refused: 'scan_refused' }
  return asked.expiresAt <= now ? { refused: 'scan_over' } : null
}

/** The shape was checked at the door. */
function partsOf(ticket: string): { county: string; id: string } {
  const [county = '', id = ''] = ticket.split('.')
  return { county, id }
}

function secretHash(deps: Deps, secret: string): string {
  return deps.vault.hash(`scan:${secret}`)
}
