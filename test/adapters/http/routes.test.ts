import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { call, expectProblem } from './call.ts'
import { app, CADRE_ID, LEAD_ID, leadSummaryOf, resetWorld, session, world } from './fake-app.ts'
import { type Running, startServer } from './server.fixture.ts'

let server: Running
let guest: string
const ROOMY = { chatPerMinute: 100_000, cadrePerMinute: 100_000, loginPerMinute: 100_000, burst: 1_000 }

beforeAll(async () => {
  server = await startServer({ limits: ROOMY })
})
afterAll(() => server.close())
beforeEach(async () => {
  resetWorld()
  const { body } = await call(server.url, 'POST', '/api/chat/hello', { body: {} })
  guest = String(body.token)
})

const post = (path: string, body: unknown, token?: string) =>
  call(server.url, 'POST', path, token === undefined ? { body } : { body, token })
const get = (path: string, token?: string) => call(server.url, 'GET', path, token === undefined ? {} : { token })

describe('accounts', () => {
  const credentials = { account: 'likuaiji', password: 'a-long-password' }

  it('are made by invitation, log in and out', async () => {
    expect((await post('/api/accounts/accept-invitation', { code: 'abcdefgh', ...credentials })).body).toEqual(session)
    expect((await post('/api/login', { ...credentials, county: '360428' })).body).toEqual(session)
    expect(app.login.mock.lastCall?.slice(1, 2)).toEqual(['360428'])
    expect((await get('/api/me', session.token)).body).toEqual(session.me)
    expect((await post(`/api/cadres/${CADRE_ID}/invitation`, undefined, session.token)).body).toHaveProperty('code')
    expect((await post('/api/logout', undefined, session.token)).status).toBe(204)
    expect(app.logout).toHaveBeenCalled()
  })

  it.each([
    [{ refused: 'wrong_password' } as const, 401],
    [{ refused: 'locked_out', until: new Date(Date.now() + 60_000) } as const, 429],
    [{ refused: 'not_allowed', why: '这个账号已经停用。' } as const, 403],
  ])('answer %o', async (refusal, status) => {
    world.refusal = refusal
    const answer = await post('/api/login', credentials)
    expectProblem(answer, status, refusal.refused)
    if (status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(50)
  })

  it('refuse bad invitations and taken names', async () => {
    world.refusal = { refused: 'bad_invitation' }
    expectProblem(
      await post('/api/accounts/accept-invitation', { code: 'abcdefgh', ...credentials }),
      400,
      'bad_invitation',
    )
    world.refusal = { refused: 'account_taken' }
    expectProblem(
      await post('/api/accounts/accept-invitation', { code: 'abcdefgh', ...credentials }),
      409,
      'account_taken',
    )
  })

  it('never repeat a password that does not fit', async () => {
    const answer = await post('/api/accounts/accept-invitation', {
      code: 'abcdefgh',
      account: 'li-kuaiji',
      password: 'geheim',
    })
    expectProblem(answer, 400, 'invalid_fields')
    expect(answer.body.fields).toMatchObject([{ path: 'body.password' }])
    expect(answer.body.detail).toMatch(/^请检查：密码太短了，至少 \d+ 个字。$/)
    expect(JSON.stringify(answer.body)).not.toContain('geheim')
  })

  it('may be tried only so often from one address', async () => {
    const strict = await startServer({ limits: { loginPerMinute: 2 } })
    const attempt = () => call(strict.url, 'POST', '/api/login', { body: credentials })
    expect([(await attempt()).status, (await attempt()).status]).toEqual([200, 200])
    const answer = await attempt()
    expectProblem(answer, 429, 'slow_down')
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    await strict.close()
  })
})

describe('leads', () => {
  const lead = `/api/leads/${LEAD_ID}`
  const claim = { action: 'claim', version: 1 }

  it('are listed, opened, acted on', async () => {
    expect((await get('/api/leads?mine=false&riskType=unsafe_housing&limit=5', session.token)).body).toMatchObject({
      leads: [{ number: 'A1024' }],
      next: null,
    })
    expect(app.listQueue.mock.lastCall?.slice(2)).toEqual([
      { mine: 'false', status: 'unfinished', riskType: 'unsafe_housing', limit: 5 },
    ])
    expect((await get(lead, session.token)).body).toMatchObject({ phone: '138****0000' })
    expect((await post(`${lead}/actions`, claim, session.token)).body).toMatchObject({ version: 2 })
    expect((await post(`${lead}/phone`, undefined, session.token)).body).toEqual({ phone: '13800000000' })
    expect((await get(`${lead}/colleagues`, session.token)).body).toMatchObject([{ name: '李会计' }])
  })

  it('tell who was faster, and how the lead stands now', async () => {
    world.refusal = { refused: 'somebody_was_faster', who: '王主任', current: leadSummaryOf(7) }
    const answer = await post(`${lead}/actions`, claim, session.token)
    expectProblem(answer, 409, 'somebody_was_faster')
    expect(answer.body).toMatchObject({ who: '王主任', current: { version: 7 } })
  })

  it.each([
    [{ refused: 'not_found' } as const, 404],
    [{ refused: 'not_possible_now', why: '这条线索已经办结。' } as const, 409],
  ])('answer %o', async (refusal, status) => {
    world.refusal = refusal
    expectProblem(await post(`${lead}/actions`, claim, session.token), status, refusal.refused)
    expectProblem(await get(lead, session.token), status, refusal.refused)
    expectProblem(await post(`${lead}/phone`, undefined, session.token), status, refusal.refused)
    expectProblem(await get(`${lead}/colleagues`, session.token), status, refusal.refused)
    expectProblem(await get('/api/leads', session.token), status, refusal.refused)
  })

  it('name what is wrong with an action', async () => {
    expectProblem(await post(`${lead}/actions`, { action: 'dance', version: 1 }, session.token), 400, 'invalid_fields')
    const empty = await post(`${lead}/actions`, { action: 'note', version: 1, text: '  ' }, session.token)
    expectProblem(empty, 400, 'invalid_fields')
    expect(empty.body.fields).toMatchObject([{ path: 'body.text' }])
    for (const text of ['去看了\u0000', '去看了\u0007', '\u001b[31m红'])
      expectProblem(
        await post(`${lead}/actions`, { action: 'note', version: 1, text }, session.token),
        400,
        'invalid_fields',
      )
    const lines = { action: 'note', version: 1, text: '第一行\r\n第二行\t完' }
    expect((await post(`${lead}/actions`, lines, session.token)).status).toBe(200)
    expectProblem(
      await post(`${lead}/actions`, { action: 'claim', version: 3_000_000_000 }, session.token),
      400,
      'invalid_fields',
    )
    expectProblem(await get('/api/leads/7', session.token), 400, 'invalid_fields')
    expectProblem(await get('/api/leads?limit=101', session.token), 400, 'invalid_fields')
  })

  it('need a session before anything else is looked at', async () => {
    const closed: [string, string][] = [
      ['POST', '/api/logout'],
      ['GET', '/api/me'],
      ['POST', `/api/cadres/${CADRE_ID}/invitation`],
      ['GET', '/api/leads'],
      ['GET', lead],
      ['POST', `${lead}/actions`],
      ['POST', `${lead}/phone`],
      ['GET', `${lead}/colleagues`],
      ['GET', '/api/attachments/0b0f7f0e-3c1b-4d3e-9a52-6a3b1c2d3e4f'],
    ]
    for (const [method, path] of closed) {
      for (const token of [undefined, '360425.nobody', guest]) {
        const answer = await call(server.url, method, path, token === undefined ? {} : { token })
        expectProblem(answer, 401, 'not_signed_in')
        expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      }
    }
  })
})

describe('the demo county', () => {
  it('shows its invented cadres and logs in as one', async () => {
    expect((await get('/api/demo/cadres')).body).toMatchObject([{ id: CADRE_ID }])
    expect((await post('/api/demo/login', { cadreId: CADRE_ID })).body).toEqual(session)
    expectProblem(await post('/api/demo/login', { cadreId: 'li' }), 400, 'invalid_fields')
    world.refusal = { refused: 'not_found' }
    expectProblem(await post('/api/demo/login', { cadreId: CADRE_ID }), 404, 'not_found')
  })

  it('does not exist elsewhere', async () => {
    const real = await startServer({ demo: false })
    expectProblem(await call(real.url, 'GET', '/api/demo/cadres'), 404, 'no_such_page')
    expectProblem(await call(real.url, 'POST', '/api/demo/login', { body: { cadreId: CADRE_ID } }), 404, 'no_such_page')
    await real.close()
  })
})

describe('what goes wrong', () => {
  it('is told without what is inside', async () => {
    world.breakdown = new Error('password of postgres://user:secret@db is wrong for 王大爷')
    const answer = await get('/api/leads', session.token)
    expectProblem(answer, 500, 'internal')
    expect(JSON.stringify(answer.body)).not.toMatch(/secret|postgres|at /)
    expect(server.log()).toContain(String(answer.headers.get('x-request-id')))
    expect(server.log()).not.toContain('王大爷')
    expect(answer.body.instance).toBe(`urn:mingbai:request:${answer.headers.get('x-request-id')}`)
  })

  it('is also an answer of a use case that does not fit the contract', async () => {
    app.listQueue.mockResolvedValueOnce({ leads: [{ ...leadSummaryOf(), number: 5 as never }], next: null })
    expectProblem(await get('/api/leads', session.token), 500, 'internal')
  })

  it('is a problem too when there is no such page', async () => {
    expectProblem(await get('/api/nothing'), 404, 'no_such_page')
    expectProblem(await call(server.url, 'DELETE', '/api/leads'), 404, 'no_such_page')
    expectProblem(await get('/%zz'), 400, 'bad_request')
    expectProblem(await get('/chat'), 426, 'upgrade_required')
    expectProblem(await get('/queue'), 426, 'upgrade_required')
  })

  it('never shows in the log as anything but the pattern of the route', async () => {
    await get(`/api/leads/${LEAD_ID}?phone=13812345678`, session.token)
    await get('/api/leads?after=秘密', session.token)
    const log = server.log()
    expect(log).toContain('"route":"/api/leads/:id"')
    expect(log).not.toMatch(/13812345678|秘密|%E7/)
    expect(log).not.toContain(LEAD_ID)
    expect(log).not.toContain(session.token)
  })
})
