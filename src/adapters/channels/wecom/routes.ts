import type { FastifyPluginCallback } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import { callbackRoutes } from '../callback-routes.ts'
import { type CallbackSecrets, readCallback, verifyAddress } from './callback.ts'
import type { WeComDesk } from './desk.ts'
import { readIncoming } from './incoming.ts'

/** The callback of the application: nothing but "received" goes out; answers are messages of their own. */
export function weComRoutes(deps: Deps, secrets: CallbackSecrets, desk: WeComDesk): FastifyPluginCallback {
  return callbackRoutes(deps, {
    path: '/channels/wecom',
    whose: 'WeCom',
    verify: (query, now) => verifyAddress(secrets, query, now),
    async take(query, body, now) {
      const read = readCallback(secrets, query, body, now)
      if ('refused' in read) return read
      const incoming = readIncoming(read.fields, secrets.agentId)
      // One that we cannot read comes no better a second time.
      if (incoming) await desk.take(incoming, read.xml)
      return { plain: '' }
    },
  })
}
