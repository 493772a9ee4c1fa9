/**
 * A resident's phone for tests: `const wang = await ChatClient.connect(url); await wang.hello();
 * await wang.says('房子漏雨').hears(/哪个村/)`. Remembers token and last seq, so `reconnect` comes back like a phone does.
 */
import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import type { z } from 'zod'
import type { Block } from '../../src/contract/block.ts'
import type { Inbound, ServerFrame, TurnView, Welcome } from '../../src/contract/chat.ts'

type Frame = z.infer<typeof ServerFrame>
type ErrorFrame = Extract<Frame, { type: 'error' }>
type Who = { token?: string; village?: string; county?: string; lastSeq?: number }

const PATIENCE_MS = 15_000

/** The server said no; `frame` holds its code. */
export class ChatError extends Error {
  readonly frame: ErrorFrame
  constructor(frame: ErrorFrame) {
    super(`${frame.code}: ${frame.message}`)
    this.frame = frame
  }
}

export class ChatClient {
  readonly url: string
  token: string | undefined
  lastSeq = 0
  /** Every turn that arrived on any of this client's sockets, in order of arrival. */
  readonly turns: TurnView[] = []
  readonly errors: ErrorFrame[] = []
  readonly frames: Frame[] = []
  #socket: WebSocket
  readonly #headers: Record<string, string>
  readonly #said = new Set<string>()
  readonly #waiting = new Set<(frame: Frame) => void>()
  closed: Promise<{ code: number; reason: string }> = new Promise(() => {})

  private constructor(url: string, socket: WebSocket, headers: Record<string, string>) {
    this.url = url
    this.#headers = headers
    this.#socket = socket
    this.#listen(socket)
  }

  /** @param url of the server, such as `http://127.0.0.1:8080` */
  static async connect(url: string, headers: Record<string, string> = {}): Promise<ChatClient> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/chat`, { headers })
    // Attached at once: a frame may come right behind the opening.
    const client = new ChatClient(url, socket, headers)
    await opened(socket)
    return client
  }

  async hello(who: Who = {}): Promise<Welcome> {
    const token = who.token ?? this.token
    const hello = { type: 'hello', lastSeq: this.lastSeq, ...who, ...(token === undefined ? {} : { token }) }
    const answer = this.next((frame) => frame.type === 'welcome' || frame.type === 'error')
    this.raw(JSON.stringify(hello))
    const frame = await answer
    if (frame.type === 'error') throw new ChatError(frame)
    if (frame.type !== 'welcome') throw new Error('unreachable')
    this.token = frame.token
    return frame
  }

  /** Sends a message and waits for its turn; throws ChatError when it was not taken. */
  async say(message: string | Inbound, id: string = randomUUID()): Promise<TurnView> {
    this.#said.add(id)
    const answer = this.next(
      (frame) => (frame.type === 'turn' && frame.turn.messageId === id) || (frame.type === 'error' && frame.id === id),
    )
    const inbound: Inbound = typeof message === 'string' ? { kind: 'text', text: message } : message
    this.raw(JSON.stringify({ type: 'message', id, message: inbound }))
    const frame = await answer
    if (frame.type === 'error') throw new ChatError(frame)
    if (frame.type !== 'turn') throw new Error('unreachable')
    return frame.turn
  }

  /** `await wang.says('房子漏雨').hears(/哪个村/)` */
  says(text: string): { hears(pattern: RegExp): Promise<TurnView> } {
    const answer = this.say(text)
    return {
      async hears(pattern) {
        const turn = await answer
        const heard = words(turn)
        if (!pattern.test(heard)) throw new Error(`said ${text}, expected ${pattern}, heard: ${heard}`)
        return turn
      },
    }
  }

  /** Turns that came without our asking: news of a report. */
  get pushed(): TurnView[] {
    return this.turns.filter((turn) => turn.messageId === null || !this.#said.has(turn.messageId))
  }

  /** Waits for the next frame that fits. */
  next(fits: (frame: Frame) => boolean): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        this.#waiting.delete(look)
        reject(new Error(`no such frame within ${PATIENCE_MS} ms; got ${JSON.stringify(this.frames.slice(-5))}`))
      }, PATIENCE_MS)
      const look = (frame: Frame) => {
        if (!fits(frame)) return
        clearTimeout(late)
        this.#waiting.delete(look)
        resolve(frame)
      }
      this.#waiting.add(look)
    })
  }

  /** Waits until the turn with this seq has arrived. */
  async turn(seq: number): Promise<TurnView> {
    const here = this.turns.find((turn) => turn.seq === seq)
    if (here) return here
    const frame = await this.next((each) => each.type === 'turn' && each.turn.seq === seq)
    if (frame.type !== 'turn') throw new Error('unreachable')
    return frame.turn
  }

  raw(data: string | Buffer): void {
    this.#socket.send(data)
  }

  async ping(): Promise<void> {
    const answer = this.next((frame) => frame.type === 'pong')
    this.raw(JSON.stringify({ type: 'ping' }))
    await answer
  }

  /** Stops reading, as a phone out of the valley does: its end stays open and nothing is answered. */
  deaf(): void {
    this.#socket.pause()
  }

  async close(): Promise<void> {
    this.#socket.close()
    await this.closed
  }

  /** Drops the line, as a phone does in the valley, and comes back with what it remembers. */
  async reconnect(): Promise<Welcome> {
    this.#socket.terminate()
    await this.closed
    this.#socket = new WebSocket(`${this.url.replace(/^http/, 'ws')}/chat`, { headers: this.#headers })
    this.#listen(this.#socket)
    await opened(this.#socket)
    return this.hello()
  }

  #listen(socket: WebSocket): void {
    this.closed = new Promise((resolve) =>
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })),
    )
    socket.on('error', () => {})
    socket.on('message', (data) => {
      const frame = JSON.parse(data.toString()) as Frame
      this.frames.push(frame)
      if (frame.type === 'error') this.errors.push(frame)
      if (frame.type === 'turn') {
        this.turns.push(frame.turn)
        this.lastSeq = Math.max(this.lastSeq, frame.turn.seq)
      }
      for (const look of [...this.#waiting]) look(frame)
    })
  }
}

/** All that a turn says, as one text. */
export function words(turn: TurnView): string {
  return turn.replies.map(wordsOf).join('\n')
}

function wordsOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.text
    case 'quick_replies':
      return block.options.join(' ')
    case 'card':
      return [block.title, block.text, ...block.rows.map((row) => `${row.label} ${row.value}`)].join(' ')
    case 'receipt':
      return [...block.leads.map((lead) => `${lead.number} ${lead.holder}`), block.text].join(' ')
  }
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
    socket.once('unexpected-response', (_request, response) => {
      socket.once('error', () => {})
      reject(new Error(`refused with ${response.statusCode}`))
    })
  })
}
