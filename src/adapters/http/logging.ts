import { type FastifyReply, type FastifyRequest, LogController } from 'fastify'

/**
 * What may be logged of an error. Messages of databases and parsers quote what people typed, so quoted words, Chinese
 * words and runs of digits are blanked; the stack keeps only its places.
 */
export function safeError(error: unknown): { type: string; code?: string; message: string; at: string[] } {
  if (!(error instanceof Error)) return { type: typeof error, message: '', at: [] }
  const code = (error as { code?: unknown }).code
  const message = error.message
    .slice(0, 300)
    .replace(/"[^"]*"|'[^']*'|“[^”]*”/g, '"…"')
    .replace(/[\p{Script=Han}\d][\p{Script=Han}\d\s.,-]{3,}|\p{Script=Han}+/gu, '…')
  const at = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())
  return { type: error.name, ...(typeof code === 'string' ? { code } : {}), message, at }
}

/**
 * One line per answered request, with the route's pattern instead of the address: no ids, no query values, no remote
 * address, no bodies. Replaces fastify's own lines, which carry all of these.
 */
export class PrivateLog extends LogController {
  override incomingRequest(): void {}

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    }
    if (error) request.log.error({ ...line, error: safeError(error) }, 'answered with an error')
    else request.log.info(line, 'answered')
  }

  override defaultErrorLog(error: Error, request: FastifyRequest): void {
    request.log.error({ error: safeError(error) }, 'error without a handler')
  }

  override streamError(error: Error, request: FastifyRequest): void {
    request.log.info({ error: safeError(error) }, 'the reader went away')
  }

  override routeNotFound(): void {}

  override writeHeadError(error: Error, request: FastifyRequest): void {
    request.log.warn({ error: safeError(error) }, 'headers could not be written')
  }

  override serializerError(error: Error, request: FastifyRequest): void {
    request.log.error({ error: safeError(error) }, 'an answer does not fit its schema')
  }
}
