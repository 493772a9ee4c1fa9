/** Which cadre looks at the queue. The login without a password exists in the demo county only. */
import type { z } from 'zod'
import type { Colleague, Me, Session } from '../../../contract/account.ts'
import { get, letGo, post, request } from './api.ts'

export type DemoCadre = z.infer<typeof Colleague>
export interface CadreSession {
  token: string
  me: Me
}

const KEY = 'mingbai.cadre'

export const cadreSession = {
  read: () => JSON.parse(localStorage.getItem(KEY) ?? 'null') as CadreSession | null,
  forget: () => localStorage.removeItem(KEY),
  /** As an invented cadre. */
  choose: (cadreId: string) => open('/api/demo/login', { cadreId }),
  login: (account: string, password: string) => open('/api/login', { account, password }),
  accept: (code: string, account: string, password: string) =>
    open('/api/accounts/accept-invitation', { code, account, password }),
  /** One that the phone let in. */
  keep,
  /** Ended on the server too. Without a network it ends there by itself, and here at once. */
  end({ token }: CadreSession) {
    cadreSession.forget()
    letGo(token)
    // The one request that outlives the session.
    request('/api/logout', token, { method: 'POST', signal: new AbortController().signal }).catch(() => {})
  },
}

async function open(path: string, proof: object): Promise<CadreSession> {
  return keep(await post<z.infer<typeof Session>>(path, null, proof))
}

function keep({ token, me }: z.infer<typeof Session>): CadreSession {
  localStorage.setItem(KEY, JSON.stringify({ token, me }))
  return { token, me }
}

export function demoCadres(): Promise<DemoCadre[]> {
  return get<DemoCadre[]>('/api/demo/cadres', null)
}

/** In the demo county no two cadres have the same name, so the receipt's words are enough to find the holder. */
export function cadreIn(words: string, cadres: DemoCadre[]): DemoCadre | null {
  return cadres.find((cadre) => words.includes(cadre.name)) ?? null
}
