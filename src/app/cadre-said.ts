import type { Channel } from '../contract/terms.ts'
import type { CadreActor } from './accounts.ts'

/** What somebody said on a channel of cadres. */
export interface CadreSaid {
  county: string
  channel: Channel
  /** The channel's own id of the sender. */
  userId: string
  /** The channel's own id of the group; null in a chat of his own. */
  groupId: string | null
  /** The same when it comes again. */
  messageId: string
  text: string
  /** What he answered, where the channel tells. */
  quoted: string | null
  /** In a group: he spoke to us. */
  mentioned?: boolean
}

/**
 * unknown: nobody's contact, and nothing was done; a resident may be speaking. nothing: a cadre, and nothing for us to do. answer: to
 * be said in the same chat; `done`: something was done. In a group nothing of a person stands in it.
 */
export type Heard = { kind: 'unknown' } | { kind: 'nothing' } | { kind: 'answer'; words: string; done: boolean }

/** The sender, with the rights that he has everywhere. */
export interface Speaker {
  actor: CadreActor
  name: string
}

/** Thrown inside of what a message does, to undo it: the message was dealt with meanwhile. */
export class SaidBefore extends Error {
  override name = 'SaidBefore'
}

export function answer(words: string, done = false): Extract<Heard, { kind: 'answer' }> {
  return { kind: 'answer', words, done }
}
