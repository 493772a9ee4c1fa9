import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actOnMyReport } from '../../app/act-on-my-report.ts'
import { listMyReports, readMyReport } from '../../app/my-reports.ts'
import { MyReport, MyReportAct, MyReports } from '../../contract/my-reports.ts'
import { personKey } from './chat-door.ts'
import { asGuest, Id, problems } from './describe.ts'
import { doorOf } from './guest.ts'
import { type Parts, plugin } from './parts.ts'
import { granted, refuse } from './problems.ts'
import { perMinute } from './security.ts'
import { TokenBuckets } from './token-bucket.ts'

const common = { tags: ['chat'], security: asGuest }

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps, limits, chat }, done) => {
  const config = { rateLimit: perMinute(limits.chatPerMinute) }
  const buckets = new TokenBuckets(limits.burst, limits.perSecond)

  app.get(
    '/api/chat/reports',
    {
      config,
      schema: {
        ...common,
        operationId: 'myReports',
        summary: '我的申报：办到哪里、谁在办、什么时候前',
        response: { 200: MyReports, ...problems },
      },
    },
    async (request) => listMyReports(deps, doorOf(request, deps)),
  )
  app.get(
    '/api/chat/reports/:id',
    {
      config,
      schema: {
        ...common,
        operationId: 'myReport',
        summary: '我报的一件事',
        params: Id,
        response: { 200: MyReport, ...problems },
      },
    },
    async (request) => granted(await readMyReport(deps, doorOf(request, deps), request.params.id)),
  )
  app.post(
    '/api/chat/reports/:id/acts',
    {
      config,
      schema: {
        ...common,
        operationId: 'actOnMyReport',
        summary: '补充、撤回、不满意',
        description:
          'Sent again under the same id it is done once. It stands in the chat too, as a turn with its answer.',
        params: Id,
        body: MyReportAct,
        response: {
          200: MyReport,
          204: z.undefined().describe('Taken back, and his no more: somebody else of the same house reported it too.'),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const door = doorOf(request, deps)
      const person = personKey(door)
      if (!buckets.take(person)) refuse('slow_down')
      const { report, turn } = granted(await actOnMyReport(deps, door, request.params.id, request.body))
      chat.taken(person, turn)
      return report ?? reply.code(204).send()
    },
  )
  done()
}

export const myReportRoutes = plugin('my-report-routes', ['@fastify/rate-limit'], routes)
