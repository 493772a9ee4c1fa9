import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { makeToken } from '../../app/door.ts'
import { greet } from '../../app/greet.ts'
import { MOST_TURNS, readTurns } from '../../app/read-turns.ts'
import type { Refusal } from '../../app/refusal.ts'
import { recordSubscription } from '../../app/subscriptions.ts'
import { WelcomeBody } from '../../contract/chat.ts'
import { LoginByCode, Subscription, SubscriptionBody, TemplatesBody } from '../../contract/miniprogram.ts'
import { enterChat } from './chat-door.ts'
import { asGuest, problems } from './describe.ts'
import { doorOf } from './guest.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { perMinute } from './security.ts'

const ALLOWS = ['accept', 'acceptWithAudio', 'acceptWithAlert']

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps, county, limits }, done) => {
  const config = { rateLimit: perMinute(limits.chatPerMinute) }

  app.post(
    '/api/miniprogram/login',
    {
      config,
      schema: {
        operationId: 'miniprogramLogin',
        tags: ['chat'],
        summary: '小程序登录：换一个聊天的身份',
        description: 'Answers as `/api/chat/hello` does; its token opens the same chat. The session key is not kept.',
        body: LoginByCode,
        response: { 200: WelcomeBody, ...problems },
      },
    },
    async (request) => {
      const { code, village } = request.body
      const userId = granted(await logIn(code))
      const hello = { token: makeToken(deps, county, 'miniprogram', userId), ...(village && { village }) }
      const { door, token } = granted(enterChat(deps, county, hello))
      const { lastSeq, replies } = granted(await greet(deps, door))
      const turns = await readTurns(deps, door, Math.max(0, lastSeq - MOST_TURNS))
      return { token, lastSeq: turns.at(-1)?.seq ?? lastSeq, turns, replies }
    },
  )

  app.get(
    '/api/chat/subscriptions',
    {
      config,
      schema: {
        operationId: 'chatTemplates',
        tags: ['chat'],
        summary: '可以订阅的消息',
        security: asGuest,
        response: { 200: TemplatesBody, ...problems },
      },
    },
    async (request) => {
      doorOf(request, deps)
      return { templates: deps.miniprogram?.newsTemplate ? [deps.miniprogram.newsTemplate] : [] }
    },
  )

  app.post(
    '/api/chat/subscriptions',
    {
      config,
      schema: {
        operationId: 'chatSubscribe',
        tags: ['chat'],
        summary: '同意或不同意用订阅消息告诉他进度',
        security: asGuest,
        body: Subscription,
        response: { 200: SubscriptionBody, ...problems },
      },
    },
    async (request) => {
      const door = doorOf(request, deps)
      const { template, result } = request.body
      if (door.channel !== 'miniprogram' || template !== deps.miniprogram?.newsTemplate)
        return granted<never>({ refused: 'no_miniprogram' })
      return granted(await recordSubscription(deps, door, template, ALLOWS.includes(result)))
    },
  )

  async function logIn(code: string): Promise<string | Refusal> {
    if (!deps.miniprogram) return { refused: 'no_miniprogram' }
    const result = await deps.miniprogram.login(code)
    return 'userId' in result ? result.userId : { refused: 'login_failed', why: result.failed }
  }
  done()
}

export const miniprogramRoutes = plugin('miniprogram-routes', ['@fastify/rate-limit'], routes)
