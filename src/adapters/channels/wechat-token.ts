import { z } from 'zod'
import type { Deps } from '../../app/deps.ts'
import type { WechatAccount } from './wechat-account.ts'
import { type ApiAnswer, askWechat } from './wechat-fetch.ts'

/** Nobody sends with one that may run out on its way. */
const EARLY_MS = 5 * 60_000
const Granted = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })

export type Token = { token: string } | { failed: string }

/** The token of an account, shared by all processes: one of them fetches it under a lock, the others get that one. */
export interface WechatTokens {
  get(): Promise<Token>
  /** After the platform refused `bad`: what somebody fetched meanwhile, or a new one. */
  renew(bad: string): Promise<Token>
}

/** @param ask how the account is granted one; `forced`: though the last one has not run out. */
export function wechatTokens(
  deps: Pick<Deps, 'store' | 'vault' | 'clock'>,
  account: WechatAccount,
  ask: (account: WechatAccount, forced: boolean) => Promise<ApiAnswer> = askForStableToken,
): WechatTokens {
  let known: { token: string; expiresAt: Date } | null = null
  let fetching: Promise<Token> | null = null
  const isGood = (one: { token: string; expiresAt: Date } | null, bad: string | null) =>
    one !== null && one.token !== bad && one.expiresAt.getTime() - EARLY_MS > deps.clock.now().getTime()

  const fetchOne = async (bad: string | null): Promise<Token> =>
    deps.store.transaction({ kind: 'system', county: account.county }, async (tx) => {
      const sealed = await tx.channelTokens.lock(account.channel, account.appId)
      const stored = sealed && { ...sealed, token: deps.vault.open(sealed.token) }
      if (stored && isGood(stored, bad)) {
        known = stored
        return { token: stored.token }
      }
      const asked = grantedBy(await ask(account, bad !== null))
      if ('failed' in asked) return asked
      const expiresAt = new Date(deps.clock.now().getTime() + asked.seconds * 1000)
      known = { token: asked.token, expiresAt }
      await tx.channelTokens.put(account.channel, account.appId, deps.vault.sealText(asked.token), expiresAt)
      return { token: asked.token }
    })

  const one = async (bad: string | null): Promise<Token> => {
    if (known && isGood(known, bad)) return { token: known.token }
    // Many at once wait for the same one; who was refused may have joined somebody who did not know of it.
    for (let joined = 0; joined < 2; joined++) {
      fetching ??= fetchOne(bad).finally(() => {
        fetching = null
      })
      const got = await fetching
      if ('failed' in got || got.token !== bad) return got
    }
    return { failed: 'the platform refuses the token that it gives' }
  }
  return { get: () => one(null), renew: (bad) => one(bad) }
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
