import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import { MOST_BYTES, type Query } from '../wechat-callback.ts'
import { type CallbackSecrets, readCallback, verifyAddress } from './callback.ts'
import type { WeComDesk } from './desk.ts'
import { readIncoming } from './incoming.ts'

const PATH = '/channels/wecom'
/** The platform's own machines, a few addresses for all who write. */
const PER_MINUTE = 30_000

/** The callback of the application: XML comes in, nothing but "received" goes out; answers are messages of their own. */
export function weComRoutes(deps: Deps, secrets: CallbackSecrets, desk: WeComDesk): FastifyPluginCallback {
  return (app, _options, done) => {
    for (const type of ['text/xml', 'application/xml'])
      app.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body))
    const route = { schema: { hide: true }, config: { rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } } }
    app.get(PATH, route, async (request, reply) => {
      const verified = verifyAddress(secrets, request.query as Query, deps.clock.now())
      if ('refused' in verified) return refuse(request, reply, verified.refused)
      return reply.type('text/plain').send(verified.echo)
    })
    app.post(PATH, { ...route, bodyLimit: MOST_BYTES }, async (request, reply) => {
      const body = textOf(request.body)
      const query = request.query as Query
      const read =
        body === null ? ({ refused: 'broken' } as const) : readCallback(secrets, query, body, deps.clock.now())
      if ('refused' in read) return refuse(request, reply, read.refused)
      const incoming = readIncoming(read.fields, secrets.agentId)
      // One that we cannot read comes no better a second time.
      if (incoming) await desk.take(incoming, read.xml)
      return reply.type('text/plain').send('')
    })
    done()
  }
}

function refuse(request: FastifyRequest, reply: FastifyReply, why: string): FastifyReply {
  request.log.warn({ why }, 'a callback of WeCom was refused')
  return reply.code(403).type('text/plain').send('')
}

function textOf(body: unknown): string | null {
  if (!Buffer.isBuffer(body)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}
