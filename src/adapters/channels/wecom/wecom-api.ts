import type { Deps } from '../../../app/deps.ts'
import type { Pushed } from '../../../app/ports/channels.ts'
import type { WechatAccount } from '../wechat-account.ts'
import { type WechatApi, wechatApi } from '../wechat-api.ts'
import { type ApiAnswer, askWechat, BAD_TOKEN } from '../wechat-fetch.ts'
import { wechatTokens } from '../wechat-token.ts'

/** Called too often: by the application in all, or to this member. */
const TOO_OFTEN = [45009, 45033]
const TOO_OFTEN_MS = 60_000
/** No such member, not within what the application may see, or gone. */
const GONE = [40003, 46004, 60011, 60111, 81013]
const BUSY = [-1, 6000]

/** The API as the county's application. */
export function weComApi(deps: Deps, account: WechatAccount, corpId: string): WechatApi {
  const tokens = wechatTokens(deps, account, ({ apiUrl, secret }) => {
    const url = new URL('/cgi-bin/gettoken', apiUrl)
    url.searchParams.set('corpid', corpId)
    url.searchParams.set('corpsecret', secret)
    return askWechat(url)
  })
  return wechatApi(account, tokens)
}

/** What became of something sent, by what the API answered. */
export function pushedBy(answer: ApiAnswer): Pushed {
  if (answer.kind === 'failed') return { kind: 'later', why: answer.why }
  const { errcode, fields } = answer
  const why = `errcode ${errcode}`
  if (errcode === 0) {
    // It was taken, but for whoever is named here.
    const invalid = typeof fields.invaliduser === 'string' && fields.invaliduser !== ''
    return invalid ? { kind: 'gone', why: 'the member is not there or may not see the application' } : SENT
  }
  if (GONE.includes(errcode)) return { kind: 'gone', why }
  if (TOO_OFTEN.includes(errcode)) return { kind: 'later', why, afterMs: TOO_OFTEN_MS }
  if (BUSY.includes(errcode) || BAD_TOKEN.includes(errcode)) return { kind: 'later', why }
  return { kind: 'refused', why }
}

const SENT: Pushed = { kind: 'sent', spent: 0 }
