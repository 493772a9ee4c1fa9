/** Who of the invented cadres looks at the queue. The login without a password exists in the demo county only. */
import type { z } from 'zod'
import type { Colleague, Me, Session } from '../../../contract/account.ts'
import { get, post } from './api.ts'

export type DemoCadre = z.infer<typeof Colleague>
export interface CadreSession {
  token: string
  me: Me
}

const KEY = 'mingbai.cadre'

export const cadreSession = {
  read: () => JSON.parse(localStorage.getItem(KEY) ?? 'null') as CadreSession | null,
  forget: () => localStorage.removeItem(KEY),
  async open(cadreId: string): Promise<CadreSession> {
    const { token, me } = await post<z.infer<typeof Session>>('/api/demo/login', null, { cadreId })
    localStorage.setItem(KEY, JSON.stringify({ token, me }))
    return { token, me }
  },
}

export interface DemoStaff {
  cadres: DemoCadre[]
  /** Names of places by code, such as 龙仙镇联群村. */
  places: Record<string, string>
}

export async function demoStaff(): Promise<DemoStaff> {
  const [cadres, places] = await Promise.all([
    get<DemoCadre[]>('/api/demo/cadres', null),
    get<Record<string, string>>('/demo/places.json', null),
  ])
  return { cadres, places }
}

/** In the demo county no two cadres have the same name, so the receipt's words are enough to find the holder. */
export function cadreIn(words: string, cadres: DemoCadre[]): DemoCadre | null {
  return cadres.find((cadre) => words.includes(cadre.name)) ?? null
}
