import { socketAddress } from './server'

interface Handlers<In> {
  /** The socket is open: say hello. */
  open(): void
  frame(frame: In): void
  /** True once `ready()` was called, false as soon as the line is gone. */
  state(up: boolean): void
}

export interface Live<Out> {
  send(frame: Out): void
  /** The other side answered the hello: the line counts as up, and the next loss is mended quickly. */
  ready(): void
  /** Something is wrong with this line: take a new one. */
  drop(): void
  close(): void
}

const FIRST_WAIT_MS = 400
const LONGEST_WAIT_MS = 15_000
const PING_EVERY_MS = 25_000
/** A line that stays silent this long after a ping is dead, whatever the phone believes. */
const SILENCE_MS = 10_000

/** A socket to the county's server that comes back by itself. What is said on it is its users' own affair. */
export function openLive<In, Out>(path: string, handlers: Handlers<In>): Live<Out> {
  let task: WechatMiniprogram.SocketTask | null = null
  let isOpen = false
  let wait = FIRST_WAIT_MS
  let retry = 0
  let silence = 0
  let closed = false

  function connect() {
    clearTimeout(retry)
    if (task || closed) return
    const mine = wx.connectSocket({ url: socketAddress(path), fail: () => task === mine && lost() })
    task = mine
    mine.onOpen(() => {
      if (task !== mine) return
      isOpen = true
      handlers.open()
    })
    mine.onMessage(({ data }) => {
      if (task !== mine) return
      clearTimeout(silence)
      handlers.frame(JSON.parse(String(data)) as In)
    })
    mine.onClose(() => task === mine && lost())
    mine.onError(() => task === mine && lost())
    expectWord()
  }

  function lost() {
    const gone = task
    task = null
    isOpen = false
    clearTimeout(silence)
    // One that never opened can't be closed; WeChat says so, and it does not matter.
    gone?.close({ fail: () => {} })
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

  function send(frame: unknown) {
    if (isOpen) task?.send({ data: JSON.stringify(frame), fail: () => {} })
  }

  const ping = setInterval(() => {
    if (!isOpen) return
    send({ type: 'ping' })
    expectWord()
  }, PING_EVERY_MS)
  const drop = () => void (task && lost())
  const onNetwork = (network: object) => {
    if (!(network as { isConnected: boolean }).isConnected) return drop()
    wait = FIRST_WAIT_MS
    connect()
  }
  wx.onNetworkStatusChange(onNetwork)
  connect()

  return {
    send,
    ready() {
      wait = FIRST_WAIT_MS
      handlers.state(true)
    },
    drop,
    close() {
      closed = true
      clearInterval(ping)
      clearTimeout(retry)
      wx.offNetworkStatusChange(onNetwork)
      drop()
    },
  }
}
