import type { Deps } from '../../../app/deps.ts'
import type { About, Message, Pushed, Reach } from '../../../app/ports/channels.ts'
import { chinaDay } from '../../../core/words/when.ts'
import { partsLeft, sendParts } from '../in-parts.ts'
import type { AccountTemplate } from '../wechat-account.ts'
import type { WechatApi } from '../wechat-api.ts'
import { backOffMs, pushedBy } from '../wechat-errors.ts'
import { officialTexts } from './reply-text.ts'

const CHANNEL = 'official_account'

export interface Sending {
  deps: Pick<Deps, 'store' | 'clock'>
  api: WechatApi
  publicUrl: string | null
  template: AccountTemplate | null
  /** Messages that the platform takes in a day, and how many per cent of them publicity leaves to answers and news. */
  daily: { messages: number; keptPercent: number }
  /** Hears what the account's technician should know; nothing of a message or a person. */
  tell: (why: string) => void
}

/** Hands a message to somebody, in as many texts as it takes, in order. */
export async function sendMessage(
  sending: Sending,
  county: string,
  to: Pick<Reach, 'userId' | 'window'>,
  message: Message,
): Promise<Pushed> {
  const texts = officialTexts(message.blocks, sending.publicUrl)
  const parts = await partsLeft(sending.deps, { county, channel: CHANNEL, key: message.key }, texts)
  const now = sending.deps.clock.now()
  const isOpen = to.window !== null && to.window.until > now && to.window.left >= parts.left.length
  const pushed = await sendParts(parts, async (text) =>
    isOpen ? sendText(sending, county, to.userId, text, message.about) : { kind: 'closed' },
  )
  return told(sending, pushed, 'a message')
}

/** One text, where the day's share is not used up. */
export async function sendText(
  sending: Sending,
  county: string,
  userId: string,
  text: string,
  about: About,
): Promise<Pushed> {
  const { deps, api } = sending
  const now = deps.clock.now()
  if (!(await takeShare(sending, county, about)))
    return { kind: 'later', why: 'the day’s share is used up', afterMs: backOffMs(about, now) }
  const answer = await api.post('/cgi-bin/message/custom/send', {
    touser: userId,
    msgtype: 'text',
    text: { content: text },
  })
  return pushedBy(answer, about, now, 1)
}

export function told({ tell }: Sending, pushed: Pushed, what: string): Pushed {
  if (pushed.kind === 'refused') tell(`${what} was refused: ${pushed.why}`)
  return pushed
}

/** Counts one more of the day's messages; false where the share of such messages is used up. */
export function takeShare({ deps, daily }: Sending, county: string, about: About): Promise<boolean> {
  const most = about === 'publicity' ? Math.floor((daily.messages * (100 - daily.keptPercent)) / 100) : daily.messages
  return deps.store.transaction({ kind: 'system', county }, (tx) =>
    tx.channelUses.take(CHANNEL, 'messages', chinaDay(deps.clock.now()), 1, most),
  )
}
