import helmet from '@fastify/helmet'
import rateLimit, { type RateLimitOptions } from '@fastify/rate-limit'
import type { FastifyInstance } from 'fastify'
import { Refused } from './problems.ts'
import { doorAnswer } from './refusals.ts'

/** Where the mini-program is served. */
const PHONE = /^\/phone\//
const HOST = /^[\w.:[\]-]{1,255}$/

/** Headers for pages served from this origin: own scripts, own styles, own sockets, nothing from elsewhere. */
export function guard(app: FastifyInstance, cadrePerMinute: number): void {
  app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // Pictures are fetched with the session's header and shown as blobs; swagger-ui brings data: icons.
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        // Older web views (WeChat's too) do not count ws: as 'self', so the host is named.
        connectSrc: [
          "'self'",
          (request) => socketSource('ws', request.headers.host),
          (request) => socketSource('wss', request.headers.host),
        ],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        // The page with two phones shows the mini-program in frames; nothing else of ours is shown in one, and nobody else's page shows it.
        frameSrc: ["'self'"],
        frameAncestors: [(request) => (PHONE.test(request.url ?? '') ? "'self'" : "'none'")],
        objectSrc: ["'none'"],
      },
    },
    // The township's server is often reached by plain http inside the government network; whoever ends TLS sets HSTS.
    strictTransportSecurity: false,
  })
  app.register(rateLimit, {
    global: true,
    ...perMinute(cadrePerMinute),
    errorResponseBuilder: () => new Refused(doorAnswer('slow_down')),
  })
  app.addHook('onSend', async (request, reply) => {
    // Answers hold people's words and names: no cache on the way, none on a shared phone.
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
    reply.header('x-request-id', request.id)
  })
}

export function perMinute(max: number): RateLimitOptions {
  return { max, timeWindow: 60_000 }
}

function socketSource(scheme: 'ws' | 'wss', host: string | undefined): string {
  return isHost(host) ? `${scheme}://${host}` : "'self'"
}

/** What a client says in its `host`, if it can be one. */
export function isHost(host: string | undefined): host is string {
  return host !== undefined && HOST.test(host)
}
