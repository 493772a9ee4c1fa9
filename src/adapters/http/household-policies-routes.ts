import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { readPolicies } from '../../app/household-policies.ts'
import { HouseholdPolicies } from '../../contract/household-policies.ts'
import { Id, problems, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)

  app.get(
    '/api/households/:id/policies',
    {
      schema: {
        tags: ['measures'],
        security: signedIn,
        operationId: 'readPolicies',
        summary: '这户适用的政策：可能符合的、还看不出来的、不符合的和原因（会留痕）',
        params: Id,
        response: { 200: HouseholdPolicies, ...problems },
      },
    },
    async (request) => granted(await readPolicies(deps, cadreOf(request), request.params.id)),
  )
  done()
}

export const householdPoliciesRoutes = plugin('household-policies-routes', ['@fastify/rate-limit'], routes)
