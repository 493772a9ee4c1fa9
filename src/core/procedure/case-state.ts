import type { CasePhase, DataHolder, StepStateName } from '../../contract/case.ts'
import type { GivenEvidence } from '../../contract/case-command.ts'
import type { MonitoredKind } from '../../contract/terms.ts'
import type { CaseAuthor, LeavingSnapshot, SnapshotStep } from './case.ts'
import type { FieldAnswer, OpenedWith, PostedNotice } from './case-action.ts'

export interface Objection {
  /** The seq of the action that raised it. */
  objection: number
  step: string
  /** Way in and way out may name a step alike: 0 for the way in, else the seq with which that way out began. */
  round: number
  from: string
  words: string
  at: Date
  settled: { upheld: boolean; words: string; at: Date } | null
}

/** A notice on the wall. `stops`: from the day of an objection to the day of its settling, both without a full day. */
export interface NoticeState extends PostedNotice {
  stops: { from: string; until: string | null }[]
}

export interface StepState {
  step: SnapshotStep
  state: StepStateName
  evidence: GivenEvidence[]
  doneAt: Date | null
  doneBy: CaseAuthor | null
  /** The notice that hangs or hung; null before it is put up and for other steps. */
  notice: NoticeState | null
  asked: { department: DataHolder; fields: FieldAnswer['field'][]; at: Date }[]
  answered: { department: DataHolder; source: string; date: string; answers: FieldAnswer[]; at: Date }[]
}

export type CaseEnd = 'refused' | 'withdrawn' | 'risk_removed'

/** What the stored actions of a case come to. Made by `foldCase` alone. */
export interface CaseState {
  id: string
  opened: OpenedWith
  openedAt: Date
  openedBy: CaseAuthor
  phase: CasePhase
  /** Steps of the identification. */
  identification: StepState[]
  /** The way out, once begun; it stands here afterwards too, until it is begun anew. */
  leaving: { procedure: LeavingSnapshot; startedAt: Date; round: number; steps: StepState[] } | null
  /** Every objection of the case, settled or not. */
  objections: Objection[]
  /** The household's own word on what departments compare; the latest for each field. */
  stated: FieldAnswer[]
  /** Ids of the cadres who found a lead true, or did a verifying, deliberating or reviewing step: they may not approve. */
  proposers: string[]
  monitoredKind: MonitoredKind | null
  approvedAt: Date | null
  /** When the risk was marked as removed; with `staysOnRegister` the case goes on. */
  riskRemoved: { at: Date; staysOnRegister: boolean; helpMayStop: boolean } | null
  ended: { why: CaseEnd; text: string; at: Date } | null
  version: number
}

/** What nobody has settled yet of a step that is being done. */
export function openObjections(state: CaseState, step: string): Objection[] {
  return state.objections.filter((one) => one.step === step && one.round === roundOf(state) && !one.settled)
}

export function roundOf({ phase, leaving }: CaseState): number {
  return phase === 'leaving' && leaving ? leaving.round : 0
}

/** The steps that are being done: of the leaving where that has begun, else of the identification. */
export function currentSteps(state: CaseState): StepState[] {
  return state.phase === 'leaving' && state.leaving ? state.leaving.steps : state.identification
}
