import Fastify from 'fastify'
import { afterEach, expect, test, vi } from 'vitest'
import { ask } from '../../../miniprogram/utils/api'

afterEach(() => void vi.unstubAllGlobals())

interface Asked {
  url: string
  method: 'POST'
  header: Record<string, string>
  data?: object
  success(answer: { statusCode: number; data: unknown }): void
}

/** WeChat's own request: what names no kind of content is sent as JSON. */
async function phoneAndServer() {
  const server = Fastify()
  server.post('/echo', ({ body, headers }) => ({ body: body ?? null, type: headers['content-type'] }))
  vi.stubGlobal('wx', {
    getExtConfigSync: () => ({ server: '' }),
    async request({ url, method, header, data, success }: Asked) {
      const headers = { 'content-type': 'application/json', ...header }
      const answer = await server.inject({ url, method, headers, ...(data && { payload: data }) })
      success({ statusCode: answer.statusCode, data: answer.json() })
    },
  })
}

test('what is asked without a body is not called JSON, which the server would refuse', async () => {
  await phoneAndServer()
  expect(await ask('/echo', { method: 'POST' })).toMatchObject({ type: 'text/plain' })
  expect(await ask('/echo', { method: 'POST', body: { a: '中' } })).toEqual({
    body: { a: '中' },
    type: 'application/json',
  })
})
