import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { readNoticeBoard } from '../../app/read-notice-board.ts'
import { NoticeBoard, NoticeBoardQuery } from '../../contract/notice-board.ts'
import { problems, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)
  app.get(
    '/api/notices',
    {
      schema: {
        tags: ['cases'],
        security: signedIn,
        operationId: 'readNoticeBoard',
        summary: '公示栏：要贴的和正贴着的',
        querystring: NoticeBoardQuery,
        response: { 200: NoticeBoard, ...problems },
      },
    },
    async (request) => granted(await readNoticeBoard(deps, cadreOf(request), request.query)),
  )
  done()
}

export const noticeBoardRoutes = plugin('notice-board-routes', ['@fastify/rate-limit'], routes)
