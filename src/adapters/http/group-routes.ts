import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { makeContactCode } from '../../app/bind-contact.ts'
import { listGroups, registerRobot, removeGroup } from '../../app/register-group.ts'
import { listContacts, unbindContacts } from '../../app/unbind-contact.ts'
import { ContactCode, GroupList, GroupView, MyContacts, NewGroup } from '../../contract/group.ts'
import { Channel } from '../../contract/terms.ts'
import { problems, signedIn } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'
import { cadreOf, requireSession } from './session.ts'

const common = { tags: ['groups'], security: signedIn }
const OneGroup = z.object({ channel: Channel, group: z.string().min(1).max(100) })

const routes: FastifyPluginCallbackZod<Parts> = (app, { deps }, done) => {
  requireSession(app, deps)
  app.post(
    '/api/me/contact-code',
    {
      schema: {
        ...common,
        operationId: 'makeContactCode',
        summary: '取一个绑定码，十分钟内发到企业微信、公众号或微信机器人',
        response: { 200: ContactCode, ...problems },
      },
    },
    async (request) => makeContactCode(deps, cadreOf(request)),
  )
  app.get(
    '/api/me/contacts',
    {
      schema: {
        ...common,
        operationId: 'listContacts',
        summary: '我绑定的企业微信和微信',
        response: { 200: MyContacts, ...problems },
      },
    },
    async (request) => listContacts(deps, cadreOf(request)),
  )
  app.delete(
    '/api/me/contacts',
    {
      schema: {
        ...common,
        operationId: 'unbindContacts',
        summary: '解除我绑定的企业微信或微信；不写渠道就是全部解除',
        querystring: z.object({ channel: Channel.optional() }),
        response: { 204: z.undefined().describe('Not bound any more.'), ...problems },
      },
    },
    async (request, reply) => {
      await unbindContacts(deps, cadreOf(request), request.query.channel ?? null)
      return reply.code(204).send()
    },
  )
  app.get(
    '/api/groups',
    {
      schema: {
        ...common,
        operationId: 'listGroups',
        summary: '我这里登记了哪些群',
        response: { 200: GroupList, ...problems },
      },
    },
    async (request) => listGroups(deps, cadreOf(request)),
  )
  app.post(
    '/api/groups',
    {
      schema: {
        ...common,
        operationId: 'registerGroup',
        summary: '登记一个企业微信群（用群机器人的地址）',
        body: NewGroup,
        response: { 200: GroupView, ...problems },
      },
    },
    async (request) => granted(await registerRobot(deps, cadreOf(request), request.body)),
  )
  app.delete(
    '/api/groups/:channel/:group',
    {
      schema: {
        ...common,
        operationId: 'removeGroup',
        summary: '取消登记一个群',
        params: OneGroup,
        response: { 204: z.undefined().describe('Registered no more.'), ...problems },
      },
    },
    async (request, reply) => {
      const { channel, group } = request.params
      granted(await removeGroup(deps, cadreOf(request), channel, group))
      return reply.code(204).send()
    },
  )
  done()
}

export const groupRoutes = plugin('group-routes', ['@fastify/rate-limit'], routes)
