import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { countUse, type Phone, type Platform } from './state.ts'

const TOKEN_SECONDS = 7_200
const FILE_MS = 3 * 86_400_000
const HOURS_48_MS = 48 * 3_600_000
const MINUTE_MS = 60_000
const MASS_A_MONTH = 4
const LEAST_OPEN_IDS = 2
const MOST_OPEN_IDS = 10_000
const MASS_ID_MS = 24 * 3_600_000
const CHINA_OFFSET_MS = 8 * 3_600_000
const FORCED_A_DAY = 20
/** So long before its end a token is followed by the next one. */
const EARLY_MS = 5 * 60_000

type Answer = Record<string, unknown> & { errcode?: number }
const OK: Answer = { errcode: 0, errmsg: 'ok' }
const no = (errcode: number): Answer => ({ errcode, errmsg: `stand-in: ${errcode}` })

const Fields = z.record(z.string(), z.object({ value: z.string() }))
const TokenBody = z.object({
  grant_type: z.literal('client_credential'),
  appid: z.string(),
  secret: z.string(),
  force_refresh: z.boolean().default(false),
})
const CustomBody = z.object({ touser: z.string(), msgtype: z.literal('text'), text: z.object({ content: z.string() }) })
const TemplateBody = z.object({ touser: z.string(), template_id: z.string(), data: Fields })
const MassBody = z.object({
  filter: z.object({ is_to_all: z.boolean() }),
  text: z.object({ content: z.string() }),
  msgtype: z.literal('text'),
  clientmsgid: z.string().max(64).optional(),
})
const MassListBody = z.object({
  touser: z.array(z.string()),
  text: z.object({ content: z.string().min(1) }),
  msgtype: z.literal('text'),
  clientmsgid: z.string().max(64).optional(),
})
const QrBody = z.object({
  action_name: z.literal('QR_LIMIT_STR_SCENE'),
  action_info: z.object({ scene: z.object({ scene_str: z.string().min(1).max(64) }) }),
})
const named = (bytes: number) =>
  z.looseObject({
    name: z
      .string()
      .min(1)
      .refine((name) => Buffer.byteLength(name) <= bytes),
  })
/** A scene of 32 visible characters at most, of those that the documentation names. */
const CodeBody = z.object({
  scene: z.string().regex(/^[\w!#$&'()*+,/:;=?@.~-]{1,32}$/),
  page: z.string().regex(/^[^/].*$/),
  check_path: z.boolean(),
  env_version: z.enum(['release', 'trial', 'develop']),
  width: z.int().min(280).max(1280),
})
const MenuBody = z.object({
  button: z
    .array(named(16).extend({ sub_button: z.array(named(60)).max(5).optional() }))
    .min(1)
    .max(3),
})

/** The documented endpoints, with their errors and quotas. All say 200; what is wrong stands in errcode. */
export function serveEndpoints(app: FastifyInstance, platform: Platform): void {
  const post = <T>(path: string, body: z.ZodType<T>, answer: (body: T) => Answer, needsToken = true) =>
    app.post(path, (request) =>
      called(platform, path, request, needsToken, () => {
        const parsed = body.safeParse(request.body)
        return parsed.success ? answer(parsed.data) : no(47001)
      }),
    )
  post('/cgi-bin/stable_token', TokenBody, (body) => grantToken(platform, body), false)
  post('/cgi-bin/message/custom/send', CustomBody, ({ touser, text }) => sendCustom(platform, touser, text.content))
  post('/cgi-bin/message/template/send', TemplateBody, (body) => sendTemplate(platform, body))
  post('/cgi-bin/message/subscribe/send', TemplateBody, (body) => sendSubscribe(platform, body))
  post('/cgi-bin/message/subscribe/bizsend', TemplateBody, (body) => sendSubscribe(platform, body))
  post('/cgi-bin/message/mass/sendall', MassBody, (body) => sendAll(platform, body))
  post('/cgi-bin/message/mass/send', MassListBody, (body) => sendToList(platform, body))
  post('/cgi-bin/menu/create', MenuBody, (body) => {
    platform.menu = body
    return OK
  })
  post('/cgi-bin/qrcode/create', QrBody, ({ action_info }) => {
    const ticket = randomBytes(12).toString('base64url')
    platform.scenes.set(ticket, action_info.scene.scene_str)
    return { ticket, url: `http://weixin.qq.com/q/${ticket}` }
  })
  app.post('/wxa/getwxacodeunlimit', (request, reply) => {
    const parsed = CodeBody.safeParse(request.body)
    const answer = called(platform, '/wxa/getwxacodeunlimit', request, true, () => (parsed.success ? OK : no(40169)))
    if (answer !== OK || !parsed.success) return answer
    platform.posters.push(parsed.data)
    return reply.type('image/jpeg').send(Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Buffer.from(parsed.data.scene)]))
  })
  app.get('/cgi-bin/media/get', (request, reply) => {
    const { media_id } = request.query as Record<string, string>
    const file = platform.files.get(media_id ?? '')
    const answer = called(platform, '/cgi-bin/media/get', request, true, () =>
      file && file.until > platform.now() ? OK : no(40007),
    )
    if (answer !== OK || !file) return answer
    return reply.type(file.type).send(file.bytes)
  })
  app.post('/cgi-bin/media/upload', async (request) => {
    const { type } = request.query as Record<string, string>
    const form = await new Response(request.body as Buffer, {
      headers: { 'content-type': String(request.headers['content-type']) },
    }).formData()
    const media = form.get('media')
    const bytes = media instanceof Blob ? Buffer.from(await media.arrayBuffer()) : Buffer.alloc(0)
    return called(platform, '/cgi-bin/media/upload', request, true, () => {
      if (!(media instanceof Blob) || bytes.length === 0) return no(41005)
      return { type, media_id: keepFile(platform, media.type, bytes), created_at: seconds(platform) }
    })
  })
  app.get('/sns/jscode2session', (request) =>
    called(platform, '/sns/jscode2session', request, false, () =>
      logIn(platform, request.query as Record<string, string>),
    ),
  )
}

