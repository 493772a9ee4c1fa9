import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { actOnMeasure } from '../../app/act-on-measure.ts'
import { planMeasure } from '../../app/plan-measure.ts'
import { readMeasures } from '../../app/read-measures.ts'
import { readSuggestions } from '../../app/read-suggestions.ts'
import { recordMonths, recordService } from '../../app/record-employment.ts'
import { setMonitoring } from '../../app/set-monitoring.ts'
import {
  MeasureAction,
  MeasureView,
  MonitoringView,
  PlanMeasure,
  RecordMonths,
  RecordService,
  SetMonitoring,
  Suggestions,
} from '../../contract/measures.ts'
import { Id, problems, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const common = { tags: ['measures'], security: signedIn, params: Id }
const MeasureId = z.object({ id: z.uuid(), measureId: z.uuid() })
export const Recorded = z.object({ recorded: z.int() })

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)

  app.get(
    '/api/households/:id/suggestions',
    {
      schema: {
        ...common,
        operationId: 'readSuggestions',
        summary: '这户适合哪些帮扶，现有措施对不对得上（会留痕）',
        response: { 200: Suggestions, ...problems },
      },
    },
    async (request) => granted(await readSuggestions(deps, cadreOf(request), request.params.id)),
  )
  app.get(
    '/api/households/:id/measures',
    {
      schema: {
        ...common,
        operationId: 'readMeasures',
        summary: '这户的帮扶措施（会留痕）',
        response: { 200: z.array(MeasureView), ...problems },
      },
    },
    async (request) => granted(await readMeasures(deps, cadreOf(request), request.params.id)),
  )
  app.post(
    '/api/households/:id/measures',
    {
      schema: {
        ...common,
        operationId: 'planMeasure',
        summary: '计划一项帮扶',
        body: PlanMeasure,
        response: { 200: MeasureView, ...problems },
      },
    },
    async (request) => granted(await planMeasure(deps, cadreOf(request), request.params.id, request.body)),
  )
  app.post(
    '/api/households/:id/measures/:measureId/actions',
    {
      schema: {
        ...common,
        operationId: 'actOnMeasure',
        summary: '落实、公示、结束一项帮扶',
        params: MeasureId,
        body: MeasureAction,
        response: { 200: MeasureView, ...problems },
      },
    },
    async (request) => {
      const { id: householdId, measureId: id } = request.params
      return granted(await actOnMeasure(deps, cadreOf(request), { householdId, id }, request.body))
    },
  )
  app.put(
    '/api/households/:id/monitoring',
    {
      schema: {
        ...common,
        operationId: 'setMonitoring',
        summary: '登记监测对象：哪一类，哪天起，哪天风险消除',
        body: SetMonitoring,
        response: { 200: MonitoringView, ...problems },
      },
    },
    async (request) => granted(await setMonitoring(deps, cadreOf(request), request.params.id, request.body)),
  )
  app.post(
    '/api/households/:id/employment-services',
    {
      schema: {
        ...common,
        operationId: 'recordService',
        summary: '记一次就业指导、培训或岗位介绍',
        body: RecordService,
        response: { 200: Recorded, ...problems },
      },
    },
    async (request) => granted(await recordService(deps, cadreOf(request), request.params.id, request.body)),
  )
  app.post(
    '/api/households/:id/work-months',
    {
      schema: {
        ...common,
        operationId: 'recordMonths',
        summary: '记家里人在哪几个月干了活',
        body: RecordMonths,
        response: { 200: Recorded, ...problems },
      },
    },
    async (request) => granted(await recordMonths(deps, cadreOf(request), request.params.id, request.body)),
  )
  done()
}

export const measureRoutes = plugin('measure-routes', ['@fastify/rate-limit'], routes)
