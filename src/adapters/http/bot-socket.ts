import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { deliverTurns } from '../../app/deliver-turns.ts'
import { answerInTurn, chatOf, takeFromBot } from '../../app/hear-bot.ts'
import type { BotLine } from '../../app/ports/bots.ts'
import { BotClientFrame, type BotMessage, type BotServerFrame } from '../../contract/bot.ts'
import { InOrder } from '../../contract/in-order.ts'
import type { Line } from './line.ts'
import { safeError } from './logging.ts'
import { type OneBot, oneBot } from './one-bot.ts'
import { type BotDoor, type Parts, plugin } from './parts.ts'
import { refuse } from './problems.ts'
import { perMinute } from './security.ts'
import { type Protocol, serveSocket } from './sockets.ts'

const TYPES = ['hello', 'message', 'sent', 'failed', 'ping']
/** One line carries a whole county's chats. */
const BOT_LIMITS = { burst: 1_000, perSecond: 200 }

/** In constant time. */
export function isBotToken(door: BotDoor, token: string): boolean {
  const [a, b] = [door.token, token].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

const routes: FastifyPluginCallbackZod<Parts> = (app, parts, done) => {
  const { bot } = parts
  if (!bot) return done()
  const inOrder = new InOrder()
  const withLimits = { ...parts, limits: { ...parts.limits, ...BOT_LIMITS } }
  const one = oneBot(parts, bot.desk, (cause) =>
    app.log.error({ error: safeError(cause) }, 'the other processes do not know of the bot'),
  )
  app.addHook('onClose', async () => {
    one.stop()
    // What is answered already must be stored before the database goes.
    await inOrder.idle()
  })
  app.route({
    method: 'GET',
    url: '/bot',
    // Between our own two programs; `contract/bot.ts` describes it.
    schema: { hide: true },
    config: { rateLimit: perMinute(parts.limits.loginPerMinute) },
    handler: () => refuse('upgrade_required'),
    wsHandler: (socket, request) =>
      serveSocket<BotClientFrame, BotServerFrame>(withLimits, socket, request, (line) =>
        botProtocol(parts, bot, one, line, inOrder, request.log),
      ),
  })
  done()
}

function botProtocol(
  parts: Parts,
  bot: BotDoor,
  one: OneBot,
  line: Line<BotServerFrame>,
  inOrder: InOrder,
  log: FastifyBaseLogger,
): Protocol<BotClientFrame> {
  const { desk } = bot
  const own: BotLine = { send: (frame) => line.send(frame), replaced: () => line.close('replaced') }
  let greeted = false
  const error = (code: string, message: string, id?: string) => {
    parts.metrics.refusals.inc({ code })
    line.send({ type: 'error', code, message, ...(id !== undefined && { id }) })
  }
  const hello = (token: string) => {
    if (!isBotToken(bot, token)) {
      error('bad_token', '口令不对。')
      line.close('bad_token')
      return
    }
    greeted = true
    line.send({ type: 'ready' })
    one.greeted(own)
  }
  return {
    kind: 'bot',
    schema: BotClientFrame,
    types: TYPES,
    greeted: () => greeted,
    take: (frame) => {
      if (frame.type === 'ping') return line.send({ type: 'pong' })
      if (frame.type === 'hello') return greeted ? error('hello_twice', '已经连上了。') : hello(frame.token)
      if (!greeted) return error('no_hello', '请先打招呼。')
      switch (frame.type) {
        case 'sent':
          return desk.ended(own, frame.key, 'sent')
        case 'failed':
          return desk.ended(own, frame.key, frame.why)
        case 'message':
          return void heard(parts, line, inOrder, frame.message, log)
      }
    },
    error,
    left: () => one.left(own),
  }
}

/** The ack goes out when the message is stored; what it causes comes after that, and is tried again later where it fails. */
async function heard(
  { deps, county }: Parts,
  line: Line<BotServerFrame>,
  inOrder: InOrder,
  message: BotMessage,
  log: FastifyBaseLogger,
): Promise<void> {
  const take = async () => {
    const arrived = await takeFromBot(deps, county, message)
    line.send({ type: 'ack', id: message.id })
    return arrived
  }
  try {
    const taken = take()
    // It is looked at in its turn, which may come after it failed.
    taken.catch(() => {})
    // The order is the one in which they came in, not the one in which they were stored.
    const done = await inOrder.add(chatOf(message), async () => {
      const arrived = await taken
      return arrived && answerInTurn(deps, arrived)
    })
    // What he is owed waits for the bot, and the chat's next message must not wait for that.
    if (done?.owed) await deliverTurns(deps, county, done.owed)
  } catch (cause) {
    log.error({ error: safeError(cause) }, 'a message from the bot failed')
  }
}

export const botSocket = plugin('bot-socket', ['@fastify/websocket', '@fastify/rate-limit'], routes)
