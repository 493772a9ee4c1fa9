import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { demoCadres, demoLogin } from '../../app/demo.ts'
import { Colleague, Session } from '../../contract/account.ts'
import { problems } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { granted } from './problems.ts'

const DemoLogin = z.object({ cadreId: z.uuid() })
const tags = ['demo']

/** Registered only where the demo county is served: elsewhere these addresses do not exist. */
const routes: FastifyPluginCallbackZod<Parts> = (app, { deps, county }, done) => {
  app.get(
    '/api/demo/cadres',
    {
      schema: {
        tags,
        operationId: 'demoCadres',
        summary: '演示县的虚构干部',
        response: { 200: z.array(Colleague), ...problems },
      },
    },
    () => demoCadres(deps, county),
  )
  app.post(
    '/api/demo/login',
    {
      schema: {
        tags,
        operationId: 'demoLogin',
        summary: '以虚构干部的身份登录',
        body: DemoLogin,
        response: { 200: Session, ...problems },
      },
    },
    async ({ body }) => granted(await demoLogin(deps, county, body.cadreId)),
  )
  done()
}

export const demoRoutes = plugin('demo-routes', ['@fastify/rate-limit'], routes)
