/** Plain HTTP to our own server. A refusal arrives as RFC 9457 and is thrown with its Chinese sentence. */
import type { Problem } from '../../../contract/problem.ts'

export class ApiProblem extends Error {
  readonly problem: Pick<Problem, 'status' | 'code' | 'detail'>
  constructor(problem: Pick<Problem, 'status' | 'code' | 'detail'>) {
    super(problem.detail)
    this.problem = problem
  }
}

/** What a form still needs, in a sentence for whoever fills it in. */
export class Incomplete extends Error {
  override name = 'Incomplete'
}

const NO_LINE = { status: 0, code: 'no_line', detail: '网络不通，请稍后再试。' }
const BROKEN = { code: 'broken', detail: '系统出错了，请稍后再试。' }

/** One for each session of this page; aborted, it ends what is under way and lets nothing more begin. */
const sessions = new Map<string, AbortController>()

function sessionOf(token: string): AbortController {
  const session = sessions.get(token) ?? new AbortController()
  sessions.set(token, session)
  return session
}

/** A list that is still being fetched must not come back refused, and log out whoever logged in since. */
export function letGo(token: string): void {
  sessionOf(token).abort()
}

export async function request(path: string, token: string | null, init: RequestInit = {}): Promise<Response> {
  const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(init.headers as object) }
  const signal = init.signal ?? (token ? sessionOf(token).signal : null)
  const response = await fetch(path, { ...init, headers, signal }).catch(() => {
    throw new ApiProblem(NO_LINE)
  })
  if (response.ok) return response
  const problem = (await response.json().catch(() => ({ ...BROKEN, status: response.status }))) as Problem
  throw new ApiProblem(problem)
}

export async function get<T>(path: string, token: string | null): Promise<T> {
  return (await request(path, token)).json() as Promise<T>
}

export async function post<T>(path: string, token: string | null, body?: object): Promise<T> {
  const sent = body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}
  return (await request(path, token, { method: 'POST', ...sent })).json() as Promise<T>
}

/** What to tell the person, whatever went wrong. */
export function wordsOf(error: unknown): string {
  return error instanceof ApiProblem || error instanceof Incomplete ? error.message : '出了点问题，请再试一次。'
}
