import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { isRefusal } from '../../app/refusal.ts'

/** From well under a frame to the point where a person gives up. */
const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]

/** One registry per server, so that two servers in one process (tests) do not count into each other. */
export function makeMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    requests: new Histogram({
      name: 'mingbai_http_request_seconds',
      help: 'Time to answer a request, by route.',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    }),
    turns: new Counter({
      name: 'mingbai_turns_total',
      help: 'Messages answered with a stored turn, by door; a message sent again counts again.',
      labelNames: ['door'],
      registers,
    }),
    turnSeconds: new Histogram({
      name: 'mingbai_turn_seconds',
      help: 'From taking a message to its committed turn.',
      buckets: SECONDS,
      registers,
    }),
    sockets: new Gauge({ name: 'mingbai_open_sockets', help: 'Open WebSockets.', labelNames: ['kind'], registers }),
    refusals: new Counter({
      name: 'mingbai_refusals_total',
      help: 'Refusals and errors told to clients, by code.',
      labelNames: ['code'],
      registers,
    }),
  }
}
export type Metrics = ReturnType<typeof makeMetrics>

/** Times a message from its arrival to its committed turn; a refusal is none. */
export async function measured<T>(metrics: Metrics, door: 'websocket' | 'http', receive: () => Promise<T>): Promise<T> {
  const done = metrics.turnSeconds.startTimer()
  const result = await receive()
  if (isRefusal(result)) return result
  done()
  metrics.turns.inc({ door })
  return result
}

/** Routes are labelled by pattern: the number of series stays fixed whatever people ask for. */
export function measureRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    if (request.ws) return
    const route = request.routeOptions.url ?? 'none'
    metrics.requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
}
