import type { FastifyRequest } from 'fastify'
import { refuse } from './problems.ts'

/**
 * Browsers let any page open a socket anywhere and tell where the page came from. Only our own pages may; programs that
 * are no browsers name no origin.
 */
export async function requireSameOrigin(request: FastifyRequest, others: string[]): Promise<void> {
  const origin = request.headers.origin
  if (origin === undefined || others.includes(origin)) return
  // Only the host is compared: TLS may end at a proxy before us.
  if (!URL.canParse(origin) || new URL(origin).host !== request.host) refuse('wrong_origin')
}
