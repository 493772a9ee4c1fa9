import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { commandCase } from '../../app/act-on-case.ts'
import { listCases } from '../../app/list-cases.ts'
import { openCaseOf } from '../../app/open-case.ts'
import { readCase } from '../../app/read-case.ts'
import { CaseDetail } from '../../contract/case.ts'
import { CaseCommand } from '../../contract/case-command.ts'
import { CasePage, CaseQuery } from '../../contract/case-list.ts'
import { Id, problems, problemsOnCases, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const common = { tags: ['cases'], security: signedIn }

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)

  app.post(
    '/api/leads/:id/case',
    {
      schema: {
        ...common,
        operationId: 'openCase',
        summary: '核实属实的线索立案；这户正在办的，并到一起',
        params: Id,
        response: { 200: CaseDetail, ...problems },
      },
    },
    async (request) => granted(await openCaseOf(deps, cadreOf(request), request.params.id)),
  )
  app.get(
    '/api/cases',
    {
      schema: {
        ...common,
        operationId: 'listCases',
        summary: '监测对象识别，先到期的在前',
        querystring: CaseQuery,
        response: { 200: CasePage, ...problems },
      },
    },
    async (request) => granted(await listCases(deps, cadreOf(request), request.query)),
  )
  app.get(
    '/api/cases/:id',
    {
      schema: {
        ...common,
        operationId: 'readCase',
        summary: '一户办到哪一步的全部情况（会留痕）',
        params: Id,
        response: { 200: CaseDetail, ...problems },
      },
    },
    async (request) => granted(await readCase(deps, cadreOf(request), request.params.id)),
  )
  app.post(
    '/api/cases/:id/commands',
    {
      schema: {
        ...common,
        operationId: 'commandCase',
        summary: '办一步：核实、评议、公示、异议、比对、审核、审批、退回、退出',
        params: Id,
        body: CaseCommand,
        response: { 200: CaseDetail, ...problemsOnCases },
      },
    },
    async (request) => granted(await commandCase(deps, cadreOf(request), request.params.id, request.body)),
  )
  done()
}

export const caseRoutes = plugin('case-routes', ['@fastify/rate-limit'], routes)
