import { setTimeout as pause } from 'node:timers/promises'
import {
  BOT_BAD_TOKEN,
  BOT_REPLACED,
  type BotClientFrame,
  type BotMessage,
  type BotSend,
  BotServerFrame,
} from '../src/contract/bot.ts'

const FIRST_WAIT_MS = 500
const MOST_WAIT_MS = 60_000
const PING_MS = 20_000
/** Three pings without an answer. */
const SILENT_MS = 60_000
/** Storing takes a hundredth of a second; a server that is busy needs longer. */
const ACK_MS = 30_000

export interface LinkOptions {
  /** http or https. */
  backendUrl: string
  token: string
  send: (frame: BotSend) => Promise<'sent' | 'gone' | 'later' | 'refused'>
  log: (event: string, more?: Record<string, string | number>) => void
  /** The server will not let us in again, so trying on does harm. */
  ended: (why: 'replaced' | 'bad_token') => void
  /** Between two tries; ends early when we are stopped. */
  rest?: (ms: number, stopping: AbortSignal) => Promise<unknown>
}

export interface Link {
  /** True when the server has it; false when it should be tried again. */
  deliver(message: BotMessage): Promise<boolean>
  /** Resolves when the server says it is ready; false when we are stopped. */
  ready(): Promise<boolean>
  stop(): Promise<void>
}

/** The line to the server, made anew whenever it breaks. */
export function openLink({ backendUrl, token, send, log, ended, rest = restFor }: LinkOptions): Link {
  const url = `${backendUrl.replace(/^http/, 'ws')}/bot`
  const acks = new Map<string, (stored: boolean) => void>()
  const stopping = new AbortController()
  let line: WebSocket | null = null
  let whenReady = Promise.withResolvers<boolean>()

  const say = (on: WebSocket, frame: BotClientFrame) => {
    if (on.readyState === WebSocket.OPEN) on.send(JSON.stringify(frame))
  }
  const hear = (on: WebSocket, data: unknown) => {
    const frame = frameOf(data)
    switch (frame?.type) {
      case 'ready':
        line = on
        whenReady.resolve(true)
        return log('接上服务端了')
      case 'ack':
        return acks.get(frame.id)?.(true)
      case 'send':
        return void send(frame).then((how) =>
          say(on, how === 'sent' ? { type: 'sent', key: frame.key } : { type: 'failed', key: frame.key, why: how }),
        )
      case 'error':
        log('the server refused a frame', { code: frame.code })
        return frame.id === undefined ? undefined : acks.get(frame.id)?.(false)
      case 'pong':
        return
      case undefined:
        return log('a frame that is none')
    }
  }
  /** One connection from its beginning to its end; answers its close code, and whether it ever was ready. */
  const once = () =>
    new Promise<{ code: number; wasReady: boolean }>((resolve) => {
      const on = new WebSocket(url)
      let heardAt = performance.now()
      const ping = setInterval(() => {
        if (performance.now() - heardAt > SILENT_MS) on.close()
        else say(on, { type: 'ping' })
      }, PING_MS)
      const close = () => on.close()
      stopping.signal.addEventListener('abort', close)
      on.onopen = () => say(on, { type: 'hello', token })
      on.onmessage = ({ data }) => {
        heardAt = performance.now()
        hear(on, data)
      }
      // What went wrong is told by the close that follows.
      on.onerror = () => {}
      on.onclose = ({ code }) => {
        clearInterval(ping)
        stopping.signal.removeEventListener('abort', close)
        const wasReady = line === on
        if (wasReady) {
          line = null
          whenReady = Promise.withResolvers()
        }
        for (const end of [...acks.values()]) end(false)
        resolve({ code, wasReady })
      }
    })
  const keep = async () => {
    for (let wait = FIRST_WAIT_MS; !stopping.signal.aborted; ) {
      const { code, wasReady } = await once()
      if (stopping.signal.aborted) return
      if (code === BOT_REPLACED || code === BOT_BAD_TOKEN) {
        stopping.abort()
        whenReady.resolve(false)
        return ended(code === BOT_REPLACED ? 'replaced' : 'bad_token')
      }
      if (wasReady) wait = FIRST_WAIT_MS
      // Not all at the same moment after the server's start.
      const ms = Math.round(wait * (0.5 + Math.random()))
      log(wasReady ? '和服务端断开了，过一会儿再接' : '服务端接不上，过一会儿再接', { code, waitMs: ms })
      await rest(ms, stopping.signal).catch(() => {})
      wait = Math.min(wait * 2, MOST_WAIT_MS)
    }
  }
  const kept = keep()
  return {
    ready: () => whenReady.promise,
    deliver(message) {
      const on = line
      if (!on) return Promise.resolve(false)
      return new Promise((resolve) => {
        const end = (stored: boolean) => {
          clearTimeout(timer)
          acks.delete(message.id)
          resolve(stored)
        }
        const timer = setTimeout(() => end(false), ACK_MS)
        acks.set(message.id, end)
        say(on, { type: 'message', message })
      })
    },
    async stop() {
      stopping.abort()
      whenReady.resolve(false)
      await kept
    },
  }
}

function restFor(ms: number, signal: AbortSignal): Promise<unknown> {
  return pause(ms, undefined, { signal })
}

function frameOf(data: unknown): BotServerFrame | null {
  try {
    return BotServerFrame.safeParse(JSON.parse(String(data))).data ?? null
  } catch {
    return null
  }
}
