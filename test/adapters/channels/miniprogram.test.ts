import { afterEach, expect, it } from 'vitest'
import { openMiniProgram } from '../../../src/adapters/channels/miniprogram/miniprogram.ts'
import { buildServer } from '../../../src/adapters/http/server.ts'
import { openVault } from '../../../src/adapters/vault.ts'
import { deliverOwed } from '../../../src/app/deliver-turns.ts'
import { makeGuestToken, makeToken, readGuestToken } from '../../../src/app/door.ts'
import { openLog } from '../../../src/log.ts'
import { onBoth } from '../../support/database.ts'
import { startWechat } from '../../support/wechat/stand-in.ts'
import { COUNTY, makeWorld, VILLAGE } from '../../support/world.ts'

onBoth('the mini-program', (use) => {
  const ends: (() => unknown)[] = []
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end()
  })
  const start = async () => {
    const world = await makeWorld(use())
    ends.push(world.stop)
    const wechat = await startWechat({ now: world.deps.clock.now })
    ends.push(wechat.close)
    const errors: string[] = []
    const { appId, secret } = wechat.account
    const template = { id: 'template-news', fields: ['number', 'kind', 'progress'] as const }
    const opened = openMiniProgram(world.deps, COUNTY, { appId, secret, apiUrl: wechat.url, template }, (error) =>
      errors.push(String(error)),
    )
    const deps = { ...world.deps, miniprogram: opened.miniprogram, channels: { miniprogram: opened.channel } }
    const lines: string[] = []
    const app = buildServer({
      deps,
      feed: use().database.feed,
      county: COUNTY,
      logger: openLog('info', { write: (line: string) => void lines.push(line) }),
      ready: async () => true,
      demo: false,
      drawPicture: () => Promise.reject(new Error('nothing is drawn here')),
    })
    ends.push(() => app.close())
    const call = async (url: string, payload?: object, token?: string) => {
      const response = await app.inject({
        method: payload ? 'POST' : 'GET',
        url,
        ...(payload && { payload }),
        headers: token ? { authorization: `Bearer ${token}` } : {},
      })
      return { status: response.statusCode, body: response.json(), raw: response.body }
    }
    const logIn = (openId: string) =>
      call('/api/miniprogram/login', { code: wechat.loginCode(openId), village: VILLAGE })
    let said = 0
    const says = (token: string, text: string) =>
      call(
        '/api/chat/messages',
        { id: `say-${++said}-000000`, message: { kind: 'text', text }, village: VILLAGE },
        token,
      )
    const pump = async () => {
      await world.deliver()
      while ((await deliverOwed(deps, COUNTY, 'miniprogram', () => false)) > 0);
    }
    return { world, wechat, deps, call, logIn, says, pump, errors, log: () => lines.join('') }
  }

  it('lets somebody in by his code, on the same chat each time, and gives nothing of the platform away', async () => {
    const { logIn, says, call, wechat, log, errors } = await start()
    const openId = `open-id-one-${use().engine}`
    const first = await logIn(openId)
    expect(first).toMatchObject({ status: 200, body: { lastSeq: 0, turns: [], token: expect.any(String) } })
    expect(first.body.replies.length).toBeGreaterThan(0)
    expect(first.body.token.length).toBeLessThanOrEqual(200)
    expect(await says(first.body.token, '我家房子漏雨')).toMatchObject({ status: 200, body: { seq: 1 } })
    const second = await logIn(openId)
    expect(second.body).toMatchObject({ lastSeq: 1, replies: [] })
    expect(second.body.token).not.toBe(first.body.token)
    expect((await call('/api/chat/turns?after=0', undefined, second.body.token)).body.turns).toHaveLength(1)
    for (const seen of [first.raw, second.raw, log(), JSON.stringify(errors)]) {
      expect(seen).not.toContain(openId)
      expect(seen).not.toContain('secret-session-key')
    }
    const stored = await use().database.pool.query(`select channel, user_id from identity where user_id = $1`, [openId])
    expect(stored.rows).toEqual([{ channel: 'miniprogram', user_id: openId }])
    expect(wechat.calls('/sns/jscode2session')).toBe(2)
  })

  it('says in Chinese why somebody is not let in', async () => {
    const { call, wechat, errors, deps } = await start()
    const tryIt = (code: string) => call('/api/miniprogram/login', { code })
    expect(await tryIt('no-such-code')).toMatchObject({
      status: 401,
      body: { code: 'login_failed', detail: /关掉小程序/ },
    })
    const failing = (errcode: number) => tryIt(wechat.loginCode({ errcode }))
    expect(await failing(45011)).toMatchObject({ status: 429, body: { detail: /过一分钟/ } })
    expect(await failing(40226)).toMatchObject({ status: 403, body: { detail: /村干部/ } })
    expect(await failing(-1)).toMatchObject({ status: 503, body: { detail: /过一会儿/ } })
    expect(errors).toEqual([])
    expect(await failing(40125)).toMatchObject({ status: 503 })
    expect(errors).toEqual(['ChannelTrouble: mini-program: nobody can log in: errcode 40125'])
    expect(await tryIt('<bad>')).toMatchObject({ status: 400 })
    await wechat.close()
    expect(await tryIt('whatever')).toMatchObject({ status: 503, body: { detail: /过一会儿/ } })
    delete (deps as { miniprogram?: unknown }).miniprogram
    expect(await tryIt('whatever')).toMatchObject({ status: 404, body: { code: 'no_miniprogram' } })
  })

  it('takes no token that it did not make', async () => {
    const { deps, call } = await start()
    const token = makeToken(deps, COUNTY, 'miniprogram', 'somebody')
    expect(readGuestToken(deps, token)).toEqual({ county: COUNTY, channel: 'miniprogram', userId: 'somebody' })
    const guest = makeGuestToken(deps, COUNTY)
    expect(readGuestToken(deps, guest)).toMatchObject({ county: COUNTY, channel: 'web' })
    const mac = token.split('.').at(-1)
    const forged = [
      token.replace('miniprogram', 'web'),
      token.replace('miniprogram', 'wecom'),
      `${token}.x`,
      `x.${token}`,
      token.slice(0, -1),
    ]
    const elsewhere = openVault([Buffer.alloc(32, 8), Buffer.alloc(32, 7)])
    expect(readGuestToken(deps, makeToken({ vault: elsewhere }, COUNTY, 'miniprogram', 'somebody'))).toBeNull()
    for (const bad of [...forged, `${COUNTY}.${mac}`, `..${mac}`, '', '.', 'a.b.c.d.e.f.g'])
      expect(await call('/api/chat/turns', undefined, bad || 'x'), bad).toMatchObject({ status: 401 })
  })

  it('tells news of a report once for each message that he allowed, and only news', async () => {
    const { world, wechat, logIn, says, call, pump, errors } = await start()
    const openId = `open-id-two-${use().engine}`
    const phone = wechat.user(openId)
    const { token } = (await logIn(openId)).body
    const head = use().engine === 'server' ? '孙示订' : '李示订'
    const report = [
      '我家房子漏雨',
      '同意',
      '我自己家',
      `户主${head}`,
      '这几天',
      '4人',
      '不想说',
      '没有电话',
      '确认提交',
    ]
    let last = ''
    for (const text of report) last = (await says(token, text)).raw
    const number = /A\d{4}/.exec(last)?.[0]
    const lead = async () => {
      const found = (await world.village.queue()).find((each) => each.number === number)
      if (!found) throw new Error('no lead')
      return found
    }
    const subscribe = (result: string, template = 'template-news') =>
      call('/api/chat/subscriptions', { template, result }, token)
    expect((await call('/api/chat/subscriptions', undefined, token)).body).toEqual({ templates: ['template-news'] })
    expect(await subscribe('accept', 'another')).toMatchObject({ status: 404 })
    expect((await subscribe('accept')).body).toEqual({ left: 1 })
    phone.allows('template-news')
    await pump()
    expect(phone.heard()).toEqual([])
    await world.village.does(await lead(), { action: 'claim' })
    await pump()
    expect(phone.heard()).toEqual([`${number} · 住房不安全 · 有新的进展，请点开看`])
    await world.village.does(await lead(), { action: 'visit', text: '屋顶漏水' })
    await pump()
    expect(phone.heard()).toHaveLength(1)
    expect((await subscribe('accept')).body).toEqual({ left: 1 })
    expect((await subscribe('accept')).body).toEqual({ left: 2 })
    expect((await subscribe('reject')).body).toEqual({ left: 0 })
    // He took it back on his phone, where we do not see it: the platform says so, and nothing is tried again.
    expect((await subscribe('accept')).body).toEqual({ left: 1 })
    const before = wechat.calls('/cgi-bin/message/subscribe/send')
    await world.village.does(await lead(), { action: 'verify', finding: 'true', findings: '屋顶漏水属实' })
    await pump()
    await pump()
    expect(wechat.calls('/cgi-bin/message/subscribe/send') - before).toBe(1)
    expect(errors).toEqual([])
    expect(phone.heard()).toHaveLength(1)
    const guest = (await call('/api/chat/hello', {})).body.token
    expect(await call('/api/chat/subscriptions', { template: 'template-news', result: 'accept' }, guest)).toMatchObject(
      { status: 404 },
    )
  })

  it('has WeChat make the code of a village, which opens the chat with the village known', async () => {
    const { deps, wechat, errors } = await start()
    const bytes = await deps.miniprogram.posterCode(VILLAGE)
    expect(Buffer.from(bytes ?? []).toString('latin1')).toBe(`\xff\xd8\xff\xe0${VILLAGE}`)
    expect(wechat.platform.posters).toEqual([
      { scene: VILLAGE, page: 'pages/chat/chat', check_path: false, env_version: 'release', width: 1280 },
    ])
    // Another test may just have had one forced: WeChat wants half a minute between two.
    await use().database.pool.query('delete from channel_token')
    // A token that is good no more is renewed once; what the platform refuses is told to the technician.
    wechat.plan('/wxa/getwxacodeunlimit', 40001)
    expect(await deps.miniprogram.posterCode(VILLAGE)).not.toBeNull()
    expect(errors).toEqual([])
    wechat.plan('/wxa/getwxacodeunlimit', 45009)
    expect(await deps.miniprogram.posterCode(VILLAGE)).toBeNull()
    expect(errors.join()).toContain('errcode 45009')
  })
})
