import type { Deps } from '../../../app/deps.ts'
import { workOffFromBot } from '../../../app/hear-bot.ts'
import type { BotDesk, BotLine } from '../../../app/ports/bots.ts'
import type { Message, PushChannel, Pushed } from '../../../app/ports/channels.ts'
import type { CardRef, GroupChannel } from '../../../app/ports/groups.ts'
import type { BotSend } from '../../../contract/bot.ts'
import { numbered, plainWords } from '../../../core/channel/plain-words.ts'
import { splitText } from '../../../core/channel/split-text.ts'

/** WeChat takes more; a longer one is a wall on a small phone. */
const MOST_BYTES = 2_000
/** A puppet needs seconds, and the bot keeps a pause between two messages; beyond this it is tried again, under the same key. */
const TIMEOUT_MS = 15_000
const NO_BOT: Pushed = { kind: 'later', why: 'no bot is connected' }

type How = Parameters<BotDesk['ended']>[2]

export interface WechatyDesk extends BotDesk, GroupChannel {
  send: PushChannel['send']
  /** Whether a bot is connected to this process. */
  isReady: () => boolean
}

/**
 * The bot becomes a channel of residents, and reaches groups and cadres.
 * @param publicUrl where people reach this site; without it the code on a picture of a card would open nothing, and none is sent
 */
export function openWechaty(deps: Deps, publicUrl: string | null): WechatyDesk {
  const desk = wechatyDesk(publicUrl !== null)
  deps.channels.wechaty = {
    send: desk.send,
    isReady: desk.isReady,
    workOff: (arrived) => workOffFromBot(deps, arrived),
  }
  deps.groups.wechaty = desk
  return desk
}

/** Hands messages to the bot that is connected, and waits for what becomes of each. */
export function wechatyDesk(withPictures = false, timeoutMs: number = TIMEOUT_MS): WechatyDesk {
  let connected: BotLine | null = null
  const waiting = new Map<string, (how: How) => void>()

  const sendOne = (frame: BotSend): Promise<Pushed> => {
    const line = connected
    // Somebody else has the same in hand: he will be told.
    if (!line || waiting.has(frame.key)) return Promise.resolve(line ? { kind: 'later', why: 'under way' } : NO_BOT)
    return new Promise((resolve) => {
      const timer = setTimeout(() => end('later'), timeoutMs)
      const end = (how: How) => {
        clearTimeout(timer)
        waiting.delete(frame.key)
        resolve(pushed(how))
      }
      waiting.set(frame.key, end)
      line.send(frame)
    })
  }
  /** Each part has a key of its own, so after a failure in the middle those before are not sent again. */
  const sendAll = async (to: BotSend['to'], words: string, mentions: string[], key: string): Promise<Pushed> => {
    const parts = splitText(words, MOST_BYTES)
    for (const [at, text] of parts.entries()) {
      const one = await sendOne({
        type: 'send',
        key: parts.length === 1 ? key : `${key}#${at + 1}`,
        to,
        text,
        mentions: at === 0 ? mentions : [],
      })
      if (one.kind !== 'sent') return one
    }
    return { kind: 'sent', spent: 0 }
  }
  /** The words first; a picture that can't be had is no reason to say them again, or to say nothing. */
  const post: GroupChannel['post'] = async (_county, { groupId: id }, words, mentions, key, card) => {
    const to = { kind: 'room', id } as const
    const said = await sendAll(to, words, mentions, key)
    if (said.kind !== 'sent' || !card || !withPictures) return said
    const shown = await sendOne({
      type: 'send',
      key: `${key}#picture`,
      to,
      text: '',
      picture: pictureAddress(card),
      mentions: [],
    })
    return shown.kind === 'refused' ? said : shown
  }
  const letGo = () => {
    for (const end of [...waiting.values()]) end('later')
  }
  return {
    attach(line) {
      const before = connected
      connected = line
      letGo()
      before?.replaced()
    },
    detach(line) {
      if (connected !== line) return
      connected = null
      letGo()
    },
    ended(line, key, how) {
      if (connected === line) waiting.get(key)?.(how)
    },
    isReady: () => connected !== null,
    send: (_county, { userId }, message) => sendAll({ kind: 'contact', id: userId }, wordsOf(message), [], message.key),
    post,
    tell: (_county, userId, words, _taps, key) => sendAll({ kind: 'contact', id: userId }, words, [], key),
  }
}

function pictureAddress({ id, region, date }: CardRef): string {
  const place = new URLSearchParams({ region, ...(date !== undefined && { date }) })
  return `/cards/${encodeURIComponent(id)}/picture.png?${place}`
}

function wordsOf({ blocks }: Message): string {
  return plainWords(blocks, numbered)
}

function pushed(how: How): Pushed {
  switch (how) {
    case 'sent':
      return { kind: 'sent', spent: 0 }
    case 'gone':
      return { kind: 'gone', why: 'the bot knows no such contact or group' }
    case 'later':
      return { kind: 'later', why: 'the bot did not send it' }
    case 'refused':
      return { kind: 'refused', why: 'the bot cannot send it' }
  }
}
