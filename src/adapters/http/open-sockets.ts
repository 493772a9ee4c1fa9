import type { WebSocket } from '@fastify/websocket'
import type { Metrics } from './metrics.ts'

export type SocketKind = 'chat' | 'queue' | 'bot'

/** Every open socket of this process: counted, and pinged so that dead ones (a phone out of the valley) are let go. */
export class OpenSockets {
  readonly #answered = new Map<WebSocket, boolean>()
  readonly #metrics: Metrics
  readonly #beat: NodeJS.Timeout

  constructor(metrics: Metrics, heartbeatMs: number) {
    this.#metrics = metrics
    this.#beat = setInterval(() => this.#ping(), heartbeatMs)
    this.#beat.unref()
  }

  add(kind: SocketKind, socket: WebSocket): void {
    this.#answered.set(socket, true)
    this.#metrics.sockets.inc({ kind })
    const heard = () => this.#answered.set(socket, true)
    socket.on('pong', heard)
    socket.on('message', heard)
    socket.once('close', () => {
      this.#answered.delete(socket)
      this.#metrics.sockets.dec({ kind })
    })
  }

  stop(): void {
    clearInterval(this.#beat)
  }

  #ping(): void {
    for (const [socket, answered] of this.#answered) {
      if (!answered) {
        socket.terminate()
        continue
      }
      this.#answered.set(socket, false)
      if (socket.readyState === socket.OPEN) socket.ping()
    }
  }
}
