import { afterEach, expect, test, vi } from 'vitest'
import { ask } from '../../../miniprogram/utils/api'

afterEach(() => void vi.unstubAllGlobals())

interface Asked {
  header: Record<string, string>
  data?: object
  success(answer: { statusCode: number; data: unknown }): void
}

/** WeChat's request calls everything JSON that is not called anything else; our server takes no empty JSON. */
const wx = {
  getExtConfigSync: () => ({ server: '' }),
  request({ header, data, success }: Asked) {
    const type = header['content-type'] ?? 'application/json'
    if (type === 'application/json' && !data)
      success({ statusCode: 400, data: { status: 400, code: 'invalid', detail: '内容不对。' } })
    else success({ statusCode: 200, data: { type, data } })
  },
}

test('what is asked without a body is not called JSON, which the server would refuse', async () => {
  vi.stubGlobal('wx', wx)
  expect(await ask('/echo', { method: 'POST' })).toMatchObject({ type: 'text/plain' })
  expect(await ask('/echo', { method: 'POST', body: { a: '中' } })).toEqual({
    type: 'application/json',
    data: { a: '中' },
  })
})
