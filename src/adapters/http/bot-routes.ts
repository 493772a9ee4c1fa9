import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { takeFileOfDay } from '../../app/files-of-day.ts'
import { keepBotFile } from '../../app/keep-bot-file.ts'
import { AttachmentHeaders, CONTACT_HEADER, MESSAGE_HEADER } from '../../contract/bot.ts'
import { AttachmentBody } from '../../contract/chat.ts'
import { isBotToken } from './bot-socket.ts'
import { problems } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted, Refused, refuse } from './problems.ts'
import { doorAnswer } from './refusals.ts'
import { perMinute } from './security.ts'
import { bearer } from './session.ts'

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps, county, limits, bot }, done) => {
  if (!bot) return done()
  // What the bot calls it only lets it in; what it is, the use case finds out from its bytes.
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: limits.attachment },
    (_request, body, parsed) => parsed(null, body),
  )
  app.post(
    '/api/bot/attachments',
    {
      config: { rateLimit: perMinute(limits.cadrePerMinute) },
      bodyLimit: limits.attachment,
      errorHandler: (error, _request, _reply) => {
        throw error.statusCode === 413 ? new Refused(doorAnswer('file_too_large')) : error
      },
      // Before four megabytes are read for nothing.
      preParsing: async (request) => {
        if (!isBotToken(bot, bearer(request) ?? '')) refuse('not_the_bot')
      },
      schema: {
        hide: true,
        headers: AttachmentHeaders,
        body: z.custom<unknown>(),
        response: { 200: AttachmentBody, ...problems },
      },
    },
    async (request) => {
      if (!Buffer.isBuffer(request.body)) refuse('wrong_media_type')
      const door = { county, channel: 'wechaty', userId: request.headers[CONTACT_HEADER], village: null } as const
      const messageId = request.headers[MESSAGE_HEADER]
      const inTheDay = await takeFileOfDay(deps, door)
      return granted(
        inTheDay ? await keepBotFile(deps, door, request.body, messageId) : { refused: 'enough_files' as const },
      )
    },
  )
  done()
}

export const botRoutes = plugin('bot-routes', ['@fastify/rate-limit'], routes)
