import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Message, types, type Wechaty, WechatyBuilder, type WechatyOptions, log as wechatyLog } from 'wechaty'
import { BotMessage } from '../src/contract/bot.ts'
import { MAX_ATTACHMENT } from '../src/contract/chat.ts'
import { InOrder } from '../src/contract/in-order.ts'
import { type Inbox, type Kept, openInbox } from './inbox.ts'
import { type Link, openLink } from './link.ts'
import { tellLogin } from './login.ts'
import { fetchPicture } from './picture.ts'
import { chatOf, readMessage } from './read-message.ts'
import { openSentKeys } from './sent-keys.ts'
import type { Settings } from './settings.ts'
import { makeSpeak } from './speak.ts'
import { upload } from './upload.ts'

/** WeChat's servers hand a file over in seconds or not at all. */
const FILE_MS = 60_000
const RETRY_MS = 2_000

export type Log = (event: string, more?: Record<string, string | number>) => void

export interface RunningBot {
  stop(): Promise<void>
  /** Resolves with the reason when the server will not have us any more. */
  ended: Promise<'replaced' | 'bad_token'>
}

interface Bot {
  settings: Pick<Settings, 'backendUrl' | 'token'>
  inbox: Inbox
  link: Link
  log: Log
  /** Reading and delivering, each in the order of its chat. */
  reading: InOrder
  delivering: InOrder
  stopped: () => boolean
}

/** Brings WeChat and the server together until it is stopped. Nothing of a person or his words is logged. */
export async function runBot(
  puppet: NonNullable<WechatyOptions['puppet']>,
  settings: Omit<Settings, 'puppet' | 'logLevel'>,
  log: Log,
): Promise<RunningBot> {
  // It writes names and words.
  wechatyLog.level('silent')
  const folder = resolve(settings.dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const inbox = await openInbox(folder)
  const sent = await openSentKeys(folder)
  const wechaty = WechatyBuilder.build({ name: join(folder, 'login'), puppet })
  const over = Promise.withResolvers<'replaced' | 'bad_token'>()
  let stopped = false
  const link = openLink({
    ...settings,
    send: makeSpeak(wechaty, sent, (path) => fetchPicture(settings.backendUrl, path), settings.pauseMs, log),
    log,
    ended: over.resolve,
  })
  const [reading, delivering] = [new InOrder(), new InOrder()]
  const bot: Bot = { settings, inbox, link, log, reading, delivering, stopped: () => stopped }
  for (const kept of inbox.left) later(bot, kept)
  listen(wechaty, bot)
  await wechaty.start()
  return {
    ended: over.promise,
    async stop() {
      stopped = true
      await link.stop()
      await wechaty.stop()
      await sent.close()
    },
  }
}

function listen(wechaty: Wechaty, bot: Bot): void {
  const { log } = bot
  const failed = (error: unknown) => log('failed', { error: error instanceof Error ? error.name : 'error' })
  wechaty.on('message', (message) => {
    bot.reading.add(chatOf(message), () => take(wechaty, bot, message)).catch(failed)
  })
  wechaty.on('error', failed)
  tellLogin(wechaty, log)
  // Whoever is told to write alone must be able to.
  wechaty.on('friendship', (friendship) => {
    if (friendship.type() === types.Friendship.Receive) friendship.accept().catch(failed)
  })
}

/** On disk first; then the file that belongs to it; then on its way. */
async function take(wechaty: Wechaty, bot: Bot, message: Message): Promise<void> {
  const draft = await readMessage(message, wechaty.currentUser)
  if (!draft) return
  const kept = await bot.inbox.put(draft)
  const { content } = draft
  if (!('bytes' in content)) return later(bot, kept)
  const bytes = await fileOf(message)
  later(bot, await bot.inbox.replace(withFile(kept, bytes), bytes === 'lost' || bytes === 'too_large' ? null : bytes))
}

function withFile(kept: Kept, bytes: Uint8Array | 'lost' | 'too_large'): Kept {
  const { content } = kept.draft
  if (!('bytes' in content)) return kept
  const found: Kept['draft']['content'] =
    typeof bytes === 'string' ? { kind: 'unreadable', why: bytes } : { ...content, bytes: 'kept' }
  return { ...kept, draft: { ...kept.draft, content: found } }
}

async function fileOf(message: Message): Promise<Uint8Array | 'lost' | 'too_large'> {
  try {
    const reading = message.toFileBox().then((box) => box.toBuffer())
    const late = pause(FILE_MS, 'lost' as const, { ref: false })
    const bytes = await Promise.race([reading, late])
    return typeof bytes === 'string' || bytes.length <= MAX_ATTACHMENT ? bytes : 'too_large'
  } catch {
    return 'lost'
  }
}

/** Behind what came before it in the same chat, until the server has it. */
function later(bot: Bot, kept: Kept): void {
  const { from, room } = kept.draft
  bot.delivering
    .add(room ?? from, () => deliver(bot, kept))
    .catch((error: unknown) => bot.log('failed', { error: error instanceof Error ? error.name : 'error' }))
}

async function deliver(bot: Bot, kept: Kept): Promise<void> {
  while (!bot.stopped()) {
    if (!(await bot.link.ready())) return
    const message = await wholeMessage(bot, kept)
    if (message && (await bot.link.deliver(message))) return bot.inbox.drop(kept)
    await pause(RETRY_MS)
  }
}

/** With its file handed over; null when that has to be tried again. */
async function wholeMessage({ settings, inbox }: Bot, kept: Kept): Promise<BotMessage | null> {
  const { content } = kept.draft
  if (!('bytes' in content)) return BotMessage.parse(kept.draft)
  // The process that waited for it is gone, and WeChat hands it over once.
  if (content.bytes === 'awaited') return { ...kept.draft, content: { kind: 'unreadable', why: 'lost' } }
  const done = await upload(settings, kept.draft, await inbox.bytes(kept))
  if (done === 'later') return null
  if ('refused' in done) return { ...kept.draft, content: { kind: 'unreadable', why: done.refused } }
  return { ...kept.draft, content: { kind: content.kind, attachment: done.attachment } }
}
