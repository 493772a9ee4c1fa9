import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { reportEmploymentServices, reportWorkBonus } from '../../app/report-employment.ts'
import { reportKeyGroups } from '../../app/report-key-groups.ts'
import { recordFigure, reportShares } from '../../app/report-shares.ts'
import { reportSubsidies } from '../../app/report-subsidies.ts'
import {
  BonusReport,
  EmploymentReport,
  KeyGroupsReport,
  RecordFigure,
  ReportPage,
  SharesQuery,
  SharesReport,
  SubsidiesReport,
  YearQuery,
} from '../../contract/help-reports.ts'
import { problems, signedIn } from './describe.ts'
import { Recorded } from './measure-routes.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const common = { tags: ['reports'], security: signedIn }

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)

  app.get(
    '/api/reports/key-groups',
    {
      schema: {
        ...common,
        operationId: 'reportKeyGroups',
        summary: '全县重点户怎么算、有哪些、哪些镇多（会留痕）',
        querystring: ReportPage,
        response: { 200: KeyGroupsReport, ...problems },
      },
    },
    async (request) => granted(await reportKeyGroups(deps, cadreOf(request), false, request.query)),
  )
  app.post(
    '/api/reports/key-groups',
    {
      schema: {
        ...common,
        operationId: 'enterKeyGroups',
        summary: '把算出来的重点户记进台账，风险消除才出',
        querystring: ReportPage,
        response: { 200: KeyGroupsReport, ...problems },
      },
    },
    async (request) => granted(await reportKeyGroups(deps, cadreOf(request), true, request.query)),
  )
  app.get(
    '/api/reports/work-bonus',
    {
      schema: {
        ...common,
        operationId: 'reportWorkBonus',
        summary: '务工奖励：谁有、最多多少、怎么算',
        querystring: YearQuery,
        response: { 200: BonusReport, ...problems },
      },
    },
    async (request) => reportWorkBonus(deps, cadreOf(request), request.query.year ?? null, request.query),
  )
  app.get(
    '/api/reports/employment-services',
    {
      schema: {
        ...common,
        operationId: 'reportEmploymentServices',
        querystring: ReportPage,
        summary: '想找活的人，这个季度还差哪些服务',
        response: { 200: EmploymentReport, ...problems },
      },
    },
    async (request) => reportEmploymentServices(deps, cadreOf(request), request.query),
  )
  app.get(
    '/api/reports/subsidies',
    {
      schema: {
        ...common,
        operationId: 'reportSubsidies',
        summary: '发晚了的、过了日子还没发的补贴，最久的在前（会留痕）',
        querystring: ReportPage,
        response: { 200: SubsidiesReport, ...problems },
      },
    },
    async (request) => reportSubsidies(deps, cadreOf(request), request.query),
  )
  app.get(
    '/api/reports/shares',
    {
      schema: {
        ...common,
        operationId: 'reportShares',
        summary: '要达到的比例和监测规模',
        querystring: SharesQuery,
        response: { 200: SharesReport, ...problems },
      },
    },
    async (request) => granted(await reportShares(deps, cadreOf(request), request.query.period ?? null)),
  )
  app.post(
    '/api/reports/figures',
    {
      schema: {
        ...common,
        operationId: 'recordFigure',
        summary: '填一个全县的数，写明从哪来',
        body: RecordFigure,
        response: { 200: Recorded, ...problems },
      },
    },
    async (request) => granted(await recordFigure(deps, cadreOf(request), request.body)),
  )
  done()
}

export const helpReportRoutes = plugin('help-report-routes', ['@fastify/rate-limit'], routes)
