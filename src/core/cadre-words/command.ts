import type { Finding, Outcome } from '../../contract/lead.ts'
import type { FileKind } from './files-sent.ts'

/**
 * What a cadre wants, read from what he wrote. `number`: the lead's, such as A1024; null where he named none and quoted none. A part that
 * he left out is null or empty: he is asked for it.
 */
export type CadreCommand =
  | { kind: 'claim'; number: string | null }
  | { kind: 'visit'; number: string | null; text: string }
  | { kind: 'verify'; number: string | null; finding: Finding; findings: string }
  | { kind: 'note'; number: string | null; text: string }
  /** `rest`: to whom and why, which only the names of his colleagues tell apart. */
  | { kind: 'transfer'; number: string | null; rest: string }
  | { kind: 'return'; number: string | null; reason: string }
  | { kind: 'close'; number: string | null; outcome: Outcome | null; text: string }
  /** The pictures or recordings that he sent before are of that lead. */
  | { kind: 'photo'; number: string | null; what: FileKind }
  | { kind: 'show'; number: string }
  | { kind: 'list' }
  /** Digits only; empty where he gave none. */
  | { kind: 'bind'; code: string }
  /** The contact that he writes from is to be his no more. */
  | { kind: 'unbind' }
  /** `place` is empty where he named none. */
  | { kind: 'register_group'; group: 'cadres' | 'publicity'; place: string }
  | { kind: 'remove_group' }
  | { kind: 'help' }
  /** He named several leads at once. */
  | { kind: 'several' }
  /** Nothing that we are to do; with a number he probably meant us. */
  | { kind: 'nothing'; number: string | null }

/** Commands on one lead, with all that they need but which one. */
export type LeadCommand = Extract<
  CadreCommand,
  { kind: 'claim' | 'visit' | 'verify' | 'note' | 'transfer' | 'return' | 'close' | 'photo' }
>

/** What was heard around the words. */
export interface Surroundings {
  /** The message that he answers, where his chat shows that. */
  quoted: string | null
  inGroup: boolean
  /** In a group: he spoke to us, not just among others. */
  mentioned: boolean
}
