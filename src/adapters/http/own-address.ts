import type { FastifyRequest } from 'fastify'
import { refuse } from './problems.ts'
import { isHost } from './security.ts'

/** Where the request came. What is no host would be no code that a phone can open, or one too long to be drawn. */
export function ownAddress({ protocol, host }: FastifyRequest): string {
  return isHost(host) ? `${protocol}://${host}` : refuse('wrong_host')
}
