import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import { Registry } from 'prom-client'
import { z } from 'zod'
import { problems } from './describe.ts'
import { type Parts, plugin } from './parts.ts'
import { refuse } from './problems.ts'

const Health = z.object({ status: z.literal('ok') })
const tags = ['operation']
const OK = { status: 'ok' } as const

const routes: FastifyPluginCallbackZod<Parts> = (app, { ready, metrics, registries }, done) => {
  const config = { rateLimit: false as const }
  const whenReady = async () => ((await ready().catch(() => false)) ? OK : refuse('not_ready'))
  const schema = (operationId: string, summary: string) => ({
    tags,
    operationId,
    summary,
    response: { 200: Health, ...problems },
  })

  app.get('/health/live', { config, schema: schema('live', '进程还活着') }, async () => OK)
  app.get('/health/ready', { config, schema: schema('ready', '可以接待了') }, whenReady)
  app.get('/health', { config, schema: schema('health', '活着，并且可以接待') }, whenReady)
  app.get(
    '/metrics',
    {
      config,
      logLevel: 'warn',
      schema: {
        tags,
        operationId: 'metrics',
        summary: '运行指标（Prometheus）',
        response: {
          200: { description: 'Prometheus text.', content: { 'text/plain': { schema: z.string() } } },
          ...problems,
        },
      },
    },
    async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await Registry.merge([metrics.registry, ...registries]).metrics()),
  )
  done()
}

export const healthRoutes = plugin('health-routes', [], routes)
