import type { Channel } from '../../contract/terms.ts'

/** An account on the platform, and where its API answers. */
export interface WechatAccount {
  channel: Channel
  county: string
  appId: string
  secret: string
  /** Such as https://api.weixin.qq.com, without a slash at its end. */
  apiUrl: string
}

/** What a template of the platform is filled with: its id, and the names of its fields for number, kind and progress. */
export interface NewsTemplate {
  id: string
  fields: readonly [number: string, kind: string, progress: string]
}

/** How an official account tells of news while its chat is closed: by templates, or by the newer subscribe notifications. */
export type AccountTemplate = NewsTemplate & { by: 'template' | 'subscribe' }

/** Something about an account that its technician should know. It holds nothing of a message or a person. */
export class ChannelTrouble extends Error {
  override name = 'ChannelTrouble'
}
