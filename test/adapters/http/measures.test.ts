/** Help over the wire, with the real use cases: who may, what is refused and how it is said. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { BonusReport, EmploymentReport, KeyGroupsReport, SharesReport } from '../../../src/contract/help-reports.ts'
import { MeasureView, ReferralList, ReferralView, Suggestions } from '../../../src/contract/measures.ts'
import { chinaDay } from '../../../src/core/words/when.ts'
import { call, expectProblem } from './call.ts'
import { DEMO_COUNTY, type RealApp, startRealApp } from './real-app.fixture.ts'

let real: RealApp
let household: { id: string; region: string }
beforeAll(async () => {
  real = await startRealApp()
  const all = await real.deps.store.transaction({ kind: 'system', county: DEMO_COUNTY }, (tx) =>
    tx.monitored.households(),
  )
  household = all[0]?.household ?? { id: '', region: '' }
}, 180_000)
afterAll(() => real.close())

async function logInTo(area: string) {
  const { body } = await call(real.url, 'GET', '/api/demo/cadres')
  const cadre = (body as unknown as { id: string; areas: string[] }[]).find(({ areas }) => areas[0] === area)
  const { token } = (await call(real.url, 'POST', '/api/demo/login', { body: { cadreId: cadre?.id } })).body
  const send = (method: string, path: string, body?: unknown) =>
    call(real.url, method, path, { token: String(token), ...(body === undefined ? {} : { body }) })
  return {
    get: (path: string) => send('GET', path),
    post: (path: string, body?: unknown) => send('POST', path, body),
    put: (path: string, body: unknown) => send('PUT', path, body),
  }
}

it('a measure from suggestion to publication, and a referral', async () => {
  const village = await logInTo(household.region)
  const county = await logInTo(DEMO_COUNTY)
  const path = `/api/households/${household.id}`
  const today = chinaDay(new Date())
  const since = { kind: 'unstable_lifted', since: '2023-01-01' }
  expectProblem(await village.put(`${path}/monitoring`, since), 403, 'not_allowed')
  expect((await county.put(`${path}/monitoring`, since)).status).toBe(200)

  const { suggestions } = Suggestions.parse((await village.get(`${path}/suggestions`)).body)
  const help = suggestions[0]?.help[0]?.code
  const plan = { id: randomUUID(), help }
  const planned = MeasureView.parse((await village.post(`${path}/measures`, plan)).body)
  expect((await village.post(`${path}/measures`, plan)).body).toEqual(planned)
  const act = (action: string, version: number) =>
    village.post(`${path}/measures/${plan.id}/actions`, { action, version, day: today, text: '办了' })
  expectProblem(await act('publish', 1), 409, 'not_possible_now')
  expect(MeasureView.parse((await act('give', 1)).body).state).toBe('given')
  expect(MeasureView.parse((await act('publish', 2)).body).state).toBe('published')
  expect((await county.get(`${path}/measures`)).body).toHaveLength(1)

  const refer = { id: randomUUID(), need: 'unsafe_housing', text: '请来看房' }
  expect(ReferralView.parse((await village.post(`${path}/referrals`, refer)).body).department).toBe('housing')
  expect(ReferralList.parse((await village.get('/api/referrals')).body).referrals).toHaveLength(1)
  expectProblem(
    await village.post(`/api/referrals/${refer.id}/answer`, { result: 'helped', text: '好' }),
    403,
    'not_allowed',
  )
})

it('reports: key groups and shares are the county’s, lists by area are everybody’s', async () => {
  const village = await logInTo(household.region)
  const county = await logInTo(DEMO_COUNTY)
  // The scale is reckoned for the running year alone.
  const year = chinaDay(new Date()).slice(0, 4)
  expect(KeyGroupsReport.parse((await county.get('/api/reports/key-groups')).body)).toMatchObject({ kind: 'no_rule' })
  const figure = {
    id: randomUUID(),
    of: 'registered_population',
    period: year,
    part: null,
    whole: 1_000,
    source: '年报',
  }
  expect((await county.post('/api/reports/figures', figure)).body).toEqual({ recorded: 1 })
  expect(SharesReport.parse((await county.get(`/api/reports/shares?period=${year}`)).body).scale).toMatchObject({
    expected: 5,
  })
  for (const path of ['key-groups', 'shares'])
    expectProblem(await village.get(`/api/reports/${path}`), 403, 'not_allowed')
  BonusReport.parse((await village.get(`/api/reports/work-bonus?year=${year}`)).body)
  expect(EmploymentReport.parse((await village.get('/api/reports/employment-services')).body).quarter).toMatch(/-Q\d$/)
})

it('refuses who is not signed in, other places, and what can not be', async () => {
  const village = await logInTo(household.region)
  const path = `/api/households/${randomUUID()}`
  expect((await call(real.url, 'GET', `${path}/measures`)).status).toBe(401)
  expectProblem(await village.get(`${path}/suggestions`), 404, 'not_found')
  expectProblem(await village.post(`${path}/measures`, { id: randomUUID(), help: 'A B' }), 400, 'invalid_fields')
  const month = { memberId: randomUUID(), months: [{ month: '2026-13', publicPost: false }] }
  expectProblem(await village.post(`${path}/work-months`, month), 400, 'invalid_fields')
  const wrong = { id: randomUUID(), of: 'registered_population', period: '2026', part: 2, whole: 1, source: '年报' }
  expectProblem(await village.post('/api/reports/figures', wrong), 400, 'invalid_fields')
})
