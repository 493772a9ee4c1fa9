import type { FastifyPluginCallback } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import type { PushChannel } from '../../../app/ports/channels.ts'
import { type AccountTemplate, ChannelTrouble, type WechatAccount } from '../wechat-account.ts'
import { type WechatApi, wechatApi } from '../wechat-api.ts'
import { wechatTokens } from '../wechat-token.ts'
import { askPlatform } from './ask-platform.ts'
import type { CallbackSecrets } from './callback.ts'
import { officialDesk } from './desk.ts'
import { massSending } from './mass.ts'
import { sendNotice } from './notice.ts'
import { officialRoutes } from './routes.ts'
import { type Sending, sendMessage, sendText } from './send.ts'

export interface OfficialAccountSettings extends CallbackSecrets {
  secret: string
  apiUrl: string
  template: AccountTemplate | null
  daily: { messages: number; keptPercent: number }
}

export interface OfficialAccount {
  channel: PushChannel
  routes: FastifyPluginCallback
  api: WechatApi
  /** What the technician asks of the platform; `why` in his words. */
  ask: (path: string, body: unknown) => ReturnType<typeof askPlatform>
  /** Resolves when what is under way is done. */
  idle: () => Promise<void>
}

/** The official account of a county. `deps` is used when something comes in or goes out, not before. */
export function openOfficialAccount(
  deps: Deps,
  county: string,
  settings: OfficialAccountSettings,
  publicUrl: string | null,
  onError: (error: unknown) => void,
): OfficialAccount {
  const { appId, secret, apiUrl, template, daily } = settings
  const account: WechatAccount = { channel: 'official_account', county, appId, secret, apiUrl }
  const api = wechatApi(account, wechatTokens(deps, account))
  const tell = (why: string) => onError(new ChannelTrouble(`official account: ${why}`))
  const sending: Sending = { deps, api, publicUrl, template, daily, tell }
  const say = async (userId: string, text: string) => {
    const pushed = await sendText(sending, county, userId, text, 'reply')
    switch (pushed.kind) {
      case 'sent':
        return
      case 'later':
        throw new ChannelTrouble(`official account: an answer has to wait: ${pushed.why}`)
      case 'closed':
        return tell('an answer came too late: nothing may be sent until he writes')
      case 'gone':
        return tell(`an answer reached nobody: ${pushed.why}`)
      case 'refused':
        return tell(`a message was refused: ${pushed.why}`)
    }
  }
  const desk = officialDesk({ deps, api, county, publicUrl, say, onError })
  return {
    api,
    ask: (path, body) => askPlatform(account, api, path, body),
    channel: {
      send: (of, to, message) => sendMessage(sending, of, to, message),
      notice: (of, userId, message) => sendNotice(sending, of, userId, message),
      mass: massSending(sending),
      workOff: desk.workOff,
    },
    routes: officialRoutes({ deps, county, secrets: settings, desk }),
    idle: desk.idle,
  }
}
