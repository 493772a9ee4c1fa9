import { randomBytes } from 'node:crypto'
import type { FastifyPluginCallback } from 'fastify'
import type { Deps } from '../../../app/deps.ts'
import { chinaDay } from '../../../core/words/when.ts'
import { callbackRoutes } from '../callback-routes.ts'
import type { Query } from '../wechat-callback.ts'
import { type CallbackSecrets, readCallback, verifyAddress, writeAnswer } from './callback.ts'
import type { OfficialDesk } from './desk.ts'
import { type Incoming, readIncoming } from './incoming.ts'

const CHANNEL = 'official_account'
/** What the platform takes for "received, no answer". */
const RECEIVED = 'success'

export interface CallbackOptions {
  deps: Deps
  county: string
  secrets: CallbackSecrets
  desk: OfficialDesk
}

/** The callback of the official account: what there is to say at once goes out as the answer. */
export function officialRoutes({ deps, county, secrets, desk }: CallbackOptions): FastifyPluginCallback {
  const random = () => ({ bytes: randomBytes(16), nonce: randomBytes(8).toString('hex') })
  return callbackRoutes(deps, {
    path: '/channels/official-account',
    whose: 'the official account',
    verify: (query, now) => verifyAddress(secrets, query, now),
    async take(query, body, now, request) {
      const read = readCallback(secrets, query, body, now)
      if ('refused' in read) return read
      const incoming = readIncoming(read.fields)
      // The platform sent it, so asking again would bring the same.
      if (incoming === null) return { plain: RECEIVED }
      if (!read.encrypted && (await isReplayed(deps, county, query, incoming))) return { refused: 'replayed' }
      const text = await desk.take(incoming, read.xml, () => !request.raw.socket.destroyed)
      return text === '' ? { plain: RECEIVED } : { xml: writeAnswer(secrets, incoming, text, deps.clock.now(), random) }
    },
  })
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
