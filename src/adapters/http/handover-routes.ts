import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { answerHandover } from '../../app/answer-handover.ts'
import { listHandovers } from '../../app/list-handovers.ts'
import { readHandover } from '../../app/read-handover.ts'
import { returnHandover } from '../../app/return-handover.ts'
import { revealHandoverPhone } from '../../app/reveal-handover-phone.ts'
import { takeOverHandover } from '../../app/take-over-handover.ts'
import { TurnView } from '../../contract/chat.ts'
import {
  HandoverDetail,
  HandoverList,
  HandoverQuery,
  HandoverReply,
  HandoverSummary,
  TakeOver,
} from '../../contract/handover.ts'
import { Id, problems, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const common = { tags: ['handovers'], security: signedIn }

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)

  app.get(
    '/api/handovers',
    {
      schema: {
        ...common,
        operationId: 'listHandovers',
        summary: '谁在找人说话，等得最久的在前',
        response: { 200: HandoverList, ...problems },
      },
    },
    async (request) => listHandovers(deps, cadreOf(request)),
  )
  app.get(
    '/api/handovers/:id',
    {
      schema: {
        ...common,
        operationId: 'readHandover',
        summary: '看对方说了什么（会留痕）',
        params: Id,
        querystring: HandoverQuery,
        response: { 200: HandoverDetail, ...problems },
      },
    },
    async (request) => granted(await readHandover(deps, cadreOf(request), request.params.id, request.query.after)),
  )
  app.post(
    '/api/handovers/:id/replies',
    {
      schema: {
        ...common,
        operationId: 'answerHandover',
        summary: '回一句话，重发同一个编号不会说两遍',
        params: Id,
        body: HandoverReply,
        response: { 200: TurnView, ...problems },
      },
    },
    async (request) => granted(await answerHandover(deps, cadreOf(request), request.params.id, request.body)),
  )
  app.post(
    '/api/handovers/:id/return',
    {
      schema: {
        ...common,
        operationId: 'returnHandover',
        summary: '说完了，交回机器',
        params: Id,
        response: { 200: TurnView, ...problems },
      },
    },
    async (request) => granted(await returnHandover(deps, cadreOf(request), request.params.id)),
  )
  app.post(
    '/api/handovers/:id/phone',
    {
      schema: {
        ...common,
        operationId: 'revealHandoverPhone',
        summary: '看对方的完整电话（会留痕）',
        params: Id,
        response: { 200: z.object({ phone: z.string() }), ...problems },
      },
    },
    async (request) => granted(await revealHandoverPhone(deps, cadreOf(request), request.params.id)),
  )
  app.post(
    '/api/handovers/:id/holder',
    {
      schema: {
        ...common,
        operationId: 'takeOverHandover',
        summary: '接过来，由我跟他说',
        params: Id,
        body: TakeOver,
        response: { 200: HandoverSummary, ...problems },
      },
    },
    async (request) => granted(await takeOverHandover(deps, cadreOf(request), request.params.id, request.body.from)),
  )
  done()
}

export const handoverRoutes = plugin('handover-routes', ['@fastify/rate-limit'], routes)
