import { createHash } from 'node:crypto'
import type { Deps } from '../../../app/deps.ts'
import type { About, Message, Pushed, Reach } from '../../../app/ports/channels.ts'
import { MOST_INT } from '../../../contract/terms.ts'
import { chinaDay } from '../../../core/words/when.ts'
import { newsFields } from '../case-news.ts'
import type { NewsTemplate } from '../wechat-account.ts'
import type { WechatApi } from '../wechat-api.ts'
import { backOffMs, pushedBy } from '../wechat-errors.ts'
import { officialTexts } from './reply-text.ts'

const CHANNEL = 'official_account'
const DAY_MS = 86_400_000

export interface Sending {
  deps: Pick<Deps, 'store' | 'clock'>
  api: WechatApi
  publicUrl: string | null
  template: NewsTemplate | null
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
  const left = await notYetSent(sending, county, message.key, texts)
  const now = sending.deps.clock.now()
  const isOpen = to.window !== null && to.window.until > now && to.window.left >= left.length
  let spent = 0
  for (const { text, mark } of left) {
    const pushed = isOpen
      ? await sendText(sending, county, to.userId, text, message.about)
      : ({ kind: 'closed' } as const)
    if (pushed.kind !== 'sent') return told(sending, pushed, 'a message')
    spent += pushed.spent
    if (mark !== null) await markSent(sending, county, mark)
  }
  return { kind: 'sent', spent }
}

/** One text, where the day's share is not used up. */
export async function sendText(
  { deps, api, daily }: Sending,
  county: string,
  userId: string,
  text: string,
  about: About,
): Promise<Pushed> {
  const now = deps.clock.now()
  if (!(await takeShare(deps, county, daily, about)))
    return { kind: 'later', why: 'the day’s share is used up', afterMs: backOffMs(about, now) }
  const answer = await api.post('/cgi-bin/message/custom/send', {
    touser: userId,
    msgtype: 'text',
    text: { content: text },
  })
  return pushedBy(answer, about, now, 1)
}

/** While the chat is closed, news of a report may still be told of by a template, with nothing personal in it. */
export async function sendNotice(sending: Sending, county: string, userId: string, message: Message): Promise<Pushed> {
  const { deps, api, template, daily } = sending
  if (template === null) return { kind: 'closed' }
  const now = deps.clock.now()
  if (!(await takeShare(deps, county, daily, message.about)))
    return { kind: 'later', why: 'the day’s share is used up', afterMs: backOffMs(message.about, now) }
  const answer = await api.post('/cgi-bin/message/template/send', {
    touser: userId,
    template_id: template.id,
    client_msg_id: createHash('sha256').update(message.key).digest('hex').slice(0, 32),
    data: newsFields(message.blocks, template),
  })
  return told(sending, pushedBy(answer, message.about, now, 0), 'a template message')
}

function told({ tell }: Sending, pushed: Pushed, what: string): Pushed {
  if (pushed.kind === 'refused') tell(`${what} was refused: ${pushed.why}`)
  return pushed
}

function takeShare(
  deps: Sending['deps'],
  county: string,
  { messages, keptPercent }: Sending['daily'],
  about: About,
): Promise<boolean> {
  const most = about === 'publicity' ? Math.floor((messages * (100 - keptPercent)) / 100) : messages
  return deps.store.transaction({ kind: 'system', county }, (tx) =>
    tx.channelUses.take(CHANNEL, 'messages', chinaDay(deps.clock.now()), 1, most),
  )
}

/** Of a message that takes several texts it is kept how far it came: after a failure in the middle it goes on there. */
async function notYetSent(
  { deps }: Sending,
  county: string,
  key: string,
  texts: string[],
): Promise<{ text: string; mark: string | null }[]> {
  if (texts.length < 2) return texts.map((text) => ({ text, mark: null }))
  const mark = `texts:${key}`
  const now = deps.clock.now()
  // It may have begun before midnight.
  const days = [now, new Date(now.getTime() - DAY_MS)].map(chinaDay)
  const sent = await deps.store.transaction({ kind: 'system', county }, async (tx) => {
    let sum = 0
    for (const day of days) sum += await tx.channelUses.used(CHANNEL, mark, day)
    return sum
  })
  return texts.slice(sent).map((text) => ({ text, mark }))
}

async function markSent({ deps }: Sending, county: string, mark: string): Promise<void> {
  await deps.store.transaction({ kind: 'system', county }, (tx) =>
    tx.channelUses.take(CHANNEL, mark, chinaDay(deps.clock.now()), 1, MOST_INT),
  )
}