export function keepFile(platform: Platform, type: string, bytes: Buffer): string {
  const id = `media-${++platform.made}-${randomBytes(6).toString('hex')}`
  platform.files.set(id, { type, bytes, until: new Date(platform.now().getTime() + FILE_MS) })
  return id
}

function called(
  platform: Platform,
  path: string,
  request: FastifyRequest,
  needsToken: boolean,
  answer: () => Answer,
): Answer {
  platform.calls.push(path)
  const planned = platform.planned.get(path)?.shift()
  if (planned !== undefined) return no(planned)
  const { access_token } = request.query as Record<string, string>
  if (!needsToken) return answer()
  if (!access_token) return no(41001)
  const known = [platform.access, platform.before].find((each) => each?.token === access_token)
  if (!known) return no(40001)
  if (known.until <= platform.now()) return no(42001)
  const done = answer()
  platform.onDone(path)
  return done
}

function grantToken(platform: Platform, body: z.infer<typeof TokenBody>): Answer {
  const { account, access } = platform
  const now = platform.now()
  if (body.appid !== account.appId) return no(40013)
  if (body.secret !== account.secret) return no(40125)
  const forced = (access?.forced ?? []).filter((at) => now.getTime() - at.getTime() < 86_400_000)
  if (access && access.until.getTime() - EARLY_MS > now.getTime() && !body.force_refresh)
    return { access_token: access.token, expires_in: Math.floor((access.until.getTime() - now.getTime()) / 1000) }
  if (body.force_refresh && forced.length >= FORCED_A_DAY) return no(45009)
  // A forced one ends the one before; otherwise both are good until that one's end.
  platform.before = body.force_refresh ? null : access
  platform.access = {
    token: `token-${++platform.made}-${randomBytes(8).toString('hex')}`,
    until: new Date(now.getTime() + TOKEN_SECONDS * 1000),
    forced: body.force_refresh ? [...forced, now] : forced,
  }
  return { access_token: platform.access.token, expires_in: TOKEN_SECONDS }
}

function sendCustom(platform: Platform, openId: string, text: string): Answer {
  const phone = platform.phones.get(openId)
  if (!phone) return no(40003)
  if (phone.blocked) return no(43019)
  if (!phone.follows) return no(43004)
  if (text === '') return no(44004)
  if (Buffer.byteLength(text) > 2_048) return no(45002)
  const refused = takeWindow(platform, phone)
  if (refused !== null) return no(refused)
  if (!countUse(platform, 'custom', platform.account.daily)) return no(45009)
  phone.shown.push({ by: 'account', via: 'message', text, at: platform.now() })
  return OK
}

/** Three within a minute of a tap, else five within 48 hours of a message; null when one of them was there. */
function takeWindow(platform: Platform, { wrote, tapped }: Phone): number | null {
  const since = (at: Date) => platform.now().getTime() - at.getTime()
  if (tapped && since(tapped.at) <= MINUTE_MS && tapped.answered < 3) {
    tapped.answered++
    return null
  }
  if (!wrote || since(wrote.at) > HOURS_48_MS) return 45015
  if (wrote.answered >= 5) return 45047
  wrote.answered++
  return null
}

