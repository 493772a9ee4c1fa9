import type { FastifyReply } from 'fastify'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Deps } from '../../app/deps.ts'
import type { Door } from '../../app/door.ts'
import { keepAttachment } from '../../app/keep-attachment.ts'
import { openConversation } from '../../app/open-conversation.ts'
import { readAttachment, residentAt } from '../../app/read-attachment.ts'
import { AttachmentBody } from '../../contract/chat.ts'
import { UploadProgress, UploadQuery } from '../../contract/upload.ts'
import { personKey } from './chat-door.ts'
import { asGuest, fileAnswer, Id, problems } from './describe.ts'
import { doorOf } from './guest.ts'
import { arrivedOf, FILE_WAYS, fileErrors, RESUMED, takeFiles } from './one-file.ts'
import { type Parts, plugin } from './parts.ts'
import { granted, Refused, refuse } from './problems.ts'
import { answerTo } from './refusals.ts'
import { perMinute } from './security.ts'
import { TokenBuckets } from './token-bucket.ts'

const DAY_SECONDS = 24 * 3600
/** Of the largest pieces, as much as whole files may bring; our phones' are a quarter of it. */
const PIECES_OF_A_FILE = 16

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps, limits }, done) => {
  const config = { rateLimit: perMinute(limits.chatPerMinute) }
  const minute = new TokenBuckets(limits.filesPerMinute, limits.filesPerMinute / 60)
  const pieces = new TokenBuckets(
    limits.filesPerMinute * PIECES_OF_A_FILE,
    (limits.filesPerMinute * PIECES_OF_A_FILE) / 60,
  )
  const day = new TokenBuckets(limits.filesPerDay, limits.filesPerDay / DAY_SECONDS, 100_000)
  takeFiles(app, limits, /^(image|audio)\//)

  app.post(
    '/api/chat/attachments',
    {
      config,
      bodyLimit: limits.attachment,
      ...fileErrors,
      // Before four megabytes are read for nothing.
      preParsing: async (request) => {
        const isPiece = request.query.offset !== undefined
        if (!(isPiece ? pieces : minute).take(personKey(doorOf(request, deps)))) refuse('slow_down_files')
      },
      schema: {
        operationId: 'chatAttach',
        tags: ['chat'],
        summary: '上传照片或录音，再在消息里引用',
        description: `JPEG, PNG, WebP, AMR and MP3 are kept. ${RESUMED}`,
        security: asGuest,
        consumes: FILE_WAYS,
        querystring: UploadQuery,
        body: z.custom<unknown>(),
        response: { 200: AttachmentBody, 202: UploadProgress, ...problems },
      },
    },
    async (request, reply) => {
      const door = doorOf(request, deps)
      const sentAt = new Date(deps.clock.now().getTime() - reply.elapsedTime)
      const arrived = await arrivedOf(deps, request, request.query, () => senderAt(deps, door))
      if ('received' in arrived) return reply.code(202).send(arrived)
      if (!day.take(personKey(door))) refuse('enough_files')
      return granted(await keepAttachment(deps, door, arrived.whole, request.query.id, sentAt))
    },
  )

  app.get(
    '/api/chat/attachments/:id',
    {
      config,
      schema: {
        operationId: 'chatAttachment',
        tags: ['chat'],
        summary: '自己发过的照片或录音',
        security: asGuest,
        params: Id,
        response: fileAnswer,
      },
    },
    async (request, reply) => {
      const resident = await residentAt(deps, doorOf(request, deps))
      if (!resident) throw new Refused(answerTo({ refused: 'not_found' }))
      return sendFile(reply, granted(await readAttachment(deps, resident, request.params.id)))
    },
  )
  done()
}

async function senderAt(deps: Deps, door: Door) {
  const conversation = await openConversation(deps, door)
  return granted(conversation ? { county: door.county, owner: conversation.residentId } : { refused: 'unknown_county' })
}

/** The kind was found out from the bytes when it was kept, and nosniff holds the browser to it. */
export function sendFile(reply: FastifyReply, file: { mime: string; bytes: Uint8Array }): FastifyReply {
  return reply.type(file.mime).header('content-disposition', 'inline').send(Buffer.from(file.bytes))
}

export const attachmentRoutes = plugin('attachment-routes', ['@fastify/rate-limit'], routes)
