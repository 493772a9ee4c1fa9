import { setTimeout as sleep } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { z } from 'zod'
import type { Change, ChangeFeed } from '../../app/ports/store.ts'

export const CHANNEL = 'mingbai'
const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 10_000
/** A dead peer is noticed by this at the latest; TCP alone may take hours. */
const HEARTBEAT_MS = 15_000

type Listener = (change: Change | 'resync') => void
type Tell = (change: Change | 'resync' | null) => void
export type OpenFeed = ChangeFeed & { close(): Promise<void> }

/**
 * Must be called before the pool over this PGlite opens, and closed after it: LISTEN goes beside it and would run inside an open
 * transaction.
 */
export async function embeddedFeed(pglite: PGlite): Promise<OpenFeed> {
  const { subscribe, tell } = listeners()
  const stop = await pglite.listen(CHANNEL, (payload) => tell(readChange(payload)))
  return { subscribe, close: () => stop() }
}

/** Listens on a connection of its own; when that breaks, connects again and says 'resync'. */
export async function serverFeed(url: string, onError: (error: Error) => void): Promise<OpenFeed> {
  const { subscribe, tell } = listeners()
  const stop = new AbortController()
  let client = await listen(url, tell)
  const keepListening = async () => {
    while (!stop.signal.aborted) {
      const error = await broken(client, stop.signal)
      await client.end().catch(() => {})
      if (stop.signal.aborted) return
      onError(error)
      for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
        await sleep(wait, undefined, { signal: stop.signal }).catch(() => {})
        if (stop.signal.aborted) return
        try {
          client = await listen(url, tell)
          break
        } catch (again) {
          onError(asError(again))
        }
      }
      tell('resync')
    }
  }
  const listening = keepListening()
  return {
    subscribe,
    async close() {
      stop.abort()
      await listening
      await client.end().catch(() => {})
    },
  }
}

async function listen(url: string, tell: Tell): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, keepAlive: true, connectionTimeoutMillis: LONGEST_WAIT_MS })
  // Without a listener node would end the process; `broken` hears the same error.
  client.on('error', () => {})
  client.on('notification', ({ channel, payload }) => {
    if (channel === CHANNEL && payload) tell(readChange(payload))
  })
  await client.connect()
  await client.query(`listen ${CHANNEL}`)
  return client
}

/** Resolves with the reason once the connection is no good, or when stopped. */
async function broken(client: pg.Client, stop: AbortSignal): Promise<Error> {
  return new Promise((resolve) => {
    const heartbeat = setInterval(
      () => client.query({ text: 'select', query_timeout: HEARTBEAT_MS } as pg.QueryConfig).catch(done),
      HEARTBEAT_MS,
    )
    const done = (error: unknown) => {
      clearInterval(heartbeat)
      resolve(asError(error))
    }
    client.once('error', done)
    client.once('end', () => done(new Error('the listening connection ended')))
    stop.addEventListener('abort', () => done(new Error('stopped')), { once: true })
  })
}

function listeners(): { subscribe: ChangeFeed['subscribe']; tell: Tell } {
  const all = new Set<{ onChange: Listener }>()
  return {
    subscribe(onChange) {
      const entry = { onChange }
      all.add(entry)
      return () => void all.delete(entry)
    },
    tell(change) {
      if (!change) return
      for (const { onChange } of [...all]) onChange(change)
    },
  }
}

/** Whoever can connect to the database may send, and a newer process sends what this one does not know: neither counts. */
function readChange(payload: string): Change | null {
  try {
    return KnownChange.safeParse(JSON.parse(payload)).data ?? null
  } catch {
    return null
  }
}

const county = z.string().regex(/^\d{6}$/)
/** One for each topic: a kind of change that nobody reads here would reach no other process. */
const SHAPES = {
  lead: z.object({ topic: z.literal('lead'), county, leadId: z.string() }),
  turn: z.object({ topic: z.literal('turn'), county, conversationId: z.string(), seq: z.int() }),
  outbox: z.object({ topic: z.literal('outbox'), county }),
  handover: z.object({ topic: z.literal('handover'), county, handoverId: z.string() }),
  case: z.object({ topic: z.literal('case'), county, caseId: z.string() }),
  comparison: z.object({ topic: z.literal('comparison'), county, comparisonId: z.string() }),
  card_question: z.object({ topic: z.literal('card_question'), county, questionId: z.string() }),
  notice: z.object({ topic: z.literal('notice'), county }),
  post: z.object({ topic: z.literal('post'), county }),
  bot: z.object({ topic: z.literal('bot'), county, nth: z.int() }),
  roster: z.object({ topic: z.literal('roster'), county }),
  duty: z.object({ topic: z.literal('duty'), county }),
  broadcast: z.object({ topic: z.literal('broadcast'), county, broadcastId: z.string() }),
} satisfies { [Topic in Change['topic']]: z.ZodType<Extract<Change, { topic: Topic }>> }
const KnownChange = z.union(Object.values(SHAPES))

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
