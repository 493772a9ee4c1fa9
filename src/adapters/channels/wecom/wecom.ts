import type { FastifyPluginCallback } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import type { PushChannel } from '../../../app/ports/channels.ts'
import type { GroupChannel } from '../../../app/ports/groups.ts'
import { numbered, plainWords } from '../../../core/channel/plain-words.ts'
import { ChannelTrouble, type WechatAccount } from '../wechat-account.ts'
import type { CallbackSecrets } from './callback.ts'
import { weComDesk } from './desk.ts'
import { weComRoutes } from './routes.ts'
import { type Sending, sendByRobot, sendCard, sendWords } from './send.ts'
import { weComApi } from './wecom-api.ts'

export interface WeComSettings extends CallbackSecrets {
  secret: string
  /** Such as https://qyapi.weixin.qq.com, without a slash at its end. */
  apiUrl: string
}

export interface WeCom {
  channel: PushChannel & GroupChannel
  routes: FastifyPluginCallback
  /** Resolves when what is under way is done. */
  idle: () => Promise<void>
}

/** The county's application on WeCom. `deps` is used when something comes in or goes out, not before. */
export function openWeCom(
  deps: Deps,
  county: string,
  settings: WeComSettings,
  onError: (error: unknown) => void,
): WeCom {
  const { corpId, agentId, secret, apiUrl } = settings
  const account: WechatAccount = { channel: 'wecom', county, appId: `${corpId}:${agentId}`, secret, apiUrl }
  const api = weComApi(deps, account, corpId)
  const tell = (why: string) => onError(new ChannelTrouble(`wecom: ${why}`))
  const sending: Sending = { deps, county, api, apiUrl, agentId, tell }
  const desk = weComDesk(sending, onError)
  return {
    channel: {
      send: (_county, to, { blocks, key }) => sendWords(sending, to.userId, plainWords(blocks, numbered), key),
      workOff: desk.workOff,
      async post(_county, { groupId, webhook }, words, mentions, key) {
        if (webhook === null) return { kind: 'refused', why: 'a group of WeCom without a robot' }
        return sendByRobot(sending, { groupId, webhook }, words, mentions, key)
      },
      tell: (_county, userId, words, taps, key) =>
        taps.length === 0 ? sendWords(sending, userId, words, key) : sendCard(sending, userId, words, taps, key),
    },
    routes: weComRoutes(deps, settings, desk),
    idle: desk.idle,
  }
}
