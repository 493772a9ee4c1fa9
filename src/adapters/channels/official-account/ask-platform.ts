import type { WechatAccount } from '../wechat-account.ts'
import type { WechatApi } from '../wechat-api.ts'
import type { ApiAnswer } from '../wechat-fetch.ts'
import { askForStableToken } from '../wechat-token.ts'

/** What a technician can do about it. */
const REMEDY: Record<number, string> = {
  40001: 'AppSecret 不对。请核对 WECHAT_OA_SECRET，在公众号后台重置过的要换成新的。',
  40125: 'AppSecret 不对。请核对 WECHAT_OA_SECRET，在公众号后台重置过的要换成新的。',
  40013: 'AppID 不对。请核对 WECHAT_OA_APP_ID。',
  40164: '这台机器的网络地址不在公众号后台的 IP 白名单里，请加上。',
  45009: '今天调用微信接口的次数用完了，明天再试。',
  48001: '这个公众号没有这项权限，要用认证过的服务号。',
}

/**
 * What the technician wants of the platform. The secret is shown to it first: a token that was granted for the one before is stored and
 * would still do.
 */
export async function askPlatform(
  account: WechatAccount,
  api: WechatApi,
  path: string,
  body: unknown,
): Promise<{ fields: Record<string, unknown> } | { why: string }> {
  const granted = read(await askForStableToken(account, false))
  return 'why' in granted ? granted : read(await api.post(path, body))
}

function read(answer: ApiAnswer): { fields: Record<string, unknown> } | { why: string } {
  if (answer.kind === 'failed')
    return { why: '没有办成：连不上微信，或者它没有回应。请看这台机器能不能上网，WECHAT_API_URL 对不对。' }
  const { errcode, fields } = answer
  if (errcode === 0) return { fields }
  return { why: `没有办成：${REMEDY[errcode] ?? '微信不肯。'}（微信的错误码 ${errcode}）` }
}
