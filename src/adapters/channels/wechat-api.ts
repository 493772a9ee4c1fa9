import { MAX_ATTACHMENT } from '../../contract/chat.ts'
import type { WechatAccount } from './wechat-account.ts'
import { type ApiAnswer, askWechat, BAD_TOKEN, fetchFile } from './wechat-fetch.ts'
import type { WechatTokens } from './wechat-token.ts'

const NO_SUCH_MEDIA = 40007

export type Media = { kind: 'file'; bytes: Uint8Array } | { kind: 'gone' } | { kind: 'too_large' }

export interface WechatApi {
  post(path: string, body: unknown): Promise<ApiAnswer>
  /** A picture that the platform makes, or what it says instead. */
  picture(path: string, body: unknown): Promise<{ kind: 'file'; bytes: Uint8Array } | { kind: 'too_large' } | ApiAnswer>
  /** A picture or recording that somebody sent. @throws when it can be had later only */
  media(id: string): Promise<Media>
}

/** The platform's API as that account. A token that it refuses is renewed once. */
export function wechatApi(account: WechatAccount, tokens: WechatTokens): WechatApi {
  const withToken = async <T extends { kind: string; errcode?: number }>(ask: (token: string) => Promise<T>) => {
    const first = await tokens.get()
    if ('failed' in first) return withoutToken(first.failed)
    const answer = await ask(first.token)
    if (answer.kind !== 'answered' || !BAD_TOKEN.includes(answer.errcode ?? 0)) return answer
    const second = await tokens.renew(first.token)
    return 'failed' in second ? withoutToken(second.failed) : ask(second.token)
  }
  const address = (path: string, query: Record<string, string>) => {
    const url = new URL(path, account.apiUrl)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    return url
  }
  return {
    post: (path, body) => withToken((token) => askWechat(address(path, { access_token: token }), body)),
    picture: (path, body) =>
      withToken((token) => fetchFile(address(path, { access_token: token }), MAX_ATTACHMENT, body)),
    async media(id) {
      const got = await withToken((token) =>
        fetchFile(address('/cgi-bin/media/get', { access_token: token, media_id: id }), MAX_ATTACHMENT),
      )
      switch (got.kind) {
        case 'file':
        case 'too_large':
          return got
        case 'answered':
          if (got.errcode === NO_SUCH_MEDIA) return { kind: 'gone' }
          throw new Error(`a file could not be fetched: errcode ${got.errcode}`)
        case 'failed':
          throw new Error(`a file could not be fetched: ${got.why}`)
      }
    },
  }
}

function withoutToken(why: string) {
  return { kind: 'failed', why, unasked: true } as const
}