function sendTemplate(platform: Platform, { touser, template_id, data }: z.infer<typeof TemplateBody>): Answer {
  const phone = platform.phones.get(touser)
  if (!phone) return no(40003)
  if (!platform.account.templates.includes(template_id)) return no(40037)
  if (!phone.follows) return no(43004)
  if (!countUse(platform, 'template', platform.account.daily)) return no(45009)
  phone.shown.push({ by: 'account', via: 'template', text: valuesOf(data), at: platform.now() })
  return { ...OK, msgid: ++platform.made }
}

function sendSubscribe(platform: Platform, { touser, template_id, data }: z.infer<typeof TemplateBody>): Answer {
  const phone = platform.phones.get(touser)
  if (!phone) return no(40003)
  if (!platform.account.templates.includes(template_id)) return no(40037)
  // What the kinds of fields hold: 20 characters of words, 32 of letters and digits.
  const fits = ([name, { value }]: [string, { value: string }]) =>
    value !== '' && value.length <= (name.startsWith('character_string') ? 32 : 20)
  if (!Object.entries(data).every(fits)) return no(47003)
  const left = phone.allows.get(template_id) ?? 0
  if (left < 1) return no(43101)
  phone.allows.set(template_id, left - 1)
  phone.shown.push({ by: 'account', via: 'subscribe', text: valuesOf(data), at: platform.now() })
  return OK
}

function sendAll(platform: Platform, body: z.infer<typeof MassBody>): Answer {
  return sendToMany(platform, [...platform.phones.values()], body)
}

function sendToList(platform: Platform, body: z.infer<typeof MassListBody>): Answer {
  const { length } = body.touser
  if (length < LEAST_OPEN_IDS || length > MOST_OPEN_IDS) return no(40130)
  // Ids that it does not know are left out, as those of people who left are.
  return sendToMany(
    platform,
    body.touser.flatMap((openId) => platform.phones.get(openId) ?? []),
    body,
  )
}

/** Once for each id within a day, so often a day for the account, so often a month for each follower. */
function sendToMany(
  platform: Platform,
  phones: Phone[],
  { clientmsgid, text }: Pick<z.infer<typeof MassBody>, 'clientmsgid' | 'text'>,
): Answer {
  const now = platform.now()
  const before = clientmsgid === undefined ? undefined : platform.massSent.get(clientmsgid)
  if (before !== undefined && now.getTime() - before.at.getTime() < MASS_ID_MS)
    return { ...no(45065), msg_id: before.messageId }
  if (!countUse(platform, 'mass', platform.account.massADay)) return no(45028)
  const month = new Date(now.getTime() + CHINA_OFFSET_MS).toISOString().slice(0, 7)
  const messageId = ++platform.made
  const followers = phones.filter(({ follows }) => follows)
  const wanted = followers.filter(({ blocked, mass }) => !blocked && (mass.get(month) ?? 0) < MASS_A_MONTH)
  const { status, errors } = platform.plannedJobs.shift() ?? { status: 'send success', errors: 0 }
  const sent = status === 'send success' ? wanted.slice(0, Math.max(0, wanted.length - errors)) : []
  for (const phone of sent) {
    phone.mass.set(month, (phone.mass.get(month) ?? 0) + 1)
    phone.shown.push({ by: 'account', via: 'mass', text: text.content, at: now })
  }
  const counts = { total: followers.length, filtered: wanted.length, sent: sent.length }
  // One that was stopped is told of with no counts, as the documentation's own example is.
  const told = status.startsWith('err(') ? { total: 0, filtered: 0, sent: 0, errors: 0 } : null
  platform.jobs.push({ messageId, status, ...(told ?? { ...counts, errors: wanted.length - sent.length }) })
  if (clientmsgid !== undefined) platform.massSent.set(clientmsgid, { messageId, at: now })
  return { ...OK, msg_id: messageId, msg_data_id: ++platform.made }
}

function logIn(platform: Platform, { appid, secret, js_code }: Record<string, string>): Answer {
  if (appid !== platform.account.appId) return no(40013)
  if (secret !== platform.account.secret) return no(40125)
  const code = platform.codes.get(js_code ?? '')
  if (!code) return no(40029)
  platform.codes.delete(js_code ?? '')
  if ('errcode' in code) return no(code.errcode)
  return { openid: code.openId, session_key: `secret-session-key-${randomBytes(8).toString('base64')}` }
}

function valuesOf(data: z.infer<typeof Fields>): string {
  return Object.values(data)
    .map(({ value }) => value)
    .join(' · ')
}

function seconds(platform: Platform): number {
  return Math.floor(platform.now().getTime() / 1000)
}
