import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { acceptInvitation, invite, login, logout } from '../../app/accounts.ts'
import { AcceptInvitation, Login, Me, Session } from '../../contract/account.ts'
import { Id, problems, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { perMinute } from './security.ts'
import { bearer, cadreOf, requireSession } from './session.ts'

const Invitation = z.object({ code: z.string(), expiresAt: z.iso.datetime() })

const atTheDoor: FastifyPluginCallbackZod<Parts> = (app, { deps, county, limits }, done) => {
  const config = { rateLimit: perMinute(limits.loginPerMinute) }
  app.post(
    '/api/accounts/accept-invitation',
    {
      config,
      schema: {
        operationId: 'acceptInvitation',
        tags: ['accounts'],
        summary: '用邀请码开通账号',
        body: AcceptInvitation,
        response: { 200: Session, ...problems },
      },
    },
    async ({ body }) => granted(await acceptInvitation(deps, body.county ?? county, body)),
  )
  app.post(
    '/api/login',
    {
      config,
      schema: {
        operationId: 'login',
        tags: ['accounts'],
        summary: '登录',
        body: Login,
        response: { 200: Session, ...problems },
      },
    },
    async ({ body }) => granted(await login(deps, body.county ?? county, body)),
  )
  done()
}

const inside: FastifyPluginCallbackZod<Parts> = (app, { deps, queue }, done) => {
  requireSession(app, deps)
  app.post(
    '/api/logout',
    {
      schema: {
        operationId: 'logout',
        tags: ['accounts'],
        summary: '退出登录',
        security: signedIn,
        response: { 204: z.undefined().describe('Signed out.'), ...problems },
      },
    },
    async (request, reply) => {
      const token = bearer(request) ?? ''
      await logout(deps, token)
      queue.signOut(token)
      return reply.code(204).send()
    },
  )
  app.get(
    '/api/me',
    {
      schema: {
        operationId: 'me',
        tags: ['accounts'],
        summary: '我是谁、管哪里',
        security: signedIn,
        response: { 200: Me, ...problems },
      },
    },
    async (request) => {
      const { cadreId, name, role, county, areas, demo } = cadreOf(request)
      return { id: cadreId, name, role, county, areas, demo }
    },
  )
  app.post(
    '/api/cadres/:id/invitation',
    {
      schema: {
        operationId: 'invite',
        tags: ['accounts'],
        summary: '给一位干部发邀请码（管理员）',
        security: signedIn,
        params: Id,
        response: { 200: Invitation, ...problems },
      },
    },
    async (request) => granted(await invite(deps, cadreOf(request), request.params.id)),
  )
  done()
}

export const loginRoutes = plugin('login-routes', ['@fastify/rate-limit'], atTheDoor)
export const accountRoutes = plugin('account-routes', ['@fastify/rate-limit'], inside)
