import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readLedgerFile } from '../../../src/adapters/ledger-file/read-ledger-file.ts'
import { movedTo } from '../../../src/app/demo-ledger.ts'
import { importLedger } from '../../../src/app/import-ledger.ts'
import { idOf } from '../../../src/app/set-up-county.ts'
import { chinaDay } from '../../../src/core/words/when.ts'
import { call, expectProblem } from './call.ts'
import { DEMO_COUNTY, type RealApp, startRealApp } from './real-app.fixture.ts'

const VILLAGE = '440229100201'
const HOUSEHOLD = idOf(DEMO_COUNTY, `${VILLAGE}/叶例和`, 'household')
let real: RealApp
let token: string

beforeAll(async () => {
  real = await startRealApp()
  const cadreId = idOf(DEMO_COUNTY, `cadre-${VILLAGE}`)
  token = String((await call(real.url, 'POST', '/api/demo/login', { body: { cadreId } })).body.token)
}, 120_000)
afterAll(() => real.close())

const get = (path: string) => call(real.url, 'GET', path, { token })
const post = (path: string, body: unknown) =>
  call(real.url, 'POST', `/api/households/${HOUSEHOLD}/${path}`, { token, body })

it('the invented ledgers of the demo are whole, and a year before whatever day it is', async () => {
  const lines = movedTo(chinaDay(new Date()), readLedgerFile(`demo/${DEMO_COUNTY}/ledger.jsonl`).lines)
  const here = lines.filter(({ entry }) => entry.village.startsWith(VILLAGE))
  const source = { kind: 'import', name: '演示' } as const
  expect(await importLedger(real.deps, DEMO_COUNTY, here, { source, apply: true })).toMatchObject({
    differing: [],
    faults: [],
  })
  const { body } = await get(`/api/households/${HOUSEHOLD}`)
  expect(body).toMatchObject({
    household: { headName: '叶例和', demo: true },
    income: { complete: true },
    band: { borderline: expect.any(Boolean) },
  })
  expect(lines.every(({ entry }) => entry.what !== 'fact' || (entry.day ?? '') <= chinaDay(new Date()))).toBe(true)
}, 180_000)

it('a cadre finds, reads and writes the ledgers of his village over HTTP', async () => {
  expect((await get('/api/households?search=叶例')).body).toMatchObject({
    households: [{ id: HOUSEHOLD, headName: '叶**' }],
  })
  const entry = randomUUID()
  const money = { id: entry, kind: 'wage', from: '2026-01', to: '2026-01', yuan: 100 }
  expect((await post('money', money)).body).toMatchObject({ household: { id: HOUSEHOLD } })
  const corrected = { id: randomUUID(), from: '2026-01', to: '2026-01', yuan: 120, why: '记错了' }
  expect((await post(`money/${entry}/correction`, corrected)).status).toBe(200)
  expectProblem(await post(`money/${entry}/correction`, { ...corrected, id: randomUUID() }), 409, 'not_possible_now')
  const member = randomUUID()
  expect((await post('members', { id: member, name: '叶例新', relation: '儿媳' })).status).toBe(200)
  expect((await post(`members/${member}/leaving`, { day: '2026-01-02', why: '分户' })).status).toBe(200)
  expect((await post('facts', { facts: [{ id: randomUUID(), field: 'water.amount', value: 'enough' }] })).status).toBe(
    200,
  )
  const settling = { id: randomUUID(), field: 'water.amount', value: 'enough', settles: [randomUUID()], why: '看过' }
  expectProblem(await post('settlings', settling), 409, 'not_possible_now')
  const photo = await fetch(`${real.url}/api/households/${HOUSEHOLD}/photos`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'image/png' },
    body: Buffer.from('\x89PNG\r\n\x1a\n rest', 'latin1'),
  })
  const { attachment } = (await photo.json()) as { attachment: string }
  const visit = { id: randomUUID(), day: '2026-01-03', words: '去看了', photos: [attachment] }
  expect((await post('visits', visit)).body).toMatchObject({ visits: [{ photos: [attachment] }] })
  const picture = await fetch(`${real.url}/api/households/${HOUSEHOLD}/photos/${attachment}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png'])
}, 180_000)

it('what does not fit is refused in Chinese, and without a session everything is', async () => {
  expectProblem(
    await post('money', { id: randomUUID(), kind: 'wage', from: '2026-02', to: '2026-01', yuan: 1 }),
    400,
    'invalid_fields',
  )
  expectProblem(await get(`/api/households/${randomUUID()}`), 404, 'not_found')
  for (const path of ['/api/households', `/api/households/${HOUSEHOLD}`])
    expectProblem(await call(real.url, 'GET', path, {}), 401, 'not_signed_in')
  for (const path of [
    'members',
    'money',
    'facts',
    'settlings',
    'visits',
    'photos',
    `money/${HOUSEHOLD}/correction`,
    `members/${HOUSEHOLD}/leaving`,
  ])
    expectProblem(await call(real.url, 'POST', `/api/households/${HOUSEHOLD}/${path}`, {}), 401, 'not_signed_in')
})
