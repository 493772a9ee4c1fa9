import { isPassing } from '../../../utils/api'
import { askAsCadre, cadreSession } from '../../../utils/session'
import { store } from '../../../utils/store'
import { clock } from './when'

/** Older than this it misleads, and nobody's troubles lie on a phone longer than they are needed. */
const LONGEST_MS = 3 * 24 * 3_600_000
/** WeChat keeps a megabyte under one name; a lead or a household takes up to ten kilobytes. */
const MOST = 60

export interface Read<T> {
  answer: T
  /** Null: just read. Otherwise it was read earlier, and there is no line now. */
  since: string | null
}

/** Reads from the server; without a line, what was read last time. @throws ApiProblem where there is neither. */
export async function readKept<T>(path: string): Promise<Read<T>> {
  const reader = accountNow()
  try {
    const answer = await askAsCadre<T>(path)
    // Somebody else may have logged in meanwhile: it is not for him.
    if (reader === accountNow()) keepCopy(path, answer)
    return { answer, since: null }
  } catch (error) {
    const copy = isPassing(error) ? copyOf<T>(path) : null
    if (!copy) throw error
    return { answer: copy.answer, since: copy.at }
  }
}

/** Where the phone has no room for it, older copies go; what was read is shown all the same. */
export function keepCopy(path: string, answer: unknown): void {
  const account = accountNow()
  if (!account) return
  const now = Date.now()
  const fresh = Object.entries({ ...ownCopies(account), [path]: { at: new Date(now).toISOString(), answer } })
    .filter(([, { at }]) => now - Date.parse(at) < LONGEST_MS)
    .sort(([, a], [, b]) => b.at.localeCompare(a.at))
  for (let most = MOST; most > 0; most = Math.floor(most / 2)) {
    try {
      store.set('cadre.copies', { account, read: Object.fromEntries(fresh.slice(0, most)) })
      return
    } catch {
      // Too much for the phone: half of it, then.
    }
  }
}

function accountNow(): string | undefined {
  return cadreSession()?.me.id
}

export function copyOf<T>(path: string): { at: string; answer: T } | null {
  const copy = ownCopies(accountNow() ?? '')[path]
  return copy && Date.now() - Date.parse(copy.at) < LONGEST_MS ? { at: copy.at, answer: copy.answer as T } : null
}

function ownCopies(account: string): Record<string, { at: string; answer: unknown }> {
  const kept = store.get('cadre.copies')
  return kept?.account === account ? kept.read : {}
}

/** For the bar over the page; empty when what is shown was just read. */
export function offlineWords(since: string | null): string {
  return since === null ? '' : `离线，${clock(since, new Date())} 的数据`
}
