import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { answerReferral } from '../../app/answer-referral.ts'
import { listReferrals } from '../../app/list-referrals.ts'
import { referHousehold } from '../../app/refer-household.ts'
import { AnswerReferral, Refer, ReferralList, ReferralListQuery, ReferralView } from '../../contract/measures.ts'
import { Id, problems, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const common = { tags: ['measures'], security: signedIn }

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)

  app.post(
    '/api/households/:id/referrals',
    {
      schema: {
        ...common,
        operationId: 'referHousehold',
        summary: '把这户的事转给部门',
        params: Id,
        body: Refer,
        response: { 200: ReferralView, ...problems },
      },
    },
    async (request) => granted(await referHousehold(deps, cadreOf(request), request.params.id, request.body)),
  )
  app.get(
    '/api/referrals',
    {
      schema: {
        ...common,
        operationId: 'listReferrals',
        summary: '转给部门的事：干部看本地的，部门看自己的',
        querystring: ReferralListQuery,
        response: { 200: ReferralList, ...problems },
      },
    },
    async (request) => listReferrals(deps, cadreOf(request), request.query),
  )
  app.post(
    '/api/referrals/:id/answer',
    {
      schema: {
        ...common,
        operationId: 'answerReferral',
        summary: '部门答复，农户会收到消息',
        params: Id,
        body: AnswerReferral,
        response: { 200: ReferralView, ...problems },
      },
    },
    async (request) => granted(await answerReferral(deps, cadreOf(request), request.params.id, request.body)),
  )
  done()
}

export const referralRoutes = plugin('referral-routes', ['@fastify/rate-limit'], routes)
