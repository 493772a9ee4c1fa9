import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import { ClientFrame, type ServerFrame } from '../../contract/chat.ts'
import { ChatConnection } from './chat-connection.ts'
import { upgraded } from './describe.ts'
import { requireSameOrigin } from './origin.ts'
import { type Parts, plugin } from './parts.ts'
import { refuse } from './problems.ts'
import { perMinute } from './security.ts'
import { serveSocket } from './sockets.ts'

const TYPES = ['hello', 'message', 'ping']

const routes: FastifyPluginCallbackZod<Parts> = (app, parts, done) => {
  app.route({
    method: 'GET',
    url: '/chat',
    schema: {
      operationId: 'chatSocket',
      tags: ['chat'],
      summary: '农户聊天（WebSocket）',
      description:
        'Upgrade to a WebSocket; frames are JSON texts. The client sends `ChatClientFrame`, first `hello` within ten ' +
        'seconds; the server sends `ChatServerFrame`. See the description of this document.',
      response: upgraded,
    },
    config: { rateLimit: perMinute(parts.limits.chatPerMinute) },
    preValidation: (request) => requireSameOrigin(request, parts.origins),
    handler: () => refuse('upgrade_required'),
    wsHandler: (socket, request) =>
      serveSocket<ClientFrame, z.infer<typeof ServerFrame>>(parts, socket, request, (line) => {
        const connection = new ChatConnection(parts, line, request.log)
        return {
          kind: 'chat',
          schema: ClientFrame,
          types: TYPES,
          greeted: () => connection.greeted,
          take: (frame) => connection.take(frame),
          error: (code, message, id) => connection.error(code, message, id),
          left: () => connection.left(),
        }
      }),
  })
  done()
}

export const chatSocket = plugin('chat-socket', ['@fastify/websocket', '@fastify/rate-limit'], routes)
