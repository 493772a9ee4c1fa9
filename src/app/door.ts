import { CHANNELS, type Channel } from '../contract/terms.ts'
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

/** A token of somebody whom another channel knows. That channel's id of him never leaves us, so it is sealed in it. */
export function makeToken(deps: Pick<Deps, 'vault'>, county: string, channel: Channel, userId: string): string {
  const who = `${county}.${channel}.${deps.vault.sealText(userId)}`
  return `${who}.${deps.vault.hash(`guest:${who}`)}`
}

/** Null when the token is not one of ours. */
export function readGuestToken(deps: Pick<Deps, 'vault'>, token: string): Omit<Door, 'village'> | null {
  const parts = token.split('.')
  const mac = parts.pop()
  const [county, ...who] = parts
  if (!county || !mac || !deps.vault.sameHash(`guest:${parts.join('.')}`, mac)) return null
  const [first, ...sealed] = who
  if (!first) return null
  if (sealed.length === 0) return { county, channel: 'web', userId: first }
  const channel = CHANNELS.find((each) => each === first)
  if (!channel) return null
  try {
    return { county, channel, userId: deps.vault.open(sealed.join('.')) }
  } catch {
    // Sealed with a key that was dropped since: he logs in anew.
    return null
  }
}
