/**
 * WeCom as an application sees it, to test with: the documented calls with their errors and limits, and callbacks that come again when
 * they are not answered in time. Its clock is set from outside.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { encrypt, signatureOf } from '../../../src/adapters/channels/wechat-crypto.ts'
import { writeXml } from '../../../src/adapters/channels/wechat-xml.ts'

export const WECOM = {
  corpId: 'ww00000000000000aa',
  agentId: '1000002',
  secret: 'the-secret-of-the-application',
  token: 'callbacktoken',
  aesKey: Buffer.alloc(32, 5),
}

const TOKEN_MS = 7_200_000
const TEXT_BYTES = 2_048
const TO_MEMBER = 30
const BY_ROBOT = 20
const MINUTE_MS = 60_000
const FILE_MS = 3 * 86_400_000

export interface SentCard {
  title: string
  text: string
  buttons: { text: string; key: string }[]
  code: string
  replaced: string | null
}
/** What arrived on somebody's phone, in order. */
export interface Received {
  to: string
  text?: string
  card?: SentCard
}
export interface Posted {
  key: string
  text: string
  mentioned: string[]
}

/** Beyond what a number holds, and never given twice, whichever stand-in gives it. */
let messages = 7_000_000_000_000_000_000n

type Body = Record<string, unknown>
type Reply = number | { status: number } | 'silent'

