import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { listCaseNotices, seeCaseNotice } from '../../app/case-notices.ts'
import { CaseNoticeList } from '../../contract/case-notice.ts'
import { Id, problems, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const common = { tags: ['cases'], security: signedIn }

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)
  app.get(
    '/api/case-notices',
    {
      schema: {
        ...common,
        operationId: 'listCaseNotices',
        summary: '各户办到哪一步的通知，还没人看过的',
        response: { 200: CaseNoticeList, ...problems },
      },
    },
    (request) => listCaseNotices(deps, cadreOf(request)),
  )
  app.post(
    '/api/case-notices/:id/seen',
    {
      schema: {
        ...common,
        operationId: 'seeCaseNotice',
        summary: '这条通知看过了',
        params: Id,
        response: { 200: z.object({ seen: z.literal(true) }), ...problems },
      },
    },
    async (request) => granted(await seeCaseNotice(deps, cadreOf(request), request.params.id)),
  )
  done()
}

export const caseNoticeRoutes = plugin('case-notice-routes', ['@fastify/rate-limit'], routes)
