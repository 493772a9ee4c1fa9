/** A real server on a free port, over the fake use cases. Import this first: it puts the fakes in place. */
import { createHash, randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { Registry } from 'prom-client'
import { vi } from 'vitest'
import type { Limits } from '../../../src/adapters/http/limits.ts'
import type { Deps } from '../../../src/app/deps.ts'
import { openLog } from '../../../src/log.ts'
import { COUNTY, makeFeed, resetWorld, VILLAGE, world } from './fake-app.ts'

vi.mock('../../../src/app/receive-message.ts', async () => (await import('./fake-app.ts')).app)
vi.mock('../../../src/app/greet.ts', async () => (await import('./fake-app.ts')).app)
vi.mock('../../../src/app/read-turns.ts', async () => (await import('./fake-app.ts')).app)
vi.mock('../../../src/app/keep-attachment.ts', async () => (await import('./fake-app.ts')).app)
vi.mock('../../../src/app/read-attachment.ts', async () => (await import('./fake-app.ts')).app)
vi.mock('../../../src/app/accounts.ts', async () => (await import('./fake-app.ts')).app)
vi.mock('../../../src/app/list-queue.ts', async () => (await import('./fake-app.ts')).app)
vi.mock('../../../src/app/open-lead.ts', async () => (await import('./fake-app.ts')).app)
vi.mock('../../../src/app/act-on-lead.ts', async () => (await import('./fake-app.ts')).app)
vi.mock('../../../src/app/reveal-phone.ts', async () => (await import('./fake-app.ts')).app)
vi.mock('../../../src/app/list-colleagues.ts', async () => (await import('./fake-app.ts')).app)
vi.mock('../../../src/app/demo.ts', async () => (await import('./fake-app.ts')).app)

const hash = (value: string) => createHash('sha256').update(`key:${value}`).digest('base64url')

/** All that this adapter itself takes from the deps: guest tokens and which counties are served. */
const deps = {
  vault: { hash, sameHash: (value: string, mac: string) => hash(value) === mac },
  ids: { uuid: () => randomUUID(), secret: () => randomUUID() },
  clock: { now: () => new Date() },
  regions: (county: string) =>
    world.served.includes(county) ? { get: (code: string) => (code === VILLAGE ? { code } : null) } : null,
  demo: true,
} as unknown as Deps

export interface Running {
  url: string
  feed: ReturnType<typeof makeFeed>
  /** What the server logged so far. */
  log: () => string
  app: FastifyInstance
  /** `get /api/leads/{id}`, as the plugins registered them. */
  routes: string[]
  close: () => Promise<void>
}

export async function startServer(
  options: {
    limits?: Partial<Limits>
    demo?: boolean
    ready?: () => Promise<boolean>
    origins?: string[]
    registries?: Registry[]
  } = {},
): Promise<Running> {
  resetWorld()
  vi.clearAllMocks()
  const { buildServer } = await import('../../../src/adapters/http/server.ts')
  const feed = makeFeed()
  const lines: string[] = []
  const logger = openLog('info', { write: (line: string) => void lines.push(line) })
  const app = buildServer({
    deps,
    feed,
    county: COUNTY,
    logger,
    demo: true,
    ready: async () => true,
    drawPicture: () => Promise.reject(new Error('nothing is drawn here')),
    ...options,
  })
  const routes: string[] = []
  app.addHook('onRoute', ({ method, url }) => {
    for (const each of [method].flat()) routes.push(`${each.toLowerCase()} ${url.replace(/:(\w+)/g, '{$1}')}`)
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return { url, feed, app, routes, log: () => lines.join(''), close: () => app.close() }
}
