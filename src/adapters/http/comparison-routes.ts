import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { answerComparison } from '../../app/answer-comparison.ts'
import { listComparisons } from '../../app/list-comparisons.ts'
import { readComparison } from '../../app/read-comparison.ts'
import {
  ComparisonAnswer,
  ComparisonDetail,
  ComparisonList,
  ComparisonQuery,
  ComparisonSummary,
} from '../../contract/comparison.ts'
import { Id, problems, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const common = { tags: ['cases'], security: signedIn }

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)

  app.get(
    '/api/comparisons',
    {
      schema: {
        ...common,
        operationId: 'listComparisons',
        summary: '请部门比对的，等得最久的在前；部门只看到问自己的',
        querystring: ComparisonQuery,
        response: { 200: ComparisonList, ...problems },
      },
    },
    async (request) => listComparisons(deps, cadreOf(request), request.query.state),
  )
  app.get(
    '/api/comparisons/:id',
    {
      schema: {
        ...common,
        operationId: 'readComparison',
        summary: '要比对谁（会留痕）',
        params: Id,
        response: { 200: ComparisonDetail, ...problems },
      },
    },
    async (request) => granted(await readComparison(deps, cadreOf(request), request.params.id)),
  )
  app.post(
    '/api/comparisons/:id/answer',
    {
      schema: {
        ...common,
        operationId: 'answerComparison',
        summary: '部门答复问到的内容，写明来源和日期',
        params: Id,
        body: ComparisonAnswer,
        response: { 200: ComparisonSummary, ...problems },
      },
    },
    async (request) => granted(await answerComparison(deps, cadreOf(request), request.params.id, request.body)),
  )
  done()
}

export const comparisonRoutes = plugin('comparison-routes', ['@fastify/rate-limit'], routes)
