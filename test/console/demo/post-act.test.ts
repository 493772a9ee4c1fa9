import { afterEach, expect, it, vi } from 'vitest'
import { postAct } from '../../../src/console/demo/browser/post-act.ts'

afterEach(() => vi.unstubAllGlobals())

/** A server that answers by turns; notes the id of each act that reached it. */
function server(...answers: (() => Promise<Response> | Response)[]): string[] {
  const ids: string[] = []
  vi.stubGlobal('fetch', async (_path: string, init: RequestInit) => {
    ids.push(JSON.parse(String(init.body)).id)
    return (answers.shift() ?? (() => Response.json({})))()
  })
  return ids
}
const lost = () => Promise.reject(new TypeError('no line'))
const broken = () => Response.json({ status: 502, code: 'broken', detail: '系统出错了' }, { status: 502 })
const refused = () => Response.json({ status: 409, code: 'not_possible_now', detail: '现在不行' }, { status: 409 })
const send = (body: object) => postAct('/api/x', 'token', body).catch(() => null)

it('keeps its id while nobody has answered, whatever ids its parts were given', async () => {
  const ids = server(lost, broken)
  for (const part of ['a', 'b', 'c']) await send({ day: '2026-01-01', facts: [{ id: part, value: 1 }] })
  expect(new Set(ids)).toHaveProperty('size', 1)
  expect(ids).toHaveLength(3)
})

it('two taps at once are one act', async () => {
  const ids = server()
  await Promise.all([send({ yuan: 5 }), send({ yuan: 5 })])
  expect(ids[0]).toBe(ids[1])
})

it('is another act after an answer, after a refusal, and with other words', async () => {
  const ids = server(() => Response.json({}), refused, lost)
  for (const yuan of [7, 7, 7, 8]) await send({ yuan })
  expect(new Set(ids)).toHaveProperty('size', 4)
})
