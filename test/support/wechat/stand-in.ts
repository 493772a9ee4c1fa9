/**
 * A stand-in for the platform: its documented endpoints with their errors, quotas and windows, the callbacks of people who write to the
 * account, and what their phones show. Its clock is set by whoever starts it. Nothing here was compared with the real servers.
 */
import Fastify, { type FastifyInstance } from 'fastify'
import { type Delivered, deliver } from './callback.ts'
import { keepFile, serveEndpoints } from './endpoints.ts'
import { type Account, type MassJob, makePlatform, type Phone, type Platform, phoneOf } from './state.ts'

/** Message ids are greater than a JavaScript number can hold. */
const FIRST_MESSAGE_ID = 6_403_247_895_999_455_936n
let messages = 0n

export interface StandInOptions {
  now?: () => Date
  account?: Partial<Account>
  /** How long the platform waits for an answer to a callback. */
  patienceMs?: number
}

export interface StandIn {
  url: string
  account: Account
  platform: Platform
  /** Where the account's callback is. */
  setCallback(url: string): void
  user(openId: string): WechatUser
  /** The next calls of that address are answered with these errcodes. */
  plan(path: string, ...errcodes: number[]): void
  calls(path: string): number
  /** How the next mass jobs end: `send success`, `send fail`, or `err(10001)` and the like. */
  planMass(...jobs: { status: string; errors?: number }[]): void
  /** Tells the account of each mass job that is over, as the event MASSSENDJOBFINISH. */
  reportMass(): Promise<void>
  /** A code as wx.login gives it, for that user or for that failure. */
  loginCode(of: string | { errcode: number }): string
  app: FastifyInstance
  close(): Promise<void>
}

export type WechatUser = ReturnType<typeof userOf>

export async function startWechat({
  now = () => new Date(),
  account,
  patienceMs = 5_000,
}: StandInOptions = {}): Promise<StandIn> {
  const whole: Account = {
    appId: 'wx0000standin0000',
    secret: 'a-secret-of-the-stand-in',
    token: 'a-token-of-the-stand-in',
    aesKey: null,
    mode: 'plain',
    name: 'gh_standin',
    templates: ['template-news'],
    daily: 500_000,
    massADay: 100,
    ...account,
  }
  const platform = makePlatform(whole, now)
  const app = Fastify({ forceCloseConnections: true })
  app.addContentTypeParser(/^multipart\//, { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body))
  serveEndpoints(app, platform)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  let callback = ''
  let codes = 0
  const bring = (fields: Record<string, string | number>) => deliver(whole, callback, fields, now, patienceMs)
  return {
    url,
    account: whole,
    platform,
    app,
    setCallback: (address) => {
      callback = address
    },
    user: (openId) => userOf(platform, phoneOf(platform, openId), bring),
    plan: (path, ...errcodes) => void platform.planned.set(path, errcodes),
    planMass: (...jobs) => platform.plannedJobs.push(...jobs.map((job) => ({ errors: 0, ...job }))),
    async reportMass() {
      for (let job = platform.jobs.shift(); job; job = platform.jobs.shift())
        await bring(massEvent(whole.name, job, now()))
    },
    calls: (path) => platform.calls.filter((each) => each === path).length,
    loginCode(of) {
      const code = `code-${++codes}`
      platform.codes.set(code, typeof of === 'string' ? { openId: of } : of)
      return code
    },
    close: () => app.close(),
  }
}

/** As documented: it has no EventKey, and its id is written MsgID. */
export function massEvent(account: string, job: MassJob, at: Date): Record<string, string | number> {
  return {
    ToUserName: account,
    FromUserName: 'mphelper',
    CreateTime: Math.floor(at.getTime() / 1000),
    MsgType: 'event',
    Event: 'MASSSENDJOBFINISH',
    MsgID: job.messageId,
    Status: job.status,
    TotalCount: job.total,
    FilterCount: job.filtered,
    SentCount: job.sent,
    ErrorCount: job.errors,
  }
}

/** What somebody does on his phone; each answers how the account took it. */
function userOf(
  platform: Platform,
  phone: Phone,
  bring: (fields: Record<string, string | number>) => Promise<Delivered>,
) {
  const { openId } = phone
  const send = async (fields: Record<string, string | number>): Promise<Delivered> => {
    const CreateTime = Math.floor(platform.now().getTime() / 1000)
    const delivered = await bring({ ToUserName: platform.account.name, FromUserName: openId, CreateTime, ...fields })
    if (delivered.answer !== null)
      phone.shown.push({ by: 'account', via: 'answer', text: delivered.answer, at: platform.now() })
    return delivered
  }
  const message = (shown: string, fields: Record<string, string | number>) => {
    const MsgId = String(FIRST_MESSAGE_ID + messages++)
    // Nobody else can write to an account.
    phone.follows = true
    phone.wrote = { at: platform.now(), answered: 0 }
    phone.shown.push({ by: 'user', via: 'user', text: shown, at: platform.now() })
    return send({ MsgId, ...fields })
  }
  const event = (fields: Record<string, string | number>) => {
    phone.tapped = { at: platform.now(), answered: 0 }
    return send({ MsgType: 'event', ...fields })
  }
  const file = (type: string, bytes: Buffer) => keepFile(platform, type, bytes)
  return {
    openId,
    phone,
    /** A message or event as it stands. */
    sends: send,
    subscribes(scene?: string) {
      phone.follows = true
      return event({ Event: 'subscribe', EventKey: scene === undefined ? '' : `qrscene_${scene}` })
    },
    unsubscribes() {
      phone.follows = false
      return send({ MsgType: 'event', Event: 'unsubscribe', EventKey: '' })
    },
    scans: (scene: string) => event({ Event: 'SCAN', EventKey: scene, Ticket: 'ticket' }),
    taps: (key: string) => event({ Event: 'CLICK', EventKey: key }),
    says: (text: string) => message(text, { MsgType: 'text', Content: text }),
    sendsPicture: (bytes: Buffer) =>
      message('［照片］', { MsgType: 'image', PicUrl: '', MediaId: file('image/jpeg', bytes) }),
    sendsLostPicture: () => message('［照片］', { MsgType: 'image', PicUrl: '', MediaId: 'long-gone' }),
    sendsVoice: (bytes: Buffer, words = '') =>
      message('［语音］', { MsgType: 'voice', Format: 'amr', MediaId: file('audio/amr', bytes), Recognition: words }),
    sendsLocation: (latitude: number, longitude: number, label: string) =>
      message(`［位置］${label}`, {
        MsgType: 'location',
        Location_X: String(latitude),
        Location_Y: String(longitude),
        Scale: '15',
        Label: label,
      }),
    sendsVideo: () => message('［视频］', { MsgType: 'video', MediaId: 'a', ThumbMediaId: 'b' }),
    allows: (template: string) => void phone.allows.set(template, (phone.allows.get(template) ?? 0) + 1),
    /** What the account said, oldest first. */
    heard: () => phone.shown.filter(({ by }) => by === 'account').map(({ text }) => text),
  }
}
