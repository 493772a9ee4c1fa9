import { fileURLToPath } from 'node:url'
import websocket from '@fastify/websocket'
import Fastify from 'fastify'
import { buildPhone } from '../../../miniprogram/web/build/build-phone.ts'
import { guard } from '../../../src/adapters/http/security.ts'
import { phonePage } from '../../../src/console/phone/routes.ts'

/** Built once for all files of a process. */
let built: ReturnType<typeof buildPhone> | undefined

/** A mini-program that has each component once, served as the real one is, under the same policy. */
export async function serveFixture(): Promise<{ url: string; close(): Promise<void> }> {
  const app = Fastify()
  guard(app, 10_000)
  app.register(phonePage, { build })
  app.get('/demo/icon.svg', (_request, reply) =>
    reply.type('image/svg+xml').send('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  )
  app.register(websocket)
  app.register(async (inside) => {
    // What came is told back.
    inside.addContentTypeParser(['multipart/form-data', 'image/jpeg'], { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, String(body)),
    )
    inside.post('/echo', ({ body, headers }) => ({ body, type: headers['content-type'], asked: headers['x-asked'] }))
    inside.get('/echo', ({ query }) => query)
    inside.get('/words', (_request, reply) => reply.type('text/plain').send('no JSON'))
    inside.get('/never', () => new Promise(() => {}))
    inside.get('/socket', { websocket: true }, (socket) => {
      socket.on('message', (data) => socket.send(String(data)))
    })
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return { url, close: () => app.close() }
}

function build(): ReturnType<typeof buildPhone> {
  built ??= buildPhone(fileURLToPath(new URL('../fixture', import.meta.url)))
  return built
}
