import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { keepCaseAttachment } from '../../app/keep-case-attachment.ts'
import { AttachmentBody } from '../../contract/chat.ts'
import { Id, problems, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted, Refused, refuse } from './problems.ts'
import { doorAnswer } from './refusals.ts'
import { cadreOf, requireSession } from './session.ts'

/** A plugin of its own, because it alone takes files as they are. They are read by /api/attachments/:id, as those of leads. */
const routes: FastifyPluginCallbackZod<Parts> = (app, { deps, limits }, done) => {
  requireSession(app, deps)
  app.addContentTypeParser(
    /^(image|audio)\//,
    { parseAs: 'buffer', bodyLimit: limits.attachment },
    (_request, body, parsed) => parsed(null, body),
  )
  app.post(
    '/api/cases/:id/attachments',
    {
      bodyLimit: limits.attachment,
      errorHandler: (error) => {
        throw error.statusCode === 413 ? new Refused(doorAnswer('file_too_large')) : error
      },
      schema: {
        tags: ['cases'],
        security: signedIn,
        operationId: 'attachToCase',
        summary: '上传这户的照片，再在办理时引用',
        description: 'Raw bytes as the body; Content-Type image/* or audio/*. JPEG, PNG, WebP, AMR and MP3 are kept.',
        consumes: ['image/*', 'audio/*'],
        params: Id,
        body: z.custom<unknown>(),
        response: { 200: AttachmentBody, ...problems },
      },
    },
    async (request) => {
      if (!Buffer.isBuffer(request.body)) refuse('wrong_media_type')
      return granted(await keepCaseAttachment(deps, cadreOf(request), request.params.id, request.body))
    },
  )
  done()
}

export const caseFileRoutes = plugin('case-file-routes', ['@fastify/rate-limit'], routes)
