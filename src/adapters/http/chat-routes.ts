import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { greet } from '../../app/greet.ts'
import { MOST_TURNS, readTurns } from '../../app/read-turns.ts'
import { receiveMessage } from '../../app/receive-message.ts'
import { HelloBody, SayBody, TurnsBody, TurnsQuery, TurnView, WelcomeBody } from '../../contract/chat.ts'
import { enterChat, personKey } from './chat-door.ts'
import { asGuest, problems } from './describe.ts'
import { doorOf } from './guest.ts'
import { measured } from './metrics.ts'
import { type Parts, plugin } from './parts.ts'
import { granted, refuse } from './problems.ts'
import { perMinute } from './security.ts'
import { TokenBuckets } from './token-bucket.ts'

const routes: FastifyPluginCallbackZod<Parts> = (app, parts, done) => {
  const { deps, county, limits, metrics } = parts
  const config = { rateLimit: perMinute(limits.chatPerMinute) }
  const buckets = new TokenBuckets(limits.burst, limits.perSecond)

  app.post(
    '/api/chat/hello',
    {
      config,
      schema: {
        operationId: 'chatHello',
        tags: ['chat'],
        summary: '打开聊天：问候语，或上次以后的对话',
        body: HelloBody,
        response: { 200: WelcomeBody, ...problems },
      },
    },
    async (request) => {
      const { door, token } = granted(enterChat(deps, county, request.body))
      const { lastSeq, replies } = granted(await greet(deps, door))
      const turns = await readTurns(deps, door, Math.max(request.body.lastSeq, lastSeq - MOST_TURNS))
      return { token, lastSeq: turns.at(-1)?.seq ?? lastSeq, turns, replies }
    },
  )

  app.post(
    '/api/chat/messages',
    {
      config,
      schema: {
        operationId: 'chatSay',
        tags: ['chat'],
        summary: '发一条消息，回答就是这一轮对话',
        description: 'Sent again under the same id it answers the stored turn.',
        security: asGuest,
        body: SayBody,
        response: { 200: TurnView, ...problems },
      },
    },
    async (request) => {
      const { id, message, village } = request.body
      const door = doorOf(request, deps, village)
      const person = personKey(door)
      if (!buckets.take(person)) refuse('slow_down')
      const turn = granted(await measured(metrics, 'http', () => receiveMessage(deps, door, { id, message })))
      parts.chat.taken(person, turn)
      return turn
    },
  )

  app.get(
    '/api/chat/turns',
    {
      config,
      schema: {
        operationId: 'chatTurns',
        tags: ['chat'],
        summary: '某一轮以后的对话',
        security: asGuest,
        querystring: TurnsQuery,
        response: { 200: TurnsBody, ...problems },
      },
    },
    async (request) => {
      const { after, limit } = request.query
      return { turns: await readTurns(deps, doorOf(request, deps), after, limit) }
    },
  )
  done()
}

export const chatRoutes = plugin('chat-routes', ['@fastify/rate-limit'], routes)
