import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type CadreActor, whoIs } from '../../app/accounts.ts'
import type { Deps } from '../../app/deps.ts'
import { granted, Refused } from './problems.ts'
import { answerTo } from './refusals.ts'

export type SignedIn = CadreActor & { name: string; demo: boolean }

declare module 'fastify' {
  interface FastifyRequest {
    cadre: SignedIn | null
  }
}

export function bearer(request: FastifyRequest): string | null {
  return /^Bearer ([\w.~+/=-]{1,200})$/i.exec(request.headers.authorization ?? '')?.[1] ?? null
}

/** Every route of this plugin needs a session. It is checked after the rate limit and before the body is read. */
export function requireSession(app: FastifyInstance, deps: Deps): void {
  app.decorateRequest('cadre', null)
  app.addHook('preParsing', async (request) => {
    const token = bearer(request)
    request.cadre = granted(token ? await whoIs(deps, token) : { refused: 'not_signed_in' })
  })
}

/** The cadre who asks; the hook above has seen to it that there is one. */
export function cadreOf(request: FastifyRequest): SignedIn {
  if (!request.cadre) throw new Refused(answerTo({ refused: 'not_signed_in' }))
  return request.cadre
}
