import type { FastifyPluginCallback } from 'fastify'
import { demoMiniProgram } from './adapters/channels/miniprogram/demo-miniprogram.ts'
import { openMiniProgram } from './adapters/channels/miniprogram/miniprogram.ts'
import { type OfficialAccount, openOfficialAccount } from './adapters/channels/official-account/official-account.ts'
import { openWechaty, type WechatyDesk } from './adapters/channels/wechaty/bot-desk.ts'
import { openWeCom } from './adapters/channels/wecom/wecom.ts'
import type { Deps } from './app/deps.ts'
import type { Config } from './config.ts'

export interface WiredChannels {
  /** What the web server serves for them. */
  routes: FastifyPluginCallback[]
  officialAccount: OfficialAccount | null
  /** Where the wechaty bot is let in; null where none is. */
  bot: { desk: WechatyDesk; token: string } | null
  /** Resolves when what is under way is done. */
  idle: () => Promise<void>
}

/** Opens the accounts that the settings name, and puts them into `deps`. */
export function wireChannels(
  {
    wechat,
    weCom,
    botToken,
    county,
    publicUrl,
  }: Pick<Config, 'wechat' | 'weCom' | 'botToken' | 'county' | 'publicUrl'>,
  deps: Deps,
  onError: (error: unknown) => void,
): WiredChannels {
  const { apiUrl } = wechat
  const official =
    wechat.officialAccount &&
    openOfficialAccount(deps, county, { ...wechat.officialAccount, apiUrl }, publicUrl, onError)
  if (official) deps.channels.official_account = official.channel
  if (wechat.miniprogram) {
    const { miniprogram, channel } = openMiniProgram(deps, county, { ...wechat.miniprogram, apiUrl }, onError)
    deps.miniprogram = miniprogram
    deps.channels.miniprogram = channel
  } else if (deps.demo) deps.miniprogram = demoMiniProgram()
  const opened = weCom && openWeCom(deps, county, weCom, onError)
  if (opened) {
    deps.channels.wecom = opened.channel
    deps.groups.wecom = opened.channel
  }
  return {
    routes: [official, opened].flatMap((each) => (each ? [each.routes] : [])),
    officialAccount: official,
    bot: botToken === null ? null : { desk: openWechaty(deps, publicUrl), token: botToken },
    idle: async () => void (await Promise.all([official?.idle(), opened?.idle()])),
  }
}
