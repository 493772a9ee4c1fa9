import type { WebSocket } from '@fastify/websocket'
import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { Line } from './line.ts'
import type { SocketKind } from './open-sockets.ts'
import type { Parts } from './parts.ts'
import { readFrame } from './read-frame.ts'
import { REFUSED_AT_THE_DOOR } from './refusals.ts'
import { TokenBucket } from './token-bucket.ts'

/** A frame costs one token, and a large one more: reading it is work too. */
const BYTES_PER_TOKEN = 16 * 1024

export interface Protocol<In> {
  kind: SocketKind
  schema: z.ZodType<In>
  types: string[]
  /** True once the client has said who he is. */
  greeted: () => boolean
  take: (frame: In) => void
  error: (code: string, message: string, id?: string) => void
  left: () => void
}

/** What both sockets have in common: heartbeat, time for the hello, frame limits, flood. */
export function serveSocket<In, Out>(
  parts: Parts,
  socket: WebSocket,
  request: FastifyRequest,
  protocolOn: (line: Line<Out>) => Protocol<In>,
): void {
  const { limits, sockets } = parts
  const line = new Line<Out>(socket, limits)
  const protocol = protocolOn(line)
  const bucket = new TokenBucket(limits.burst, limits.perSecond)
  let refusedInARow = 0
  sockets.add(protocol.kind, socket)

  const noHello = setTimeout(() => {
    if (protocol.greeted()) return
    protocol.error('no_hello', '没有打招呼，连接已断开，请重新打开。')
    line.close('no_hello')
  }, limits.helloMs)

  socket.on('message', (data, isBinary) => {
    const read = readFrame(protocol.schema, protocol.types, data, isBinary, limits.frame)
    const bytes = Array.isArray(data) ? 0 : data.byteLength
    if (!bucket.take(1 + Math.floor(bytes / BYTES_PER_TOKEN))) {
      protocol.error('slow_down', REFUSED_AT_THE_DOOR.slow_down.detail, idOf(read))
      if (++refusedInARow > limits.refusedInARow) line.close('flood')
      return
    }
    refusedInARow = 0
    if ('fault' in read) protocol.error(read.fault.code, read.fault.message, read.fault.id)
    else protocol.take(read.frame)
  })
  socket.once('close', (code) => {
    clearTimeout(noHello)
    protocol.left()
    request.log.info({ kind: protocol.kind, code }, 'socket closed')
  })
}

function idOf(read: { frame: unknown } | { fault: { id?: string } }): string | undefined {
  if ('fault' in read) return read.fault.id
  return (read.frame as { id?: string }).id
}
