import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { sendBroadcasts } from '../../../src/app/send-broadcasts.ts'
import {
  BroadcastDetail,
  BroadcastList,
  BroadcastPreview,
  BroadcastSummary,
  FoundCards,
} from '../../../src/contract/broadcast.ts'
import { QueueServerFrame } from '../../../src/contract/lead.ts'
import { resident } from '../../support/world.ts'
import { call, expectProblem } from './call.ts'
import { DEMO_COUNTY, type RealApp, startRealApp } from './real-app.fixture.ts'

let real: RealApp
beforeAll(async () => {
  real = await startRealApp()
})
afterAll(() => real.close())

interface Cadre {
  id: string
  role: string
  areas: string[]
}
async function logIn(role: string, area = '') {
  const cadres = (await call(real.url, 'GET', '/api/demo/cadres')).body as unknown as Cadre[]
  const cadre = cadres.find((each) => each.role === role && each.areas.some((one) => one.startsWith(area)))
  const { body } = await call(real.url, 'POST', '/api/demo/login', { body: { cadreId: cadre?.id } })
  return { token: String(body.token), area: cadre?.areas[0] ?? '' }
}

it('publicity is composed, approved by a second person and told of live', async () => {
  const author = await logIn('village_cadre')
  const township = await logIn('township_officer', author.area.slice(0, 9))
  const region = author.area
  const wanted = { content: { kind: 'text', text: '医保可以交了。' }, audience: { region } }
  const post = (path: string, token: string, body: object) => call(real.url, 'POST', path, { token, body })

  expectProblem(await call(real.url, 'POST', '/api/broadcasts', { body: wanted }), 401, 'not_signed_in')
  expectProblem(
    await post('/api/broadcasts', author.token, { ...wanted, audience: { region: '440229' } }),
    403,
    'not_allowed',
  )
  const own = { ...wanted, content: { kind: 'text', text: '打13800000001' } }
  expectProblem(await post('/api/broadcasts', author.token, own), 409, 'not_possible_now')
  const preview = BroadcastPreview.parse((await post('/api/broadcasts/preview', author.token, wanted)).body)
  expect(preview).toMatchObject({ count: 0, notes: [expect.stringContaining('一个人也发不到')] })
  expect(preview.blocks.at(-1)).toMatchObject({ text: expect.stringContaining('不要宣传') })
  const cards = await call(real.url, 'GET', '/api/broadcasts/cards?search=%E8%B4%B7%E6%AC%BE', { token: author.token })
  expect(FoundCards.parse(cards.body).cards[0]?.title).toMatch(/贷/)

  const draft = BroadcastSummary.parse((await post('/api/broadcasts', author.token, wanted)).body)
  const put = { ...wanted, content: { kind: 'text', text: '养老保险可以交了。' }, version: 1 }
  const edited = await call(real.url, 'PUT', `/api/broadcasts/${draft.id}`, { token: author.token, body: put })
  expect(BroadcastSummary.parse(edited.body).title).toBe('养老保险可以交了')
  const act = (token: string, action: string, version: number) =>
    post(`/api/broadcasts/${draft.id}/actions`, token, { action, version })
  expectProblem(await act(author.token, 'submit', 2), 409, 'not_possible_now')
  const door = { county: DEMO_COUNTY, channel: 'web', userId: 'reads-publicity', village: region } as const
  const name = real.deps.regions(DEMO_COUNTY)?.get(region)?.name ?? ''
  await resident(real.deps, door).reports('我家房子漏雨', '王示范', name)
  expect((await act(author.token, 'submit', 2)).status).toBe(200)
  expectProblem(await act(author.token, 'approve', 3), 403, 'not_allowed')

  const socket = new WebSocket(`${real.url.replace('http', 'ws')}/queue`)
  const frames: QueueServerFrame[] = []
  socket.on('message', (data) => frames.push(QueueServerFrame.parse(JSON.parse(data.toString()))))
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(JSON.stringify({ type: 'hello', token: township.token }))
  await vi.waitFor(() => expect(frames.some((frame) => frame.type === 'ready')).toBe(true), { timeout: 15_000 })
  expect((await act(township.token, 'approve', 3)).status).toBe(200)
  expect((await act(township.token, 'schedule', 4)).status).toBe(200)
  // At whatever hour this runs: ten in the morning.
  const ten = new Date(Date.now() + 86_400_000).toISOString().replace(/T.*/, 'T02:00:00Z')
  const clock = { now: () => new Date(ten) }
  await sendBroadcasts({ ...real.deps, clock }, DEMO_COUNTY, 'test', () => false)
  await vi.waitFor(
    () => {
      const told = frames.findLast((frame) => frame.type === 'broadcast')
      expect(told?.broadcast).toMatchObject({ id: draft.id, state: 'done', progress: { queued: 0, sent: 1 } })
    },
    { timeout: 15_000 },
  )
  socket.close()

  const detail = await call(real.url, 'GET', `/api/broadcasts/${draft.id}`, { token: township.token })
  expect(BroadcastDetail.parse(detail.body).events.length).toBeGreaterThan(5)
  const list = await call(real.url, 'GET', '/api/broadcasts?state=done', { token: author.token })
  expect(BroadcastList.parse(list.body).broadcasts.map(({ id }) => id)).toEqual([draft.id])
})
