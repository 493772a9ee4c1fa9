import { afterEach, beforeEach, expect, it } from 'vitest'
import { type StandIn, startWechat } from './stand-in.ts'

let now = new Date('2026-11-23T02:00:00Z')
let wechat: StandIn
let token = ''
const later = (ms: number) => {
  now = new Date(now.getTime() + ms)
}
const HOUR = 3_600_000

const ask = async (path: string, body?: object, query: Record<string, string> = { access_token: token }) => {
  const url = `${wechat.url}${path}?${new URLSearchParams(query)}`
  const response = await fetch(
    url,
    body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {},
  )
  return (await response.json()) as Record<string, unknown>
}
const askToken = (change: object = {}) =>
  ask(
    '/cgi-bin/stable_token',
    { grant_type: 'client_credential', appid: wechat.account.appId, secret: wechat.account.secret, ...change },
    {},
  )
const send = async (touser: string, content = '好') =>
  (await ask('/cgi-bin/message/custom/send', { touser, msgtype: 'text', text: { content } })).errcode

beforeEach(async () => {
  now = new Date('2026-11-23T02:00:00Z')
  wechat = await startWechat({ now: () => now, patienceMs: 100, account: { daily: 20 } })
  token = String((await askToken()).access_token)
})
afterEach(() => wechat.close())

it('gives one token for two hours, and a new one near its end or when forced', async () => {
  expect((await askToken()).access_token).toBe(token)
  later(HOUR)
  expect(await askToken()).toEqual({ access_token: token, expires_in: 3_600 })
  later(56 * 60_000)
  const next = (await askToken()).access_token
  expect(next).not.toBe(token)
  expect(await send('nobody')).toBe(40003)
  later(5 * 60_000)
  expect(await send('nobody')).toBe(42001)
  token = String((await askToken({ force_refresh: true })).access_token)
  expect(token).not.toBe(next)
  expect((await ask('/cgi-bin/menu/create', {}, { access_token: String(next) })).errcode).toBe(40001)
  expect(await send('nobody')).toBe(40003)
  later(3 * HOUR)
  expect(await send('nobody')).toBe(42001)
  expect((await askToken({ appid: 'x' })).errcode).toBe(40013)
  expect((await askToken({ secret: 'x' })).errcode).toBe(40125)
})

it('lets an account write five times within 48 hours of a message', async () => {
  const wang = wechat.user('wang')
  expect(await send('wang')).toBe(43004)
  await wang.says('你好')
  for (let sent = 0; sent < 5; sent++) expect(await send('wang')).toBe(0)
  expect(await send('wang')).toBe(45047)
  await wang.says('在吗')
  later(48 * HOUR)
  token = String((await askToken()).access_token)
  expect(await send('wang')).toBe(0)
  later(1)
  expect(await send('wang')).toBe(45015)
  expect(await send('wang', '好'.repeat(683))).toBe(45002)
})

it('and three times within a minute of a tap', async () => {
  const wang = wechat.user('wang')
  await wang.subscribes()
  for (let sent = 0; sent < 3; sent++) expect(await send('wang')).toBe(0)
  expect(await send('wang')).toBe(45015)
  await wang.taps('x')
  later(60_001)
  expect(await send('wang')).toBe(45015)
  await wang.unsubscribes()
  expect(await send('wang')).toBe(43004)
  wang.phone.follows = true
  wang.phone.blocked = true
  expect(await send('wang')).toBe(43019)
})

it('counts a day’s messages', async () => {
  for (let people = 0; people < 4; people++) {
    await wechat.user(`p${people}`).says('你好')
    for (let sent = 0; sent < 5; sent++) expect(await send(`p${people}`)).toBe(0)
  }
  await wechat.user('last').says('你好')
  expect(await send('last')).toBe(45009)
  later(14 * HOUR)
  token = String((await askToken()).access_token)
  expect(await send('last')).toBe(0)
})

it('sends templates to followers, and subscribe messages to those who allowed them', async () => {
  const wang = wechat.user('wang')
  const message = { touser: 'wang', template_id: 'template-news', data: { number: { value: 'A1' } } }
  const code = async (kind: string, change: object = {}) =>
    (await ask(`/cgi-bin/message/${kind}/send`, { ...message, ...change })).errcode
  expect(await code('template')).toBe(43004)
  await wang.subscribes()
  expect(await code('template')).toBe(0)
  expect(await code('template', { template_id: 'x' })).toBe(40037)
  expect(await code('subscribe')).toBe(43101)
  wang.allows('template-news')
  expect(await code('subscribe')).toBe(0)
  expect(await code('subscribe')).toBe(43101)
  expect(wang.heard()).toEqual(['A1', 'A1'])
})

