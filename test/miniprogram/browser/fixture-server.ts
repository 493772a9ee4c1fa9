import { fileURLToPath } from 'node:url'
import Fastify from 'fastify'
import { buildPhone } from '../../../miniprogram/web/build/build-phone.ts'
import { guard } from '../../../src/adapters/http/security.ts'
import { phonePage } from '../../../src/console/phone/routes.ts'

/** A mini-program that has each component once, served as the real one is, under the same policy. */
export async function serveFixture(): Promise<{ url: string; close(): Promise<void> }> {
  const app = Fastify()
  guard(app, 10_000)
  app.register(phonePage, { build: () => buildPhone(fileURLToPath(new URL('../fixture', import.meta.url))) })
  app.get('/demo/icon.svg', (_request, reply) =>
    reply.type('image/svg+xml').send('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  )
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return { url, close: () => app.close() }
}
