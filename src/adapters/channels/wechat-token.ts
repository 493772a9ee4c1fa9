import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Deps } from '../../app/deps.ts'
import type { ChannelTokens, StoredToken } from '../../app/ports/channel-tokens.ts'
import type { Tx } from '../../app/ports/store.ts'
import { chinaDay } from '../../core/words/when.ts'
import type { WechatAccount } from './wechat-account.ts'
import { type ApiAnswer, askWechat } from './wechat-fetch.ts'

/** From then on somebody asks for the next one; the old one serves the others meanwhile. */
const EARLY_MS = 5 * 60_000
/** Nobody sends with one that may run out on its way. */
const ON_ITS_WAY_MS = 10_000
/** Longer than the platform is waited for. */
const LEASE_MS = 10_000
const POLL_MS = 200
/** stable_token by its documentation: 20 forced ones a day, 30 seconds apart. */
const FORCED = { aDay: 20, apartMs: 30_000 }
const Granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })

export type Token = { token: string } | { failed: string }

/** The token of an account, shared by all processes: one of them asks for it under a lease, the others get that one. */
export interface WechatTokens {
  get(): Promise<Token>
  /** After the platform refused `bad`: what somebody was given meanwhile, or a new one. */
  renew(bad: string): Promise<Token>
}

/** @param ask how the account is granted one; `forced`: though the last one has not run out. */
export function wechatTokens(
  deps: Pick<Deps, 'store' | 'vault' | 'clock' | 'ids'>,
  account: WechatAccount,
  ask: (account: WechatAccount, forced: boolean) => Promise<ApiAnswer> = askForStableToken,
  pause: (ms: number) => Promise<unknown> = sleep,
): WechatTokens {
  let known: StoredToken | null = null
  let fetching: Promise<Token> | null = null
  /** It, where it lasts that long and was not refused. */
  const good = (one: StoredToken | null, bad: string | null, ms: number): StoredToken | null =>
    one && one.token !== bad && one.expiresAt.getTime() - ms > deps.clock.now().getTime() ? one : null
  const leases = tokenLeases(deps, account)

  /** As the holder of the lease; no transaction is open while the platform is asked. */
  const askAs = async (holder: string, bad: string | null, stored: StoredToken | null): Promise<Token> => {
    const wouldForce = bad !== null && (stored === null || stored.token === bad)
    const asked = grantedBy(await ask(account, wouldForce && (await leases.mayForce(holder))))
    if ('failed' in asked || asked.token === bad) {
      await leases.letGo(holder)
      const old = good(stored, bad, ON_ITS_WAY_MS)
      if (old) return { token: old.token }
      return 'failed' in asked ? asked : REFUSED
    }
    known = { token: asked.token, expiresAt: new Date(deps.clock.now().getTime() + asked.seconds * 1000) }
    await leases.put(holder, known)
    return { token: asked.token }
  }
  const fetchOne = async (bad: string | null): Promise<Token> => {
    const holder = deps.ids.uuid()
    for (let waited = 0; waited <= LEASE_MS + POLL_MS; waited += POLL_MS) {
      const { mine, stored } = await leases.take(holder, (one) => good(one, bad, EARLY_MS) !== null)
      const fresh = good(stored, bad, EARLY_MS)
      if (fresh) {
        known = fresh
        if (mine) await leases.letGo(holder)
        return { token: fresh.token }
      }
      if (mine) return askAs(holder, bad, stored)
      // Somebody else is asking.
      const old = good(stored, bad, ON_ITS_WAY_MS)
      if (old) return { token: old.token }
      await pause(POLL_MS)
    }
    return { failed: 'somebody else asks for a token, and gets none' }
  }
  const one = async (bad: string | null): Promise<Token> => {
    const fresh = good(known, bad, EARLY_MS)
    if (fresh) return { token: fresh.token }
    // Many at once wait for the same one; who was refused may have joined somebody who did not know of it.
    for (let joined = 0; joined < 2; joined++) {
      const old = fetching && good(known, bad, ON_ITS_WAY_MS)
      if (old) return { token: old.token }
      fetching ??= fetchOne(bad).finally(() => {
        fetching = null
      })
      const got = await fetching
      if ('failed' in got || got.token !== bad) return got
    }
    return REFUSED
  }
  return { get: () => one(null), renew: (bad) => one(bad) }
}

const REFUSED = { failed: 'the platform refuses the token that it gives' }

/** The account's row, each step a short transaction of its own. Tokens come and go opened. */
function tokenLeases({ store, vault, clock }: Pick<Deps, 'store' | 'vault' | 'clock'>, account: WechatAccount) {
  const { channel, county, appId } = account
  const inTx = <T>(work: (tokens: ChannelTokens, tx: Tx) => Promise<T>) =>
    store.transaction({ kind: 'system', county }, (tx) => work(tx.channelTokens, tx))
  const opened = (one: StoredToken | null) => one && { ...one, token: vault.open(one.token) }
  return {
    /** Takes nothing where the token that stands there is good. */
    take: (holder: string, isGood: (one: StoredToken | null) => boolean) =>
      inTx(async (tokens) => {
        const found = opened(await tokens.find(channel, appId))
        if (isGood(found)) return { mine: false, stored: found }
        const now = clock.now()
        const { mine, stored } = await tokens.lease(channel, appId, holder, now, after(now, LEASE_MS))
        return { mine, stored: opened(stored) }
      }),
    mayForce: (holder: string) =>
      inTx(async (tokens, tx) => {
        const now = clock.now()
        if (!(await tokens.force(channel, appId, holder, now, after(now, -FORCED.apartMs)))) return false
        return tx.channelUses.take(channel, `forced_token/${appId}`, chinaDay(now), 1, FORCED.aDay)
      }),
    put: (holder: string, { token, expiresAt }: StoredToken) =>
      inTx((tokens) => tokens.put(channel, appId, holder, vault.sealText(token), expiresAt)),
    letGo: (holder: string) => inTx((tokens) => tokens.letGo(channel, appId, holder)),
  }
}

function after(time: Date, ms: number): Date {
  return new Date(time.getTime() + ms)
}

export function askForStableToken({ apiUrl, appId, secret }: WechatAccount, forced: boolean): Promise<ApiAnswer> {
  return askWechat(new URL('/cgi-bin/stable_token', apiUrl), {
    grant_type: 'client_credential',
    appid: appId,
    secret,
    force_refresh: forced,
  })
}

function grantedBy(answer: ApiAnswer): { token: string; seconds: number } | { failed: string } {
  if (answer.kind === 'failed') return { failed: answer.why }
  const granted = Granted.safeParse(answer.fields)
  if (!granted.success) return { failed: `no token: errcode ${answer.errcode}` }
  return { token: granted.data.access_token, seconds: granted.data.expires_in }
}
