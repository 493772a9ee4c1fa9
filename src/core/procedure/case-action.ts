import type { ComparedField, DataHolder } from '../../contract/case.ts'
import type { GivenEvidence } from '../../contract/case-command.ts'
import type { HouseholdKind, Labour, MonitoredKind } from '../../contract/terms.ts'
import type { Citation } from '../policy/citation.ts'
import type { Actor } from '../policy/entry.ts'
import type { CaseAuthor, CaseLead, LeavingSnapshot, ProcedureSnapshot } from './case.ts'

/** What every stored action carries. All but `at` is JSON; days are yyyy-mm-dd in China. */
interface Common {
  caseId: string
  /** 1, 2, 3 … within the case. */
  seq: number
  at: Date
  by: CaseAuthor
  /** What it was built on. `step` is null where it belongs to no step. */
  basis: { pack: string; step: string | null; citation: Citation }
  /** What happened, in Chinese words, private numbers masked: the timeline reads it out. */
  text: string
}

/** What hangs on the wall, names masked already. */
export interface PostedNotice {
  place: string
  list: string[]
  content: string
  photos: string[]
  /** The day on which it was put up. */
  from: string
}

/** The household's own word, or an office's answer, on one field. */
export interface FieldAnswer {
  field: ComparedField
  has: boolean
  words: string | null
}

export interface OpenedWith {
  number: string
  county: string
  region: string
  householdId: string
  leads: CaseLead[]
  /** When the first of the leads was found: the days are counted from there. ISO, as is `finishBy`. */
  found: string
  finishBy: string
  finishSource: string
  procedure: ProcedureSnapshot
  demo: boolean
}

/** Each kind with what it holds. `action()` in act-on-case makes them, `foldCase` reads them; nothing else has to. */
export type CaseActionBody =
  | ({ kind: 'opened' } & OpenedWith)
  /** Another lead of the household, while the case runs: a risk that is there ends a way out, and a mark that none is. */
  | { kind: 'lead_joined'; lead: CaseLead }
  /** `recordedFor`: those whose step it was, where somebody above recorded it for a place without a cadre. */
  | { kind: 'step_done'; step: string; evidence: GivenEvidence[]; recordedFor: Actor | null }
  | { kind: 'notice_posted'; step: string; notice: PostedNotice }
  /** Other content: the days count anew. */
  | { kind: 'notice_changed'; step: string; notice: PostedNotice }
  | { kind: 'notice_ended'; step: string }
  | { kind: 'objection_raised'; step: string; from: string; words: string }
  /** `objection` is the seq of its `objection_raised`. */
  | {
      kind: 'objection_settled'
      step: string
      objection: number
      upheld: boolean
      words: string
      backTo: string | null
    }
  | { kind: 'household_stated'; stated: FieldAnswer[] }
  | { kind: 'department_asked'; step: string; department: DataHolder; fields: ComparedField[] }
  | {
      kind: 'department_answered'
      step: string
      department: DataHolder
      source: string
      date: string
      answers: FieldAnswer[]
    }
  /** `householdKind`: what the ledger keeps the household as from now on; left out or null where that stays. */
  | {
      kind: 'approved'
      step: string
      monitoredKind: MonitoredKind | null
      householdKind?: HouseholdKind | null
      evidence: GivenEvidence[]
    }
  | { kind: 'refused'; step: string; reason: string }
  | { kind: 'sent_back'; step: string; to: string; reason: string }
  | { kind: 'withdrawn'; reason: string }
  | { kind: 'leaving_started'; procedure: LeavingSnapshot; stable: boolean; labour: Labour; reason: string }
  /** `staysOnRegister`: marked at the end of a year, without leaving (Guangdong). */
  | {
      kind: 'risk_removed'
      staysOnRegister: boolean
      helpMayStop: boolean
      householdKind?: HouseholdKind | null
      words: string
    }

/** One stored record of a case; append-only. The case's state is the fold of them all. */
export type CaseAction = Common & CaseActionBody
export type CaseActionKind = CaseAction['kind']

export const CASE_ACTION_LABEL: Record<CaseActionKind, string> = {
  opened: '立案',
  lead_joined: '并案',
  step_done: '办好一步',
  notice_posted: '开始公示',
  notice_changed: '公示内容有改动',
  notice_ended: '公示结束',
  objection_raised: '有人提异议',
  objection_settled: '异议处理完',
  household_stated: '农户自己说的',
  department_asked: '请部门比对',
  department_answered: '部门答复',
  approved: '批准',
  refused: '没有批准',
  sent_back: '退回重办',
  withdrawn: '农户撤回',
  leaving_started: '开始办退出',
  risk_removed: '标注风险消除',
}
