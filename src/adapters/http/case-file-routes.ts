import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { keepCaseAttachment } from '../../app/keep-case-attachment.ts'
import { AttachmentBody } from '../../contract/chat.ts'
import { UploadProgress, UploadQuery } from '../../contract/upload.ts'
import { Id, problems, signedIn } from './describe.ts'
import { arrivedOf, FILE_WAYS, fileErrors, RESUMED, takeFiles } from './one-file.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

/** A plugin of its own, because it alone takes files as they are. They are read by /api/attachments/:id, as those of leads. */
const routes: FastifyPluginCallbackZod<Parts> = (app, { deps, limits }, done) => {
  requireSession(app, deps)
  takeFiles(app, limits, /^(image|audio)\//)
  app.post(
    '/api/cases/:id/attachments',
    {
      bodyLimit: limits.attachment,
      ...fileErrors,
      schema: {
        tags: ['cases'],
        security: signedIn,
        operationId: 'attachToCase',
        summary: '上传这户的照片，再在办理时引用',
        description: `JPEG, PNG, WebP, AMR and MP3 are kept. ${RESUMED}`,
        consumes: FILE_WAYS,
        querystring: UploadQuery,
        params: Id,
        body: z.custom<unknown>(),
        response: { 200: AttachmentBody, 202: UploadProgress, ...problems },
      },
    },
    async (request, reply) => {
      const [actor, { id }] = [cadreOf(request), request.query]
      const arrived = await arrivedOf(deps, request, request.query, () => ({
        county: actor.county,
        owner: actor.cadreId,
      }))
      if ('received' in arrived) return reply.code(202).send(arrived)
      return granted(await keepCaseAttachment(deps, actor, request.params.id, arrived.whole, id))
    },
  )
  done()
}

export const caseFileRoutes = plugin('case-file-routes', ['@fastify/rate-limit'], routes)
