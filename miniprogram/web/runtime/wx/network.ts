import { readFile } from '../files.ts'
import { settle } from './settle.ts'
import type { Simulated } from './simulated.ts'

type Change = { isConnected: boolean; networkType: string }
const listeners = new Set<(change: never) => void>()
const networkType = () => (navigator.onLine ? '4g' : 'none')
for (const type of ['online', 'offline'])
  addEventListener(type, () => {
    const change: Change = { isConnected: navigator.onLine, networkType: networkType() }
    for (const each of listeners) (each as unknown as (change: Change) => void)(change)
  })

export const network: Simulated = {
  request(options) {
    const stop = new AbortController()
    settle('request', options, () => request(options, stop.signal))
    return {
      abort: () => stop.abort(),
      onHeadersReceived() {},
      offHeadersReceived() {},
      onChunkReceived() {},
      offChunkReceived() {},
    }
  },
  uploadFile(options) {
    const stop = new AbortController()
    const watchers = new Set<(progress: never) => void>()
    settle('uploadFile', options, () => upload(options, stop.signal, watchers))
    return {
      abort: () => stop.abort(),
      onProgressUpdate: (watcher: (progress: never) => void) => void watchers.add(watcher),
      offProgressUpdate: (watcher: (progress: never) => void) => void watchers.delete(watcher),
    }
  },
  connectSocket(options) {
    const socket = new WebSocket(options.url, options.protocols ?? [])
    socket.binaryType = 'arraybuffer'
    settle('connectSocket', options, () => {})
    return socketTask(socket)
  },
  getNetworkType: (options) => settle('getNetworkType', options, () => ({ networkType: networkType() })),
  onNetworkStatusChange: (listener) => void listeners.add(listener as (change: never) => void),
  offNetworkStatusChange: (listener) => {
    if (listener) listeners.delete(listener as (change: never) => void)
    else listeners.clear()
  },
}

type RequestOptions = Parameters<WechatMiniprogram.Wx['request']>[0]

async function request(
  { url, method = 'GET', data, header, timeout, responseType, dataType = 'json' }: RequestOptions,
  stopped: AbortSignal,
) {
  const address = new URL(url)
  const isBody = method !== 'GET' && data !== undefined
  if (!isBody && data instanceof Object)
    for (const [name, value] of Object.entries(data)) address.searchParams.set(name, String(value))
  const answer = await fetch(address, {
    method,
    headers: { 'content-type': 'application/json', ...(header as Record<string, string>) },
    body: isBody ? bodyOf(data) : null,
    signal: within(stopped, timeout),
  }).catch(noLine)
  const body = responseType === 'arraybuffer' ? await answer.arrayBuffer() : await answer.text()
  return {
    statusCode: answer.status,
    header: Object.fromEntries(answer.headers),
    cookies: [],
    data: typeof body === 'string' && dataType === 'json' ? parsed(body) : body,
  }
}

function bodyOf(data: unknown): string | ArrayBuffer {
  return typeof data === 'string' || data instanceof ArrayBuffer ? data : JSON.stringify(data)
}

/** What is no JSON stays text, as in WeChat. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

function within(stopped: AbortSignal, timeout = 60_000): AbortSignal {
  return AbortSignal.any([stopped, AbortSignal.timeout(timeout)])
}

function noLine(error: unknown): never {
  const name = error instanceof Error ? error.name : ''
  throw new Error(name === 'TimeoutError' ? 'timeout' : name === 'AbortError' ? 'abort' : 'net::ERR_FAILED')
}

type UploadOptions = Parameters<WechatMiniprogram.Wx['uploadFile']>[0]

async function upload(
  { url, filePath, name, formData, header, timeout }: UploadOptions,
  stopped: AbortSignal,
  watchers: Set<(progress: never) => void>,
) {
  const file = await readFile(filePath)
  const body = new FormData()
  for (const [field, value] of Object.entries(formData ?? {})) body.set(field, String(value))
  body.set(name, file, filePath.split('/').at(-1))
  const answer = await fetch(url, {
    method: 'POST',
    headers: { ...(header as Record<string, string>) },
    body,
    signal: within(stopped, timeout),
  }).catch(noLine)
  const progress = { progress: 100, totalBytesSent: file.size, totalBytesExpectedToSend: file.size }
  for (const each of watchers) (each as unknown as (value: typeof progress) => void)(progress)
  return { statusCode: answer.status, data: await answer.text() }
}

function socketTask(socket: WebSocket) {
  return {
    send: (options: Parameters<WechatMiniprogram.SocketTask['send']>[0]) =>
      settle('sendSocketMessage', options, () => {
        if (socket.readyState !== WebSocket.OPEN) throw new Error('SocketTask.readyState is not OPEN')
        socket.send(options.data)
      }),
    close: (options: NonNullable<Parameters<WechatMiniprogram.SocketTask['close']>[0]> = {}) =>
      settle('closeSocket', options, () => socket.close(options.code ?? 1000, options.reason ?? '')),
    onOpen: (then: (result: object) => void) => socket.addEventListener('open', () => then({ header: {} })),
    onMessage: (then: (result: object) => void) => socket.addEventListener('message', ({ data }) => then({ data })),
    onClose: (then: (result: object) => void) =>
      socket.addEventListener('close', ({ code, reason }) => then({ code, reason })),
    onError: (then: (result: object) => void) =>
      socket.addEventListener('error', () => then({ errMsg: 'socket error' })),
  }
}
