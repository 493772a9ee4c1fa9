import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { handUpDuties } from '../../../src/app/hand-up-duties.ts'
import { makeDuties } from '../../../src/app/make-duties.ts'
import { remindOfDuties } from '../../../src/app/remind-of-duties.ts'
import { DutyCounts, DutyPage, DutyView, StandingDuties } from '../../../src/contract/duty.ts'
import { QueueServerFrame } from '../../../src/contract/lead.ts'
import { lastDayOf, monthOf } from '../../../src/core/ledger/months.ts'
import { chinaDay } from '../../../src/core/words/when.ts'
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
async function logIn(wanted: (cadre: Cadre) => boolean) {
  const cadres = (await call(real.url, 'GET', '/api/demo/cadres')).body as unknown as Cadre[]
  const cadre = cadres.find(wanted)
  const { body } = await call(real.url, 'POST', '/api/demo/login', { body: { cadreId: cadre?.id } })
  return { token: String(body.token), areas: cadre?.areas ?? [] }
}
const get = (path: string, token: string) => call(real.url, 'GET', path, { token })

it('duties are read by those of the place, done, and counted live', async () => {
  await makeDuties(real.deps, DEMO_COUNTY)
  // The last day of the month in China, so that the day on which this runs plays no part; not before now, should that be its evening.
  const now = new Date()
  const lastMorning = new Date(`${lastDayOf(monthOf(chinaDay(now)))}T09:00:00+08:00`)
  const end = lastMorning < now ? now : lastMorning
  const later = { ...real.deps, clock: { now: () => end } }
  await makeDuties(later, DEMO_COUNTY)

  const screening = await findScreening((await logIn(isOfficer)).token)
  const holder = await logIn((cadre) => cadre.id === screening?.holder?.id)
  const mine = DutyPage.parse((await get('/api/duties', holder.token)).body)
  expect(mine.duties.map(({ id }) => id)).toContain(screening?.id)
  for (const { region } of mine.duties) expect(holder.areas.some((area) => region.startsWith(area))).toBe(true)

  const socket = new WebSocket(`${real.url.replace('http', 'ws')}/queue`)
  const frames: QueueServerFrame[] = []
  socket.on('message', (data) => frames.push(QueueServerFrame.parse(JSON.parse(data.toString()))))
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(JSON.stringify({ type: 'hello', token: holder.token }))
  await vi.waitFor(() => expect(frames.some((frame) => frame.type === 'ready')).toBe(true), { timeout: 15_000 })
  expect(await remindOfDuties(later, DEMO_COUNTY)).toBeGreaterThan(0)
  await vi.waitFor(
    () => {
      const figures = frames.findLast((frame) => frame.type === 'duties')
      expect(figures?.mine).toMatchObject({ unfinished: mine.duties.length, done: 0 })
      expect(figures?.mine.soon).toBeGreaterThan(0)
    },
    { timeout: 15_000 },
  )

  const stranger = await logIn(
    ({ role, areas }) => role === 'village_cadre' && !areas.includes(screening?.region ?? ''),
  )
  const path = `/api/duties/${screening?.id}/done`
  const body = { words: '全村都走了一遍' }
  expectProblem(await call(real.url, 'POST', path, { token: stranger.token, body }), 404, 'not_found')
  expectProblem(
    await call(real.url, 'POST', path, { token: holder.token, body: { words: ' ' } }),
    400,
    'invalid_fields',
  )
  const done = DutyView.parse((await call(real.url, 'POST', path, { token: holder.token, body })).body)
  expect(done).toMatchObject({ state: 'done', note: expect.stringContaining('全村都走了一遍') })
  // As a phone does that never heard the answer.
  expect(DutyView.parse((await call(real.url, 'POST', path, { token: holder.token, body })).body)).toEqual(done)
  const other = { token: holder.token, body: { words: '又走了一遍' } }
  expectProblem(await call(real.url, 'POST', path, other), 409, 'not_possible_now')
  await vi.waitFor(
    () => {
      const figures = frames.findLast((frame) => frame.type === 'duties')
      expect(figures?.mine.done).toBe(1)
    },
    { timeout: 15_000 },
  )
  socket.close()
})

it('officers see how many are overdue in each village, page by page too', async () => {
  const { token } = await logIn(isOfficer)
  const next = new Date(Date.now() + 40 * 24 * 3_600_000)
  await handUpDuties({ ...real.deps, clock: { now: () => next } }, DEMO_COUNTY)
  const { places, month } = DutyCounts.parse((await get('/api/duties/counts', token)).body)
  expect(places.filter(({ region, handedUp }) => region.length === 12 && handedUp > 0).length).toBeGreaterThan(1)
  expect(DutyCounts.parse((await get(`/api/duties/counts?month=${month}`, token)).body).places).toEqual(places)
  const first = DutyPage.parse((await get('/api/duties?mine=false&limit=2', token)).body)
  const second = DutyPage.parse((await get(`/api/duties?mine=false&limit=2&after=${first.next}`, token)).body)
  expect(new Set([...first.duties, ...second.duties].map(({ id }) => id)).size).toBe(4)
  expectProblem(await get('/api/duties?after=x', token), 400, 'bad_page')
  expectProblem(await get('/api/duties?month=2024-13', token), 400, 'invalid_fields')
  expect(StandingDuties.parse((await get('/api/duties/standing', token)).body).length).toBeGreaterThan(0)
  for (const closed of ['/api/duties', '/api/duties/counts', '/api/duties/standing'])
    expectProblem(await call(real.url, 'GET', closed), 401, 'not_signed_in')
})

/** Of a village with a holder, on whatever page: what is due before it differs by the day of the month. */
async function findScreening(token: string) {
  for (let after = ''; ; ) {
    const page = DutyPage.parse((await get(`/api/duties?mine=false&which=all&limit=100${after}`, token)).body)
    const found = page.duties.find(({ what, region, holder }) => what === 'screening' && region.length === 12 && holder)
    if (found || page.next === null) return found
    after = `&after=${page.next}`
  }
}

const isOfficer = ({ role }: Cadre) => role === 'county_officer'
