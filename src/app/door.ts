import type { Channel } from '../contract/terms.ts'
import type { Deps } from './deps.ts'

/** Where a message came in: the county is known at the door, by the village's QR code or the deployment's own county. */
export interface Door {
  county: string
  channel: Channel
  /** The channel's own id of the person. */
  userId: string
  /** From the QR code. */
  village: string | null
}

/**
 * A guest's token: county, id and a keyed hash over both. Nothing is stored until he says something, so a crowd that
 * only looks costs nothing.
 */
export function makeGuestToken(deps: Pick<Deps, 'vault' | 'ids'>, county: string): string {
  const who = `${county}.${deps.ids.uuid()}`
  return `${who}.${deps.vault.hash(`guest:${who}`)}`
}

/** Null when the token is not one of ours. */
export function readGuestToken(deps: Pick<Deps, 'vault'>, token: string): { county: string; userId: string } | null {
  const [county, userId, mac] = token.split('.')
  if (!county || !userId || !mac) return null
  return deps.vault.sameHash(`guest:${county}.${userId}`, mac) ? { county, userId } : null
}
