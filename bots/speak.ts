import { setTimeout as pause } from 'node:timers/promises'
import { FileBox } from 'file-box'
import type { Wechaty } from 'wechaty'
import type { BotSend } from '../src/contract/bot.ts'
import { InOrder } from '../src/contract/in-order.ts'
import type { Picture } from './picture.ts'
import type { SentKeys } from './sent-keys.ts'

/** Puppets tell by its ending what a file is. */
const PICTURE_NAME = '明白卡.png'

export type Spoken = 'sent' | 'gone' | 'later' | 'refused'

/** So long what comes later in a chat waits for what could not be said in it: four or five tries of the server's. */
const HELD_MS = 120_000

/**
 * Says to WeChat what the server asks for, one message after the other with a pause between. What could not be said is not overtaken by
 * what comes later in the same chat: that is answered `later`, too. A key that was sent already is answered `sent`. Between WeChat's taking a message and our note of it lies a moment: whoever is killed in it sends that one message twice.
 */
export function makeSpeak(
  bot: Wechaty,
  sent: SentKeys,
  fetchPicture: (path: string) => Promise<Picture>,
  pauseMs: number,
  log: (event: string, more?: Record<string, string>) => void,
  now: () => number = () => performance.now(),
): (frame: BotSend) => Promise<Spoken> {
  const inOrder = new InOrder()
  const underWay = new Map<string, Promise<Spoken>>()
  /** By chat: the message that the others wait for, and until when. */
  const unsaid = new Map<string, { key: string; until: number }>()
  const once = async (frame: BotSend): Promise<Spoken> => {
    if (sent.has(frame.key)) return 'sent'
    const chat = `${frame.to.kind}:${frame.to.id}`
    const first = unsaid.get(chat)
    if (first && first.key !== frame.key && now() < first.until) return 'later'
    const said = await attempt(frame)
    if (said !== 'later') unsaid.delete(chat)
    else if (first?.key !== frame.key) unsaid.set(chat, { key: frame.key, until: now() + HELD_MS })
    return said
  }
  const attempt = async (frame: BotSend): Promise<Spoken> => {
    if (!bot.isLoggedIn) return 'later'
    try {
      const said = await say(bot, frame, fetchPicture)
      if (said !== 'sent') return said
    } catch (error) {
      log('sending failed', { error: error instanceof Error ? error.name : 'error' })
      return 'later'
    }
    // Said is said: without the note it might only be said once more.
    await sent.add(frame.key).catch(() => log('a key could not be kept'))
    await pause(pauseMs)
    return 'sent'
  }
  return (frame) => {
    const running = underWay.get(frame.key)
    if (running) return running
    const next = inOrder.add('all', () => once(frame)).finally(() => underWay.delete(frame.key))
    underWay.set(frame.key, next)
    return next
  }
}

async function say(
  bot: Wechaty,
  { to, text, picture, mentions }: BotSend,
  fetchPicture: (path: string) => Promise<Picture>,
): Promise<Spoken> {
  const fetched = picture === undefined ? null : await fetchPicture(picture)
  if (typeof fetched === 'string') return fetched
  const box = fetched && FileBox.fromBase64(Buffer.from(fetched).toString('base64'), PICTURE_NAME)
  switch (to.kind) {
    case 'contact': {
      const contact = await bot.Contact.find({ id: to.id })
      // Right after the login not all are known yet.
      if (!contact) return 'later'
      if (contact.friend() === false) return 'gone'
      await contact.say(box ?? text)
      return 'sent'
    }
    case 'room': {
      const room = await bot.Room.find({ id: to.id })
      if (!room) return 'later'
      if (box) {
        await room.say(box)
        return 'sent'
      }
      const called = await Promise.all(mentions.map((id) => bot.Contact.find({ id })))
      await room.say(text, ...called.filter((each) => each !== undefined))
      return 'sent'
    }
  }
}