it('sends to all once for each id, and to nobody more than four times a month', async () => {
  const wang = wechat.user('wang')
  await wang.subscribes()
  const all = (clientmsgid: string) =>
    ask('/cgi-bin/message/mass/sendall', {
      filter: { is_to_all: true },
      msgtype: 'text',
      text: { content: '通知' },
      clientmsgid,
    })
  const first = await all('m1')
  expect(first.errcode).toBe(0)
  expect(await all('m1')).toMatchObject({ errcode: 45065, msg_id: first.msg_id })
  for (const id of ['m2', 'm3', 'm4', 'm5']) expect((await all(id)).errcode).toBe(0)
  expect(wang.heard()).toHaveLength(4)
  later(31 * 24 * HOUR)
  token = String((await askToken()).access_token)
  await all('m6')
  expect(wang.heard()).toHaveLength(5)
})

it('sends to a list of at least two, once for each id within a day, and so many a day', async () => {
  const [wang, li] = ['wang-m', 'li-m'].map((name) => wechat.user(name))
  for (const one of [wang, li]) await one?.subscribes()
  const list = (clientmsgid: string, touser = ['wang-m', 'li-m', 'nobody-m']) =>
    ask('/cgi-bin/message/mass/send', { touser, msgtype: 'text', text: { content: '通知' }, clientmsgid })
  expect((await list('l0', ['wang-m'])).errcode).toBe(40130)
  expect((await list('l'.repeat(65))).errcode).toBe(47001)
  const first = await list('l1')
  expect(first.errcode).toBe(0)
  expect(await list('l1')).toMatchObject({ errcode: 45065, msg_id: first.msg_id })
  expect([wang, li].map((one) => one?.heard())).toEqual([['通知'], ['通知']])
  wechat.platform.account.massADay = 1
  expect((await list('l2')).errcode).toBe(45028)
  wechat.platform.account.massADay = 100
  later(25 * HOUR)
  token = String((await askToken()).access_token)
  // By then it has forgotten the id.
  expect((await list('l1')).errcode).toBe(0)
  expect(wang?.heard()).toHaveLength(2)
})

it('keeps files for three days, menus and codes', async () => {
  const form = new FormData()
  form.set('media', new Blob([Buffer.from([0xff, 0xd8, 0xff])], { type: 'image/jpeg' }), 'a.jpg')
  const uploaded = await fetch(`${wechat.url}/cgi-bin/media/upload?access_token=${token}&type=image`, {
    method: 'POST',
    body: form,
  })
  const { media_id } = (await uploaded.json()) as { media_id: string }
  const got = await fetch(`${wechat.url}/cgi-bin/media/get?access_token=${token}&media_id=${media_id}`)
  expect([got.headers.get('content-type'), (await got.bytes()).length]).toEqual(['image/jpeg', 3])
  expect((await ask('/cgi-bin/media/get', undefined, { access_token: token, media_id: 'x' })).errcode).toBe(40007)
  expect((await ask('/cgi-bin/menu/create', { button: [] })).errcode).toBe(47001)
  expect((await ask('/cgi-bin/menu/create', { button: [{ name: '不收政策宣传' }] })).errcode).toBe(47001)
  const six = Array.from({ length: 6 }, () => ({ name: '不收政策宣传' }))
  expect((await ask('/cgi-bin/menu/create', { button: [{ name: '我的', sub_button: six }] })).errcode).toBe(47001)
  expect((await ask('/cgi-bin/menu/create', { button: [{ name: '查进度' }] })).errcode).toBe(0)
  expect(wechat.platform.menu).toEqual({ button: [{ name: '查进度' }] })
  const qr = { action_name: 'QR_LIMIT_STR_SCENE', action_info: { scene: { scene_str: '440229106201' } } }
  expect(await ask('/cgi-bin/qrcode/create', qr)).toMatchObject({ ticket: expect.any(String), url: expect.any(String) })
})

it('lets somebody log in once with a code', async () => {
  const logIn = (js_code: string) =>
    ask('/sns/jscode2session', undefined, { appid: wechat.account.appId, secret: wechat.account.secret, js_code })
  const code = wechat.loginCode('wang')
  expect(await logIn(code)).toMatchObject({ openid: 'wang', session_key: expect.any(String) })
  expect((await logIn(code)).errcode).toBe(40029)
  expect((await logIn(wechat.loginCode({ errcode: 40226 }))).errcode).toBe(40226)
})

it('asks three times where nobody answers, and says what it was told otherwise', async () => {
  const wang = wechat.user('wang')
  wechat.setCallback('http://127.0.0.1:9/')
  expect(await wang.says('你好')).toEqual({ tries: 3, answer: null, status: 'no answer' })
  wechat.plan('/cgi-bin/message/custom/send', -1)
  expect(await send('wang')).toBe(-1)
  expect(await send('wang')).toBe(0)
})
