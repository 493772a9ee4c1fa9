import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { completeDuty } from '../../app/complete-duty.ts'
import { countDuties, listDuties, listStandingDuties } from '../../app/list-duties.ts'
import {
  DutyCounts,
  DutyCountsQuery,
  DutyDone,
  DutyPage,
  DutyQuery,
  DutyView,
  StandingDuties,
} from '../../contract/duty.ts'
import { Id, problems, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const common = { tags: ['duties'], security: signedIn }

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)

  app.get(
    '/api/duties',
    {
      schema: {
        ...common,
        operationId: 'listDuties',
        summary: '这个月的周期任务，先到期的在前',
        querystring: DutyQuery,
        response: { 200: DutyPage, ...problems },
      },
    },
    async (request) => granted(await listDuties(deps, cadreOf(request), request.query)),
  )
  app.get(
    '/api/duties/counts',
    {
      schema: {
        ...common,
        operationId: 'countDuties',
        summary: '办了多少、超期多少，按村',
        querystring: DutyCountsQuery,
        response: { 200: DutyCounts, ...problems },
      },
    },
    async (request) => countDuties(deps, cadreOf(request), request.query),
  )
  app.get(
    '/api/duties/standing',
    {
      schema: {
        ...common,
        operationId: 'listStandingDuties',
        summary: '没有写明时间、要经常做的事',
        response: { 200: StandingDuties, ...problems },
      },
    },
    async (request) => listStandingDuties(deps, cadreOf(request)),
  )
  app.post(
    '/api/duties/:id/done',
    {
      schema: {
        ...common,
        operationId: 'completeDuty',
        summary: '办完了，写一句办了什么',
        params: Id,
        body: DutyDone,
        response: { 200: DutyView, ...problems },
      },
    },
    async (request) => granted(await completeDuty(deps, cadreOf(request), request.params.id, request.body.words)),
  )
  done()
}

export const dutyRoutes = plugin('duty-routes', ['@fastify/rate-limit'], routes)
