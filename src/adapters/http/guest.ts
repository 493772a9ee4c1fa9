import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../app/deps.ts'
import type { Door } from '../../app/door.ts'
import { knownDoor } from './chat-door.ts'
import { granted } from './problems.ts'
import { bearer } from './session.ts'

/** The door of the guest who asks, by his token. */
export function doorOf(request: FastifyRequest, deps: Deps, village?: string): Door {
  const token = bearer(request)
  return granted(token === null ? { refused: 'bad_token' } : knownDoor(deps, token, village))
}
