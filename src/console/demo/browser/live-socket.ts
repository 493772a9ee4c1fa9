/** A WebSocket that comes back by itself. Both panels use it; what they say on it is their own affair. */
interface Handlers<In> {
  /** The socket is open: say hello. */
  open(): void
  frame(frame: In): void
  /** True once `ready()` was called; false as soon as the line is gone. */
  state(up: boolean): void
}

export interface LiveSocket<Out> {
  send(frame: Out): void
  /** The other side answered the hello: the line counts as up, and the next loss is mended quickly. */
  ready(): void
  /** Something is wrong with this line: take a new one. */
  drop(): void
  close(): void
}

const FIRST_WAIT_MS = 400
const LONGEST_WAIT_MS = 8_000
const PING_EVERY_MS = 25_000
/** A line that stays silent this long after a ping is dead, whatever the browser believes. */
const SILENCE_MS = 10_000

export function openLive<In, Out>(path: string, handlers: Handlers<In>): LiveSocket<Out> {
  let socket: WebSocket | null = null
  let wait = FIRST_WAIT_MS
  let retry = 0
  let silence = 0
  let closed = false

  function connect() {
    clearTimeout(retry)
    if (socket || closed) return
    const mine = new WebSocket(new URL(path, location.href.replace(/^http/, 'ws')))
    socket = mine
    mine.onopen = () => socket === mine && handlers.open()
    mine.onmessage = ({ data }) => {
      if (socket !== mine) return
      clearTimeout(silence)
      handlers.frame(JSON.parse(data) as In)
    }
    mine.onclose = () => socket === mine && lost()
    expectWord()
  }

  function lost() {
    const gone = socket
    socket = null
    clearTimeout(silence)
    gone?.close()
    handlers.state(false)
    if (closed) return
    // Spread out, so that a village does not come back in one instant after the server was restarted.
    retry = setTimeout(connect, wait * (0.5 + Math.random()))
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  }

  function expectWord() {
    clearTimeout(silence)
    silence = setTimeout(lost, SILENCE_MS)
  }

  function send(frame: object) {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
  }

  const ping = setInterval(() => {
    if (socket?.readyState !== WebSocket.OPEN) return
    send({ type: 'ping' })
    expectWord()
  }, PING_EVERY_MS)
  const hurry = () => {
    wait = FIRST_WAIT_MS
    connect()
  }
  const drop = () => void (socket && lost())
  addEventListener('online', hurry)
  addEventListener('offline', drop)
  connect()

  return {
    send: (frame) => send(frame as object),
    ready: () => {
      wait = FIRST_WAIT_MS
      handlers.state(true)
    },
    drop,
    close: () => {
      closed = true
      clearInterval(ping)
      clearTimeout(retry)
      removeEventListener('online', hurry)
      removeEventListener('offline', drop)
      drop()
    },
  }
}
