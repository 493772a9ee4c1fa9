import { once } from 'node:events'
import { WebSocket } from 'ws'

/** A resident's phone, as light as it can be: it looks at a frame's first and last letters, not into it. */
export class Resident {
  story: string[]
  /** How far he is in it. */
  #place = 0
  readonly #socket: WebSocket
  readonly #n: number
  #said = 0
  #sentAt = 0
  #heard: (latency: number, refusal: string | null, turn: string) => void = () => {}

  private constructor(socket: WebSocket, n: number, story: string[]) {
    this.#socket = socket
    this.#n = n
    this.story = story
    socket.on('message', (data: Buffer) => this.#frame(data.toString()))
  }

  /** Says hello as a new guest. Every few hundred come from an address of their own, as behind the routers of a carrier. */
  static async enter(url: string, n: number, story: string[]): Promise<Resident> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/chat`, {
      perMessageDeflate: false,
      localAddress: `127.0.${1 + (Math.floor(n / 500) % 200)}.1`,
    })
    await once(socket, 'open')
    socket.send('{"type":"hello"}')
    const [welcome] = (await once(socket, 'message')) as [Buffer]
    if (!welcome.toString().startsWith('{"type":"welcome"')) throw new Error(`no welcome: ${welcome}`)
    return new Resident(socket, n, story)
  }

  /** Sends what he says next. @param dueAt when it should have been sent: a late sender's lateness counts as waiting. */
  say(text: string, heard: (latency: number, refusal: string | null, turn: string) => void, dueAt?: number): void {
    this.#heard = heard
    this.#sentAt = dueAt ?? performance.now()
    const id = `bench-${this.#n}-${++this.#said}`
    this.#socket.send(JSON.stringify({ type: 'message', id, message: { kind: 'text', text } }))
  }

  next(): string {
    return this.story[this.#place++ % this.story.length] as string
  }

  turnTo(story: string[]): void {
    this.story = story
    this.#place = 0
  }

  leave(): void {
    this.#socket.terminate()
  }

  #frame(frame: string): void {
    if (frame.startsWith('{"type":"turn"')) {
      // News of a report is a turn of the server's own.
      if (frame.includes('"messageId":null')) return
      this.#heard(performance.now() - this.#sentAt, null, frame)
    } else if (frame.startsWith('{"type":"error"')) this.#heard(performance.now() - this.#sentAt, frame, '')
  }
}
