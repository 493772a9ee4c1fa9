import { randomBytes } from 'node:crypto'
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import { chinaDay } from '../../../core/words/when.ts'
import { MOST_BYTES, type Query } from '../wechat-callback.ts'
import { type CallbackSecrets, readCallback, verifyAddress, writeAnswer } from './callback.ts'
import type { OfficialDesk } from './desk.ts'
import { type Incoming, readIncoming } from './incoming.ts'

const PATH = '/channels/official-account'
const CHANNEL = 'official_account'
/** The platform's own machines, a few addresses for all who write. */
const PER_MINUTE = 30_000
/** What the platform takes for "received, no answer". */
const RECEIVED = 'success'

export interface CallbackOptions {
  deps: Deps
  county: string
  secrets: CallbackSecrets
  desk: OfficialDesk
}

/** The callback of the official account: XML in and out, on these two routes alone. */
export function officialRoutes({ deps, county, secrets, desk }: CallbackOptions): FastifyPluginCallback {
  const random = () => ({ bytes: randomBytes(16), nonce: randomBytes(8).toString('hex') })
  const take = async (request: FastifyRequest, reply: FastifyReply) => {
    const query = request.query as Query
    const now = deps.clock.now()
    const body = textOf(request.body)
    const read = body === null ? ({ refused: 'broken' } as const) : readCallback(secrets, query, body, now)
    if ('refused' in read) return refuse(request, reply, read.refused)
    const incoming = readIncoming(read.fields)
    // The platform sent it, so asking again would bring the same.
    if (incoming === null) return reply.type('text/plain; charset=utf-8').send(RECEIVED)
    if (!read.encrypted && (await isReplayed(deps, county, query, incoming))) return refuse(request, reply, 'replayed')
    const text = await desk.take(incoming, read.xml, () => !request.raw.socket.destroyed)
    if (text === '') return reply.type('text/plain; charset=utf-8').send(RECEIVED)
    return reply
      .type('application/xml; charset=utf-8')
      .send(writeAnswer(secrets, incoming, text, deps.clock.now(), random))
  }
  return (app, _options, done) => {
    for (const type of ['text/xml', 'application/xml'])
      app.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body))
    const route = { schema: { hide: true }, config: { rateLimit: { max: PER_MINUTE, timeWindow: 60_000 } } }
    app.get(PATH, route, async (request, reply) => {
      const verified = verifyAddress(secrets, request.query as Query, deps.clock.now())
      if ('refused' in verified) return refuse(request, reply, verified.refused)
      return reply.type('text/plain; charset=utf-8').send(verified.echo)
    })
    app.post(PATH, { ...route, bodyLimit: MOST_BYTES }, take)
    done()
  }
}

function refuse(request: FastifyRequest, reply: FastifyReply, why: string): FastifyReply {
  request.log.warn({ why }, 'a callback of the official account was refused')
  return reply.code(403).type('text/plain; charset=utf-8').send('')
}

/**
 * In plain mode the signature says nothing of the body: whoever overhears one could put his own words under it. So a nonce is good for
 * one message, which may come again. It is remembered under the day of its own time: the same one behind midnight too.
 */
async function isReplayed(deps: Deps, county: string, query: Query, { messageId }: Incoming): Promise<boolean> {
  const once = `nonce:${query.timestamp}:${query.nonce}`
  const period = chinaDay(new Date(Number(query.timestamp) * 1000))
  return deps.store.transaction({ kind: 'system', county }, async (tx) => {
    const [first, mine] = [once, `${once}:${messageId}`]
    if (!(await tx.channelUses.take(CHANNEL, first, period, 1, 1)))
      return (await tx.channelUses.used(CHANNEL, mine, period)) === 0
    await tx.channelUses.take(CHANNEL, mine, period, 1, 1)
    return false
  })
}

function textOf(body: unknown): string | null {
  if (!Buffer.isBuffer(body)) return null
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}
