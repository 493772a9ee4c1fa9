import type { Finding } from '../../contract/lead.ts'
import type { HouseholdKind, Labour } from '../../contract/terms.ts'
import type { Citation } from '../policy/citation.ts'
import type { Roster } from '../routing/roster.ts'
import type { IsWorkingDay } from './calendar.ts'
import type { CaseAuthor, KnownGroup, LeavingSnapshot, ProcedureSnapshot, Tell } from './case.ts'
import type { CaseAction } from './case-action.ts'
import type { CaseState } from './case-state.ts'

/**
 * What a command makes of a case. `actions` are to be stored in order under a version check; `state` is the state with
 * them. `citation` of a refusal is the clause behind it, null where there is no case yet.
 */
export type CaseActed =
  | { kind: 'done'; actions: CaseAction[]; state: CaseState; tells: Tell[] }
  | { kind: 'refused'; why: string; citation: Citation | null }

/** What a command needs to know of the world. */
export interface CaseContext {
  now: Date
  /** Of the case's county, on the day of `now`. */
  roster: Roster
  isWorkingDay: IsWorkingDay
  /** The householder's name in clear: it is masked in all that hangs on a wall. */
  householder: string
  /** Names of the others of the household, as far as its ledger knows them: masked like his. */
  family: string[]
  /** The leaving procedure that holds for the region today, by `leavingFor`; null where none does. */
  leaving: LeavingSnapshot | null
  /** As what the ledger keeps the household; left out where no decision is to be written into it. */
  kind?: HouseholdKind
  /** What the household's ledger says of its labour as a whole; null where it does not say. */
  labour: Labour | null
  /** By `groupsFor` today; empty where no paper names any. */
  groups: KnownGroup[]
}

/** Something that a lead already holds, as a step of a case may use it. */
export interface LeadRecord {
  at: Date
  by: CaseAuthor
  text: string
  attachments: string[]
}

/** What the leads of a household say: nothing of it is entered a second time. */
export interface LeadFacts {
  id: string
  number: string
  found: Date
  finishBy: Date
  finishSource: string
  /** The household's own report; where there is none, what the lead began with. */
  report: LeadRecord
  /** The latest visit; null where nobody has been there. */
  visit: LeadRecord | null
  /** What the cadre found; null while nobody has. */
  verified: (LeadRecord & { finding: Finding }) | null
}

export interface OpenFacts {
  caseId: string
  /** Such as C1001. */
  number: string
  county: string
  /** 12-digit village code. */
  region: string
  householdId: string
  /** At least one; the earliest found sets the clock. */
  leads: LeadFacts[]
  /** By `procedureFor` on the day of opening. */
  procedure: ProcedureSnapshot
  by: CaseAuthor
  demo: boolean
}
