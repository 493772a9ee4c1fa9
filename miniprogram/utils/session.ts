import type { z } from 'zod'
import type { Session } from '../../src/contract/account.ts'
import type { WelcomeBody } from '../../src/contract/chat.ts'
import { type Ask, ask, codeOf } from './api'
import { store } from './store'

type Welcomed = z.infer<typeof WelcomeBody>

/** Codes of a session that is over. */
export const SIGNED_OUT = ['not_signed_in', 'signed_out', 'bad_token']

/** The resident of this phone, known by WeChat: his token, or the one that a login gives. */
export async function residentToken(): Promise<string> {
  return store.get('resident.token') ?? (await logIn()).token
}

/** WeChat's code for this phone's user, changed for the chat's token. Answers what he has said and heard so far, too. */
export async function logIn(): Promise<Welcomed> {
  const { code } = await wx.login()
  const village = store.get('village')
  const welcomed = await ask<Welcomed>('/api/miniprogram/login', {
    method: 'POST',
    body: { code, ...(village && { village }) },
  })
  store.set('resident.token', welcomed.token)
  return welcomed
}

/** Asks as the resident. A token that the server no longer knows is changed for a new one, once. */
export async function askAsResident<T>(path: string, options: Ask = {}): Promise<T> {
  try {
    return await ask<T>(path, { ...options, token: await residentToken() })
  } catch (error) {
    if (codeOf(error) !== 'bad_token') throw error
    const { token } = await logIn()
    return ask<T>(path, { ...options, token })
  }
}

/** Null when no cadre is logged in on this phone, or not any more. */
export function cadreSession(): Session | null {
  const session = store.get('cadre.session')
  return session && Date.parse(session.expiresAt) > Date.now() ? session : null
}

export function keepCadre(session: Session): void {
  store.set('cadre.session', session)
}

export function forgetCadre(): void {
  store.remove('cadre.session')
}

/** Asks as the cadre. When his session is over he is led to the login. */
export async function askAsCadre<T>(path: string, options: Ask = {}): Promise<T> {
  const session = cadreSession()
  try {
    return await ask<T>(path, { ...options, token: session?.token ?? null })
  } catch (error) {
    if (SIGNED_OUT.includes(codeOf(error) ?? '')) {
      forgetCadre()
      wx.reLaunch({ url: '/packages/cadre/login/login' })
    }
    throw error
  }
}
