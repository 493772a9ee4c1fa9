import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { enterLead } from '../../app/enter-lead.ts'
import { LeadEntered, NewLeadEntry } from '../../contract/lead-entry.ts'
import { problemsOnCases, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)
  app.post(
    '/api/leads',
    {
      schema: {
        tags: ['leads'],
        security: signedIn,
        operationId: 'enterLead',
        summary: '录入干部摸排或部门比对出的线索，重发同一个编号不会录两次',
        body: NewLeadEntry,
        response: { 200: LeadEntered, ...problemsOnCases },
      },
    },
    async (request) => granted(await enterLead(deps, cadreOf(request), request.body)),
  )
  done()
}

export const leadEntryRoutes = plugin('lead-entry-routes', ['@fastify/rate-limit'], routes)
