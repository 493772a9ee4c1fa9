import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../app/deps.ts'
import { MOST_BYTES, type Query } from './wechat-callback.ts'

/** The platform's own machines, a few addresses for all who write. */
const PER_MINUTE = 30_000
const PLAIN = 'text/plain; charset=utf-8'

/** XML, or nothing but plain text such as that it was received. */
export type Answer = { xml: string } | { plain: string } | { refused: string }

export interface CallbackDoor {
  path: string
  /** Whose callback it is, for the log. */
  whose: string
  /** The platform asks whether the address is ours: the text to answer. */
  verify(query: Query, now: Date): { echo: string } | { refused: string }
  /** A message or event; resolves when the platform may be told of it. */
  take(query: Query, body: string, now: Date, request: FastifyRequest): Promise<Answer>
}

/** The two routes of a platform's callback: XML in and out, on these alone. Whoever is refused is told nothing. */
export function callbackRoutes({ clock }: Pick<Deps, 'clock'>, door: CallbackDoor): FastifyPluginCallback {
  const refuse = (request: FastifyRequest, reply: FastifyReply, why: string) => {
    request.log.warn({ why }, `a callback of ${door.whose} was refused`)
    return reply.code(403).type(PLAIN).send('')
  }
  return (app, _options, done) => {
    for (const type of ['text/xml', 'application/xml'])
      app.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body))
    const route = { schema: { hide: true }, config: { rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } } }
    app.get(door.path, route, async (request, reply) => {
      const verified = door.verify(request.query as Query, clock.now())
      if ('refused' in verified) return refuse(request, reply, verified.refused)
      return reply.type(PLAIN).send(verified.echo)
    })
    app.post(door.path, { ...route, bodyLimit: MOST_BYTES }, async (request, reply) => {
      const body = textOf(request.body)
      if (body === null) return refuse(request, reply, 'broken')
      const answer = await door.take(request.query as Query, body, clock.now(), request)
      if ('refused' in answer) return refuse(request, reply, answer.refused)
      if ('xml' in answer) return reply.type('application/xml; charset=utf-8').send(answer.xml)
      return reply.type(PLAIN).send(answer.plain)
    })
    done()
  }
}

function textOf(body: unknown): string | null {
  if (!Buffer.isBuffer(body)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}
