import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../app/deps.ts'
import type { Door } from '../../app/door.ts'
import { knownDoor } from './chat-door.ts'
import { Refused } from './problems.ts'
import { answerTo } from './refusals.ts'
import { bearer } from './session.ts'

/** The door of the guest who asks, by his token. */
export function doorOf(request: FastifyRequest, deps: Deps, village?: string): Door {
  const token = bearer(request)
  const door = token === null ? null : knownDoor(deps, token, village)
  if (!door) throw new Refused(answerTo({ refused: 'bad_token' }))
  return door
}
