import type { Deps } from '../../../app/deps.ts'
import type { About, Message, Pushed, Reach } from '../../../app/ports/channels.ts'
import { chinaDay } from '../../../core/words/when.ts'
import { partsLeft, sendParts } from '../in-parts.ts'
import type { AccountTemplate } from '../wechat-account.ts'
import type { WechatApi } from '../wechat-api.ts'
import { BUSY, backOffMs, pushedBy } from '../wechat-errors.ts'
import type { ApiAnswer } from '../wechat-fetch.ts'
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
  const body = { touser: userId, msgtype: 'text', text: { content: text } }
  const answer = await ofShare(sending, county, about, () => sending.api.post('/cgi-bin/message/custom/send', body))
  return 'afterMs' in answer ? answer : pushedBy(answer, about, sending.deps.clock.now(), 1)
}

export function told({ tell }: Sending, pushed: Pushed, what: string): Pushed {
  if (pushed.kind === 'refused') tell(`${what} was refused: ${pushed.why}`)
  return pushed
}

/**
 * Sends one of the day's messages, unless the share of such messages is used up. One that the platform did not take, because he allowed
 * none or has not written, is none of them; of one that it did not answer nobody knows.
 */
export async function ofShare(
  { deps, daily }: Pick<Sending, 'deps' | 'daily'>,
  county: string,
  about: About,
  send: () => Promise<ApiAnswer>,
): Promise<ApiAnswer | { kind: 'later'; why: string; afterMs: number }> {
  const most = about === 'publicity' ? Math.floor((daily.messages * (100 - daily.keptPercent)) / 100) : daily.messages
  const system = { kind: 'system', county } as const
  const now = deps.clock.now()
  const today = chinaDay(now)
  const isGranted = await deps.store.transaction(system, (tx) =>
    tx.channelUses.take(CHANNEL, 'messages', today, 1, most),
  )
  if (!isGranted) return { kind: 'later', why: 'the day’s share is used up', afterMs: backOffMs(about, now) }
  const answer = await send()
  const isTaken = answer.kind === 'answered' ? [0, BUSY].includes(answer.errcode) : !answer.unasked
  if (!isTaken) await deps.store.transaction(system, (tx) => tx.channelUses.giveBack(CHANNEL, 'messages', today))
  return answer
}