export async function startWeCom(now: () => Date, retryMs = 200) {
  const received: Received[] = []
  const posted: Posted[] = []
  const members = new Set<string>()
  const robots = new Set<string>()
  const uses = new Map<string, number>()
  const tasks = new Set<string>()
  const calls: string[] = []
  const files = new Map<string, { type: string; bytes: Buffer; until: number }>()
  let token: { value: string; until: number } | null = null
  let dropped = 0
  let replies: Reply[] = []
  let callback = ''

  /** Whether this minute has room for one more. */
  const room = (what: string, most: number) => {
    const key = `${what} ${Math.floor(now().getTime() / MINUTE_MS)}`
    uses.set(key, (uses.get(key) ?? 0) + 1)
    return (uses.get(key) ?? 0) <= most
  }
  const error = (errcode: number, more: Body = {}) => ({ errcode, errmsg: errcode === 0 ? 'ok' : 'error', ...more })

  const getToken = (query: URLSearchParams) => {
    if (query.get('corpid') !== WECOM.corpId) return error(40013)
    if (query.get('corpsecret') !== WECOM.secret) return error(40001)
    // The same one as long as it is good.
    if (!token || token.until <= now().getTime()) token = { value: randomUUID(), until: now().getTime() + TOKEN_MS }
    const seconds = Math.floor((token.until - now().getTime()) / 1000)
    return error(0, { access_token: token.value, expires_in: seconds })
  }
  const badToken = (query: URLSearchParams) => {
    if (!token || query.get('access_token') !== token.value) return error(40014)
    return token.until <= now().getTime() ? error(42001) : null
  }
  const send = (body: Body) => {
    if (String(body.agentid) !== WECOM.agentId) return error(40056)
    const to = String(body.touser ?? '')
    if (!members.has(to)) return error(81013, { invaliduser: to })
    const card = body.msgtype === 'template_card' ? readCard(body.template_card as Body) : null
    const content = (body.text as { content?: string } | undefined)?.content
    if (card === 'bad' || (!card && !content)) return error(40058)
    // Beyond the limit nothing is delivered, and nobody is told so.
    if (!room(`member ${to}`, TO_MEMBER)) dropped++
    else if (card) received.push({ to, card })
    else received.push({ to, text: cut(content ?? '') })
    return error(0, { invaliduser: '', msgid: randomUUID(), ...(card && { response_code: card.code }) })
  }
  const readCard = (card: Body): SentCard | 'bad' => {
    const task = String(card.task_id ?? '')
    const buttons = card.button_list as SentCard['buttons'] | undefined
    if (card.card_type !== 'button_interaction' || !/^[\w@-]{1,128}$/.test(task) || tasks.has(task)) return 'bad'
    if (!buttons || buttons.length === 0 || buttons.length > 6) return 'bad'
    tasks.add(task)
    const { title } = card.main_title as { title: string }
    return { title, text: String(card.sub_title_text ?? ''), buttons, code: randomUUID(), replaced: null }
  }
  const updateCard = (body: Body) => {
    const found = received.find(({ card }) => card?.code === body.response_code)?.card
    if (!found || found.replaced !== null) return error(40058)
    found.replaced = String((body.button as { replace_name?: string }).replace_name)
    return error(0, { invaliduser: [] })
  }
  const webhook = (query: URLSearchParams, body: Body) => {
    const key = query.get('key') ?? ''
    if (!robots.has(key)) return error(93000)
    const { content = '', mentioned_list = [] } = body.text as { content?: string; mentioned_list?: string[] }
    if (content === '' || Buffer.byteLength(content) > TEXT_BYTES) return error(40058)
    if (!room(`robot ${key}`, BY_ROBOT)) return error(45009)
    posted.push({ key, text: content, mentioned: mentioned_list })
    return error(0)
  }
  /** What somebody sent; null where it is not there, or not any more. */
  const fileOf = (query: URLSearchParams) => {
    const file = files.get(query.get('media_id') ?? '')
    return file && file.until > now().getTime() ? file : null
  }
  const putFile = (type: string, bytes: Buffer) => {
    const id = `media-${randomUUID()}`
    files.set(id, { type, bytes, until: now().getTime() + FILE_MS })
    return id
  }
  const answer = (path: string, query: URLSearchParams, body: Body): Body => {
    switch (path) {
      case '/cgi-bin/gettoken':
        return getToken(query)
      case '/cgi-bin/message/send':
        return badToken(query) ?? send(body)
      case '/cgi-bin/message/update_template_card':
        return badToken(query) ?? updateCard(body)
      case '/cgi-bin/media/get':
        return badToken(query) ?? error(fileOf(query) ? 0 : 40007)
      case '/cgi-bin/webhook/send':
        return webhook(query, body)
      default:
        return error(43003)
    }
  }

  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    let text = ''
    for await (const chunk of request) text += chunk
    calls.push(url.pathname)
    // The token is given whatever happens else.
    const steered = url.pathname === '/cgi-bin/gettoken' ? undefined : replies.shift()
    if (steered === 'silent') return
    if (typeof steered === 'object') return void response.writeHead(steered.status).end('bad gateway')
    const body =
      steered === undefined ? answer(url.pathname, url.searchParams, text ? JSON.parse(text) : {}) : error(steered)
    const file = url.pathname === '/cgi-bin/media/get' && body.errcode === 0 ? fileOf(url.searchParams) : null
    if (file) return void response.writeHead(200, { 'content-type': file.type }).end(file.bytes)
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  /** A callback as it goes over the wire; three times in all where it is not taken within its time. */
  const deliver = async (fields: Record<string, string | number>): Promise<number[]> => {
    const xml = writeXml({ ToUserName: WECOM.corpId, AgentID: Number(WECOM.agentId), ...fields })
    const statuses: number[] = []
    for (let tries = 0; tries < 3; tries++) {
      const { url, body } = sealed(callback, xml, now())
      try {
        const got = await fetch(url, { method: 'POST', body, headers: XML, signal: AbortSignal.timeout(retryMs) })
        statuses.push(got.status)
        if (got.ok) return statuses
      } catch {
        statuses.push(0)
      }
    }
    return statuses
  }
  const seconds = () => Math.floor(now().getTime() / 1000)

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    posted,
    calls,
    /** Messages beyond a limit, which nobody got. */
    dropped: () => dropped,
    texts: (to: string) => received.filter((each) => each.to === to).map(({ text, card }) => text ?? card?.title ?? ''),
    join: (...userIds: string[]) => userIds.forEach((each) => void members.add(each)),
    leave: (userId: string) => void members.delete(userId),
    robot: (key: string) => void robots.add(key),
    removeRobot: (key: string) => void robots.delete(key),
    /** The token is good no more, such as after somebody reset the secret. */
    revoke: () => {
      token = null
    },
    /** What it answers next, in place of what it would. */
    next: (...some: Reply[]) => {
      replies = some
    },
    /** Where callbacks go. */
    call: (url: string) => {
      callback = url
    },
    /** Sets the address up: WeCom asks whether it is ours. */
    async verify(echo = randomUUID()) {
      const { url } = sealed(callback, echo, now(), 'echostr')
      const got = await fetch(url)
      return { status: got.status, right: (await got.text()) === echo }
    },
    writes: (userId: string, text: string, id = String(++messages)) =>
      deliver({ FromUserName: userId, CreateTime: seconds(), MsgType: 'text', Content: text, MsgId: id }),
    sends: (userId: string, type: string, more: Record<string, string> = {}) =>
      deliver({ FromUserName: userId, CreateTime: seconds(), MsgType: type, MsgId: String(++messages), ...more }),
    sendsPicture: (userId: string, bytes: Buffer, id = String(++messages)) =>
      deliver({
        FromUserName: userId,
        CreateTime: seconds(),
        MsgType: 'image',
        PicUrl: 'http://elsewhere.invalid/p',
        MediaId: putFile('image/jpeg', bytes),
        MsgId: id,
      }),
    sendsVoice: (userId: string, bytes: Buffer) =>
      deliver({
        FromUserName: userId,
        CreateTime: seconds(),
        MsgType: 'voice',
        MediaId: putFile('audio/amr', bytes),
        Format: 'amr',
        MsgId: String(++messages),
      }),
    /** Taps a button of the newest card that he has. */
    async taps(userId: string, label: string) {
      const card = received.findLast((each) => each.to === userId && each.card)?.card
      const button = card?.buttons.find(({ text }) => text === label)
      if (!card || !button) throw new Error(`no button ${label}`)
      const event = {
        MsgType: 'event',
        Event: 'template_card_event',
        EventKey: button.key,
        CardType: 'button_interaction',
      }
      return deliver({ FromUserName: userId, CreateTime: seconds(), ...event, TaskId: 't', ResponseCode: card.code })
    },
    event: (userId: string, event: string, key = '') =>
      deliver({ FromUserName: userId, CreateTime: seconds(), MsgType: 'event', Event: event, EventKey: key }),
    stop: async () => {
      if (!server.listening) return
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

const XML = { 'content-type': 'text/xml' }

/** Encrypted and signed as WeCom does it. */
export function sealed(
  callback: string,
  message: string,
  at: Date,
  as: 'body' | 'echostr' = 'body',
  secrets = WECOM,
): { url: string; body: string } {
  const Encrypt = encrypt(secrets.aesKey, secrets.corpId, message, randomBytes(16))
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const nonce = randomBytes(6).toString('hex')
  const url = new URL(callback)
  url.searchParams.set('msg_signature', signatureOf(secrets.token, timestamp, nonce, Encrypt))
  url.searchParams.set('timestamp', timestamp)
  url.searchParams.set('nonce', nonce)
  if (as === 'echostr') url.searchParams.set('echostr', Encrypt)
  return { url: url.href, body: writeXml({ ToUserName: secrets.corpId, AgentID: secrets.agentId, Encrypt }) }
}

/** What is too long arrives without its end. */
function cut(text: string): string {
  return new TextDecoder().decode(Buffer.from(text).subarray(0, TEXT_BYTES))
}
