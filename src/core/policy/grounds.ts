import { cite, runOutWarning } from './chain.ts'
import type { Citation } from './citation.ts'
import type { PolicyPack } from './pack.ts'

/** What an answer is built on. */
export interface Grounds {
  citation: Citation
  pack: string
  /** A rule of the house, where no paper lays anything down. */
  house: boolean
  /** Why the rule only serves on as the last in force; null while it is in force. */
  runOut: string | null
}

type Cited = { fact: string; clause: string; figures?: string[] | undefined; until?: string | undefined }

/** The grounds that a rule gives on a day (yyyy-mm-dd). */
export function groundsOf({ rule, pack }: { rule: Cited; pack: PolicyPack }, day: string): Grounds {
  const citation = cite(pack, rule.clause, rule.figures)
  const runOut = runOutWarning(citation, rule.until ?? pack.inForce.until, day)
  return { citation, pack: pack.id, house: rule.fact === 'house', runOut }
}
