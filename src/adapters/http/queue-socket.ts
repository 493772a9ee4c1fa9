import type { FastifyBaseLogger } from 'fastify'
import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { whoIs } from '../../app/accounts.ts'
import { isRefusal } from '../../app/refusal.ts'
import { QueueClientFrame, type QueueServerFrame } from '../../contract/lead.ts'
import { upgraded } from './describe.ts'
import type { QueueLine } from './live-queue.ts'
import { safeError } from './logging.ts'
import { requireSameOrigin } from './origin.ts'
import { type Parts, plugin } from './parts.ts'
import { refuse } from './problems.ts'
import { answerTo } from './refusals.ts'
import { perMinute } from './security.ts'
import { type Protocol, serveSocket } from './sockets.ts'

type Frame = z.infer<typeof QueueClientFrame>
const TYPES = ['hello', 'ping']

const routes: FastifyPluginCallbackZod<Parts> = (app, parts, done) => {
  app.route({
    method: 'GET',
    url: '/queue',
    schema: {
      operationId: 'queueSocket',
      tags: ['leads'],
      summary: '待办队列实时更新（WebSocket）',
      description:
        'Upgrade to a WebSocket; frames are JSON texts. The client sends `QueueClientFrame`, first `hello` with its ' +
        'session token; the server sends `QueueServerFrame`. Read the list after `ready`, and again after each `resync`.',
      response: upgraded,
    },
    config: { rateLimit: perMinute(parts.limits.cadrePerMinute) },
    preValidation: (request) => requireSameOrigin(request, parts.origins),
    handler: () => refuse('upgrade_required'),
    wsHandler: (socket, request) =>
      serveSocket<Frame, z.infer<typeof QueueServerFrame>>(parts, socket, request, (line) =>
        queueProtocol(parts, line, request.log),
      ),
  })
  done()
}

function queueProtocol(parts: Parts, line: QueueLine, log: FastifyBaseLogger): Protocol<Frame> {
  let greeted = false
  const error = (code: string, message: string) => {
    parts.metrics.refusals.inc({ code })
    line.send({ type: 'error', code, message })
  }
  const hello = async (token: string) => {
    greeted = true
    try {
      const who = await whoIs(parts.deps, token)
      if (isRefusal(who)) {
        error(who.refused, answerTo(who).detail)
        line.close('signed_out')
        return
      }
      // Watching begins before the client is told to read its list: what changes in between is told twice, never missed.
      if (line.open) parts.queue.watch(who, token, line)
      line.send({ type: 'ready' })
    } catch (cause) {
      log.error({ error: safeError(cause) }, 'a hello to the queue failed')
      line.close('broken')
    }
  }
  return {
    kind: 'queue',
    schema: QueueClientFrame,
    types: TYPES,
    greeted: () => greeted,
    take: (frame) => {
      if (frame.type === 'ping') line.send({ type: 'pong' })
      else if (greeted) error('hello_twice', '已经连上了，不用重复打招呼。')
      else void hello(frame.token)
    },
    error,
    left: () => parts.queue.leave(line),
  }
}

export const queueSocket = plugin('queue-socket', ['@fastify/websocket', '@fastify/rate-limit'], routes)
