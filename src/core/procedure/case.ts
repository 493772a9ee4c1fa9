import type { CasePhase } from '../../contract/case.ts'
import type { CadreRole, MonitoredKind } from '../../contract/terms.ts'
import type { Citation } from '../policy/citation.ts'
import type { Actor } from '../policy/entry.ts'
import type { LeavingRule, ProcedureStep } from '../policy/procedure.ts'

/**
 * A case (监测对象识别) as it stands now, as it is listed and looked up; one running case per household. Everything in it
 * is computed from its actions by `faceOf(foldCase(actions))`, so a store writes it and never edits it.
 */
export interface Case {
  id: string
  /** Such as C1001; given by the store. */
  number: string
  county: string
  /** 12-digit village code. */
  region: string
  householdId: string
  leadIds: string[]
  phase: CasePhase
  /** The first step of the current procedure that is not done; null when all are. */
  step: string | null
  openedAt: Date
  /** By when the identification should be finished. */
  finishBy: Date
  /** Once approved. */
  monitoredKind: MonitoredKind | null
  /** Equals the `seq` of its newest action. */
  version: number
  demo: boolean
}

/** Who did it. `household`: its own word, given in the chat. */
export type CaseAuthor =
  | { kind: 'cadre'; cadreId: string; name: string; role: CadreRole }
  | { kind: 'household' }
  | { kind: 'system' }

/** A lead that a case took up. Whoever found it true has proposed the household. */
export interface CaseLead {
  id: string
  number: string
  verifiedBy: CaseAuthor
}

export type SnapshotStep = ProcedureStep & { citation: Citation }

/**
 * A procedure as it was when a case took it up: a pack that comes later changes no running case. JSON throughout.
 */
export interface ProcedureSnapshot {
  pack: string
  citation: Citation
  /** What is said where the paper has run out and only serves on; null while it is in force. */
  runOut: string | null
  steps: SnapshotStep[]
}

export interface LeavingSnapshot extends ProcedureSnapshot {
  guards: LeavingRule['guards']
  /** What is marked at the end of a year without a procedure; null where the paper knows no such mark. */
  yearEnd: NonNullable<LeavingRule['yearEnd']> | null
}

/** One of the groups that a paper knows, and where it names it. */
export interface KnownGroup {
  group: MonitoredKind
  words: string
  citation: Citation
}

/** What is to be told with an action; the caller sends it. `household` hears it in the chat. */
export interface Tell {
  whom: Actor
  /** Plain Chinese, sentences of at most 60 characters. */
  text: string
}
