import { expect } from 'vitest'
import { Problem } from '../../../src/contract/problem.ts'

export interface Answered {
  status: number
  type: string
  headers: Headers
  body: Record<string, unknown>
}

/** One HTTP request, answered with its parsed body. */
export async function call(
  url: string,
  method: string,
  path: string,
  options: { token?: string; body?: unknown; raw?: Buffer; type?: string; headers?: Record<string, string> } = {},
): Promise<Answered> {
  const headers: Record<string, string> = { ...options.headers }
  if (options.token) headers.authorization = `Bearer ${options.token}`
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (options.type) headers['content-type'] = options.type
  const json = options.body === undefined ? null : JSON.stringify(options.body)
  const response = await fetch(url + path, { method, headers, body: options.raw ? new Uint8Array(options.raw) : json })
  const type = response.headers.get('content-type') ?? ''
  const text = await response.text()
  const body = type.includes('json') ? JSON.parse(text) : { text }
  return { status: response.status, type, headers: response.headers, body }
}

export function expectProblem(answer: Answered, status: number, code: string) {
  expect(answer.body).toMatchObject({ status, code })
  expect(answer.status).toBe(status)
  expect(answer.type).toBe('application/problem+json; charset=utf-8')
  expect(Problem.parse(answer.body).detail).toMatch(/[一-龥]/)
}
