import type { WebSocket } from '@fastify/websocket'
import { CLOSES, type Close } from './closes.ts'
import type { Limits } from './limits.ts'

/** Time for the closing handshake of a reader that takes nothing any more. */
const LINGER_MS = 5_000
const DRAIN_POLL_MS = 20

/** One socket as its protocol sees it: frames go out as JSON, and a reader that does not keep up is let go. */
export class Line<Frame> {
  readonly #socket: WebSocket
  readonly #limits: Limits

  constructor(socket: WebSocket, limits: Limits) {
    this.#socket = socket
    this.#limits = limits
  }

  get open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  send(frame: Frame): void {
    if (!this.open) return
    this.#socket.send(JSON.stringify(frame))
    // What he does not read piles up in our memory; he gets it all by replay when he comes back.
    if (this.#socket.bufferedAmount > this.#limits.buffer) this.close('too_slow')
  }

  /** Resolves when the reader has taken most of what was sent: long replays wait here instead of overrunning him. */
  async drained(): Promise<void> {
    while (this.open && this.#socket.bufferedAmount > this.#limits.buffer / 2) {
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS))
    }
  }

  close(why: Close): void {
    if (this.#socket.readyState >= this.#socket.CLOSING) return
    this.#socket.close(CLOSES[why].code, CLOSES[why].reason)
    setTimeout(() => this.#socket.terminate(), LINGER_MS).unref()
  }
}
