import { z } from 'zod'
import type { Deps } from '../../../app/deps.ts'
import type { Message, PushChannel, Pushed, Reach } from '../../../app/ports/channels.ts'
import type { LoginFailure, MiniProgram } from '../../../app/ports/miniprogram.ts'
import { leftOf, useOne, useUp } from '../../../app/subscriptions.ts'
import { newsFields } from '../case-news.ts'
import { ChannelTrouble, type NewsTemplate, type WechatAccount } from '../wechat-account.ts'
import { type WechatApi, wechatApi } from '../wechat-api.ts'
import { pushedBy } from '../wechat-errors.ts'
import { askWechat } from '../wechat-fetch.ts'
import { wechatTokens } from '../wechat-token.ts'

export interface MiniProgramSettings {
  appId: string
  secret: string
  apiUrl: string
  template: NewsTemplate | null
}

/** What code2session says besides, the session key above all, is not even read. */
const LoggedIn = z.object({ openid: z.string().regex(/^[\w-]{1,64}$/) })
const FAILURES: Record<number, LoginFailure> = {
  40029: 'bad_code',
  40163: 'bad_code',
  45011: 'too_often',
  40226: 'blocked',
}
const NOT_ALLOWED = 43101
const CHAT_PAGE = 'pages/chat/chat'
/** The most that the platform draws, in pixels: for printing. */
const POSTER_WIDTH = 1_280

/** The mini-program of a county: who logs in there, and news of reports to those who allowed it. Answers he reads in its chat. */
export function openMiniProgram(
  deps: Deps,
  county: string,
  settings: MiniProgramSettings,
  onError: (error: unknown) => void,
): { miniprogram: MiniProgram; channel: PushChannel } {
  const { appId, secret, apiUrl, template } = settings
  const account: WechatAccount = { channel: 'miniprogram', county, appId, secret, apiUrl }
  const api = wechatApi(account, wechatTokens(deps, account))
  const tell = (why: string) => onError(new ChannelTrouble(`mini-program: ${why}`))
  return {
    miniprogram: {
      login: (code) => login(settings, code, tell),
      posterCode: (scene) => posterCode(api, scene, tell),
      newsTemplate: template?.id ?? null,
    },
    channel: {
      send: (of, { userId }, message) => tellNews(deps, api, template, of, userId, message, tell),
      async workOff() {
        throw new Error('nothing is taken in from the mini-program but by its chat')
      },
    },
  }
}

async function login(
  { appId, secret, apiUrl }: MiniProgramSettings,
  code: string,
  tell: (why: string) => void,
): Promise<{ userId: string } | { failed: LoginFailure }> {
  const url = new URL('/sns/jscode2session', apiUrl)
  for (const [name, value] of Object.entries({ appid: appId, secret, js_code: code, grant_type: 'authorization_code' }))
    url.searchParams.set(name, value)
  const answer = await askWechat(url)
  if (answer.kind === 'failed') return { failed: 'later' }
  const loggedIn = LoggedIn.safeParse(answer.fields)
  if (answer.errcode === 0 && loggedIn.success) return { userId: loggedIn.data.openid }
  const failed = FAILURES[answer.errcode] ?? 'later'
  // -1 is a busy platform; anything else unknown is for the technician, such as a wrong secret.
  if (failed === 'later' && answer.errcode !== -1) tell(`nobody can log in: errcode ${answer.errcode}`)
  return { failed }
}

/** The documented call makes any number of codes; a scene has 32 visible characters at most, and a village's code has 12. */
async function posterCode(api: WechatApi, scene: string, tell: (why: string) => void): Promise<Uint8Array | null> {
  const answer = await api.picture('/wxa/getwxacodeunlimit', {
    scene,
    page: CHAT_PAGE,
    // The village may want its poster before the page is released.
    check_path: false,
    env_version: 'release',
    width: POSTER_WIDTH,
  })
  if (answer.kind === 'file') return answer.bytes
  tell(`no poster code: ${answer.kind === 'answered' ? `errcode ${answer.errcode}` : answer.kind}`)
  return null
}

async function tellNews(
  deps: Deps,
  api: WechatApi,
  template: NewsTemplate | null,
  county: string,
  userId: Reach['userId'],
  message: Message,
  tell: (why: string) => void,
): Promise<Pushed> {
  const inChat = { kind: 'sent', spent: 0 } as const
  if (message.about !== 'case_news' || template === null) return inChat
  const system = { kind: 'system', county } as const
  if ((await deps.store.transaction(system, (tx) => leftOf(tx, userId, template.id))) < 1) return inChat
  const answer = await api.post('/cgi-bin/message/subscribe/send', {
    touser: userId,
    template_id: template.id,
    page: CHAT_PAGE,
    data: newsFields(message.blocks, template),
  })
  const refusedByHim = answer.kind === 'answered' && answer.errcode === NOT_ALLOWED
  const pushed = refusedByHim ? inChat : pushedBy(answer, message.about, deps.clock.now(), 0)
  if (refusedByHim) await deps.store.transaction(system, (tx) => useUp(tx, userId, template.id))
  else if (pushed.kind === 'sent') await deps.store.transaction(system, (tx) => useOne(tx, userId, template.id))
  if (pushed.kind === 'refused') tell(`a subscribe message was refused: ${pushed.why}`)
  // Whatever it is, it stands in his chat.
  return pushed.kind === 'later' ? pushed : inChat
}
