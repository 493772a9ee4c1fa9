import { randomUUID } from 'node:crypto'
import { openLink } from '../../bots/link.ts'
import { upload } from '../../bots/upload.ts'
import type { BotMessage, BotSend } from '../../src/contract/bot.ts'
import type { PhoneApp, Shown } from './app.ts'

/** The one group that all visitors are in, and the officer who registers it. */
const ROOM = 'demo-room'
export const OFFICER = 'visitor-officer'

export interface BotPhones {
  alone: PhoneApp
  group: PhoneApp
  stop(): Promise<void>
}

/** A bot in place of a WeChat account: what the server has it say stands on the visitors' phones. */
export function botPhones(backendUrl: string, token: string): BotPhones {
  /** `from`: the visitor who wrote it. */
  const chats = new Map<string, (Shown & { from?: string })[]>()
  const chat = (id: string) => chats.get(id) ?? []
  const put = (id: string, one: Shown, from?: string) =>
    chats.set(id, [...chat(id), from === undefined ? one : { ...one, from }])
  const sent = new Set<string>()
  const send = async ({ key, to, text, picture }: BotSend) => {
    // As the bot does: what comes again under its key is said once.
    if (!sent.has(key))
      put(to.id, { by: 'account', via: 'message', text: picture === undefined ? text : '［明白卡的图］' })
    sent.add(key)
    return 'sent' as const
  }
  const link = openLink({ backendUrl, token, send, log: () => {}, ended: () => {} })
  const brings = async (from: string, room: string | null, id: string, content: BotMessage['content']) => {
    await link.ready()
    await link.deliver({ id, from, room, mentioned: false, quoted: null, content })
  }
  const says = async (from: string, room: string | null, text: string) => {
    put(room ?? from, { by: 'user', via: 'user', text }, from)
    await brings(from, room, randomUUID(), { kind: 'text', text })
  }
  return {
    alone: {
      shown: chat,
      says: (visitor, text) => says(visitor, null, text),
      async sendsPicture(visitor, bytes) {
        put(visitor, { by: 'user', via: 'user', text: '［照片］' })
        const id = randomUUID()
        const done = await upload({ backendUrl, token }, { from: visitor, id }, new Uint8Array(bytes))
        if (done === 'later') throw new Error('the server did not take the picture')
        const content =
          'attachment' in done
            ? { kind: 'picture' as const, attachment: done.attachment }
            : { kind: 'unreadable' as const, why: done.refused }
        await brings(visitor, null, id, content)
      },
    },
    group: {
      shown: (visitor) =>
        chat(ROOM).map(({ from, ...one }) => {
          if (from === undefined || from === visitor) return one
          const name = from === OFFICER ? '镇干部' : '群里另一位'
          return { by: 'account', via: 'member', text: `${name}：${one.text}` }
        }),
      says: (visitor, text) => says(visitor, ROOM, text),
    },
    stop: () => link.stop(),
  }
}
