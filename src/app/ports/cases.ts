import type { CasePhase, ComparedField, DataHolder } from '../../contract/case.ts'
import type { ComparisonState } from '../../contract/comparison.ts'
import type { Case } from '../../core/procedure/case.ts'
import type { CaseAction } from '../../core/procedure/case-action.ts'
import type { Sealed } from '../../core/sealed.ts'

/** The present face of a case, with the householder's name. */
export interface CaseRow {
  case: Case
  headName: string
}

/** Where a page of cases ended. */
export interface CaseKey {
  phase: CasePhase
  finishBy: Date
  id: string
}

export interface Cases {
  /** A new number, such as C1001, never given twice; gaps are harmless. */
  number(): Promise<string>
  /** The face with its actions and leads. `recordedBy`: the cadre who enters them; null for the system. `conflict`: the household has a running case already. */
  open(one: Case, actions: CaseAction[], recordedBy: string | null): Promise<'opened' | 'conflict'>
  /** The newest face, locked until the end of the transaction: whoever adds an action locks first. */
  lock(id: string): Promise<Case | null>
  lockRunningOf(householdId: string): Promise<Case | null>
  /** Ended ones too, newest first. */
  ofHousehold(householdId: string): Promise<Case[]>
  row(id: string): Promise<CaseRow | null>
  /** Of a case that this transaction has locked. */
  advance(one: Case, actions: CaseAction[], recordedBy: string | null): Promise<void>
  /** Leads that came to a case, at its opening or later. */
  addLeads(caseId: string, leadIds: string[]): Promise<void>
  /** The case of each lead, the newest where it came to several; a lead without a case is not in it. */
  ofLeads(leadIds: string[]): Promise<Map<string, string>>
  /** In order of seq; a case that the actor does not see is not in it. */
  actionsOf(caseIds: string[]): Promise<Map<string, CaseAction[]>>
  /** Running identifications first, then those leaving, on the register and ended; each by what is due, then by id. */
  page(query: {
    phases: CasePhase[]
    /** Only identifications that should have been finished before. */
    overdueAt: Date | null
    region: string | null
    limit: number
    after: CaseKey | null
  }): Promise<CaseRow[]>
  /** Which of these pictures belong to the case: put in for it, or sent with one of its leads. */
  filesOf(caseId: string, ids: string[]): Promise<string[]>
}

/** A question to an office, as the office may see it. */
export interface Comparison {
  id: string
  county: string
  caseId: string
  /** Of the action that asked. */
  seq: number
  step: string
  region: string
  department: DataHolder
  fields: ComparedField[]
  headName: string
  people: { who: string; name: string | null; identity: Sealed | null }[]
  state: ComparisonState
  askedAt: Date
}

export interface Comparisons {
  put(comparison: Comparison): Promise<void>
  get(id: string): Promise<Comparison | null>
  openOf(caseId: string): Promise<Comparison[]>
  end(id: string, state: 'answered' | 'void', at: Date): Promise<void>
  /** Of that state that the actor may see, the oldest first; at most `limit`. */
  list(state: ComparisonState, limit: number): Promise<Comparison[]>
}
