import type { Problem } from '../../src/contract/problem.ts'
import { serverAddress } from './server'

/** What went wrong, with the sentence that people read. `status` 0: nobody answered. */
export class ApiProblem extends Error {
  readonly problem: Pick<Problem, 'status' | 'code' | 'detail'>
  constructor(problem: Pick<Problem, 'status' | 'code' | 'detail'>) {
    super(problem.detail)
    this.problem = problem
  }
}

export interface Ask {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  token?: string | null
  /** What is undefined is left out of the address. */
  query?: Record<string, string | number | boolean | undefined>
  /** Sent as JSON, or as it is when it is a file's bytes. */
  body?: object | ArrayBuffer
  /** Of a file's bytes, such as `image/jpeg`. */
  type?: string
}

const NO_LINE = { status: 0, code: 'no_line', detail: '网络不通，请稍后再试。' }
const BROKEN = { code: 'broken', detail: '系统出错了，请稍后再试。' }
/** WeChat calls everything JSON that is not called anything else, and a server takes no empty JSON. */
const NO_BODY = 'text/plain'
/** Four megabytes over a 2G network take minutes; everything else is answered or given up. */
const TIMEOUT_MS = 20_000
const FILE_TIMEOUT_MS = 300_000

/**
 * Asks the county's server. `T` is the contract's type of the answer.
 * @throws ApiProblem for every refusal, and when there is no line.
 */
export function ask<T>(path: string, { method = 'GET', token, query = {}, body, type }: Ask = {}): Promise<T> {
  const { promise, resolve, reject } = deferred<T>()
  wx.request({
    url: `${serverAddress()}${path}${searchOf(query)}`,
    method,
    header: {
      'content-type': body ? (type ?? 'application/json') : NO_BODY,
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { data: body }),
    timeout: body instanceof ArrayBuffer ? FILE_TIMEOUT_MS : TIMEOUT_MS,
    success: ({ statusCode, data }) => {
      if (statusCode >= 200 && statusCode < 300) resolve(data as T)
      else reject(new ApiProblem(isProblem(data) ? data : { ...BROKEN, status: statusCode }))
    },
    fail: () => reject(new ApiProblem(NO_LINE)),
  })
  return promise
}

/** What to tell the person, whatever went wrong. */
export function wordsOf(error: unknown): string {
  return error instanceof ApiProblem ? error.message : '出了点问题，请再试一次。'
}

/** Whether the same may go well a little later: no line, too much at once, or a server that starts anew. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false
  const { status, code } = error.problem
  // For today it is enough, and what comes behind must not wait until tomorrow.
  if (code === 'enough_files') return false
  return status === 0 || status === 408 || status === 429 || status >= 500
}

export function codeOf(error: unknown): string | null {
  return error instanceof ApiProblem ? error.problem.code : null
}

function isProblem(data: unknown): data is Problem {
  return typeof data === 'object' && data !== null && 'code' in data && 'detail' in data
}

function searchOf(query: NonNullable<Ask['query']>): string {
  const parts = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  return parts.length > 0 ? `?${parts.join('&')}` : ''
}

/** `Promise.withResolvers` is younger than the phones that this runs on. */
function deferred<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
