import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { choose, exportMine, readAboutMe, readChoices } from '../../app/about-me.ts'
import { eraseMine } from '../../app/erase-mine.ts'
import {
  AboutMe,
  Choices,
  ChoicesBody,
  Erased,
  ErasureBody,
  MyExport,
  PrivacyNoticeView,
} from '../../contract/about-me.ts'
import { personKey } from './chat-door.ts'
import { asGuest, problems } from './describe.ts'
import { doorOf } from './guest.ts'
import { type Parts, plugin } from './parts.ts'
import { granted, refuse } from './problems.ts'
import { perMinute } from './security.ts'
import { TokenBuckets } from './token-bucket.ts'

const common = { tags: ['chat'], security: asGuest }
/** Reading everything is work: so many at once, and one more a minute. */
const EXPORTS = 5

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps, limits, chat }, done) => {
  const config = { rateLimit: perMinute(limits.chatPerMinute) }
  const exports = new TokenBuckets(EXPORTS, 1 / 60)
  const buckets = new TokenBuckets(limits.burst, limits.perSecond)

  app.get(
    '/api/privacy-notice',
    {
      config,
      schema: {
        operationId: 'privacyNotice',
        tags: ['chat'],
        summary: '隐私说明',
        response: { 200: PrivacyNoticeView, ...problems },
      },
    },
    async () => ({ ...deps.notice, lines: deps.notice.text.split('\n') }),
  )
  app.get(
    '/api/chat/me',
    {
      config,
      schema: {
        ...common,
        operationId: 'aboutMe',
        summary: '存了我哪些东西、谁看过',
        response: { 200: AboutMe, ...problems },
      },
    },
    async (request) => readAboutMe(deps, doorOf(request, deps)),
  )
  app.get(
    '/api/chat/me/export',
    {
      config,
      schema: {
        ...common,
        operationId: 'exportMine',
        summary: '把我的资料下载成文件',
        response: { 200: MyExport, ...problems },
      },
    },
    async (request, reply) => {
      const door = doorOf(request, deps)
      if (!exports.take(personKey(door))) refuse('slow_down')
      reply.header('content-disposition', 'attachment; filename="mingbai.json"')
      return exportMine(deps, door)
    },
  )
  app.get(
    '/api/chat/me/choices',
    {
      config,
      schema: {
        ...common,
        operationId: 'myChoices',
        summary: '想收哪些消息',
        response: { 200: Choices, ...problems },
      },
    },
    async (request) => readChoices(deps, doorOf(request, deps)),
  )
  app.put(
    '/api/chat/me/choices',
    {
      config,
      schema: {
        ...common,
        operationId: 'choose',
        summary: '改想收哪些消息',
        body: ChoicesBody,
        response: { 200: Choices, ...problems },
      },
    },
    async (request) => {
      const door = doorOf(request, deps)
      if (!buckets.take(personKey(door))) refuse('slow_down')
      return granted(await choose(deps, door, request.body))
    },
  )
  app.post(
    '/api/chat/me/erasure',
    {
      config,
      schema: {
        ...common,
        operationId: 'eraseMine',
        summary: '删除我的资料、收回同意；要留的说明原因',
        description: 'Reports that can be are withdrawn with it. Sent again under the same id it is done once.',
        body: ErasureBody,
        response: { 200: Erased, ...problems },
      },
    },
    async (request) => {
      const door = doorOf(request, deps)
      const person = personKey(door)
      if (!buckets.take(person)) refuse('slow_down')
      const { erased, turn } = granted(await eraseMine(deps, door, request.body.id))
      if (turn) chat.taken(person, turn)
      return erased
    },
  )
  done()
}

export const aboutMeRoutes = plugin('about-me-routes', ['@fastify/rate-limit'], routes)
