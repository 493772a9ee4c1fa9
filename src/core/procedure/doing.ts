import type { Actor } from '../policy/entry.ts'
import type { Cadre } from '../routing/roster.ts'
import type { CaseContext } from './acted.ts'
import type { StepState } from './case-state.ts'
import type { Recorder } from './recorder.ts'

/** A move at a step that the table lets through, on its way to be done. */
export interface Doing {
  record: Recorder
  at: StepState
  by: Cadre
  recordedFor: Actor | null
  context: CaseContext
}
