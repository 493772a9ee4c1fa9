/** A case (监测对象识别) on the wire: what is asked of it and what is shown of it. What can be done to it is in case-command.ts. */
import { z } from 'zod'
import { MonitoredKind, RegionCode } from './terms.ts'

/** `identification` until the county has approved · `on_register` with help going on · `leaving` · `ended`. */
export const CASE_PHASES = ['identification', 'on_register', 'leaving', 'ended'] as const
export const CasePhase = z.enum(CASE_PHASES)
export type CasePhase = z.infer<typeof CasePhase>

export const CASE_PHASE_LABEL: Record<CasePhase, string> = {
  identification: '正在识别',
  on_register: '已纳入监测',
  leaving: '正在办退出',
  ended: '已结束',
}

/** What has to be handed in with a step. */
export const EVIDENCE_KINDS = [
  'application',
  'visit_record',
  'cause_analysis',
  'minutes',
  'place',
  'posted_list',
  'photo',
  'dates',
  'comparison_answers',
  'review_opinion',
  'decision',
  'system_entry',
  'measure_plan',
] as const
export const EvidenceKind = z.enum(EVIDENCE_KINDS)
export type EvidenceKind = z.infer<typeof EvidenceKind>

export const EVIDENCE_LABEL: Record<EvidenceKind, string> = {
  application: '申请',
  visit_record: '走访记录',
  cause_analysis: '原因分析',
  minutes: '会议记录',
  place: '张贴地点',
  posted_list: '公示名单',
  photo: '现场照片',
  dates: '起止日期',
  comparison_answers: '比对结果',
  review_opinion: '审核意见',
  decision: '审批决定',
  system_entry: '系统录入情况',
  measure_plan: '帮扶计划',
}

/** Fields that departments compare (Yongxiu 2021, 三（三）3). */
export const COMPARED_FIELDS = [
  'commercial_housing',
  'vehicles',
  'deposits',
  'wealth_products',
  'securities',
  'company',
  'provident_fund',
  'income_tax',
  'insurance',
  'disaster',
  'social_security',
] as const
export const ComparedField = z.enum(COMPARED_FIELDS)
export type ComparedField = z.infer<typeof ComparedField>

export const COMPARED_FIELD_LABEL: Record<ComparedField, string> = {
  commercial_housing: '商品房',
  vehicles: '车辆',
  deposits: '存款',
  wealth_products: '理财',
  securities: '股票证券',
  company: '开公司、做生意',
  provident_fund: '公积金',
  income_tax: '个人所得税',
  insurance: '商业保险',
  disaster: '受灾',
  social_security: '社保',
}

/** Offices whose data is compared; not the same as the departments that a need is referred to. */
export const DATA_HOLDERS = [
  'housing',
  'public_security',
  'bank',
  'securities_regulator',
  'market_regulation',
  'provident_fund_centre',
  'tax',
  'insurance_regulator',
  'emergency_management',
  'human_resources',
] as const
export const DataHolder = z.enum(DATA_HOLDERS)
export type DataHolder = z.infer<typeof DataHolder>

export const DATA_HOLDER_LABEL: Record<DataHolder, string> = {
  housing: '住建部门',
  public_security: '公安车管部门',
  bank: '银行',
  securities_regulator: '证券监管部门',
  market_regulation: '市场监管部门',
  provident_fund_centre: '公积金中心',
  tax: '税务部门',
  insurance_regulator: '保险监管部门',
  emergency_management: '应急部门',
  human_resources: '人社部门',
}

/** `waiting` for an earlier step · `open` to be done · `running` notice · `stopped` notice with an objection · `done`. */
export const STEP_STATES = ['waiting', 'open', 'running', 'stopped', 'done'] as const
export const StepStateName = z.enum(STEP_STATES)
export type StepStateName = z.infer<typeof StepStateName>

export const STEP_STATE_LABEL: Record<StepStateName, string> = {
  waiting: '还没轮到',
  open: '正要办',
  running: '正在公示',
  stopped: '有异议，公示停着',
  done: '办好了',
}

/** The step that is using up the days, in words. `step` is null before the first step of a procedure. */
export const EatenBy = z.object({ step: z.string().nullable(), says: z.string() })
export type EatenBy = z.infer<typeof EatenBy>

export const CaseSummary = z.object({
  id: z.uuid(),
  number: z.string().describe('C1001'),
  region: RegionCode,
  place: z.string().describe('Township and village, in words.'),
  householdName: z.string().describe('Masked in lists: 王**.'),
  phase: CasePhase,
  monitoredKind: MonitoredKind.nullable(),
  now: z.string().describe('The step that is being done, in words.'),
  finishBy: z.iso.datetime().describe('By when the identification should be finished.'),
  daysLeft: z.int().nullable().describe('Natural days in China; below 0 when overdue, null once identified or ended.'),
  eatenBy: EatenBy.nullable(),
  version: z.int().min(1),
  demo: z.boolean(),
})
export type CaseSummary = z.infer<typeof CaseSummary>

export const GivenEvidenceView = z.object({
  kind: EvidenceKind,
  label: z.string(),
  text: z.string().nullable(),
  attachments: z.array(z.uuid()),
})

export const ObjectionView = z.object({
  objection: z.int().min(1).describe('Its number within the case, to settle it by.'),
  from: z.string().describe('Who raised it, as told; masked.'),
  text: z.string(),
  at: z.iso.datetime(),
  settled: z.object({ upheld: z.boolean(), text: z.string(), at: z.iso.datetime() }).nullable(),
})

export const NoticeView = z.object({
  place: z.string(),
  list: z.array(z.string()).describe('What hangs on the wall: names masked.'),
  content: z.string(),
  photos: z.array(z.uuid()),
  from: z.iso.date().describe('The day on which it was put up; the days count from the day after.'),
  daysDone: z.int().min(0).describe('Full days that count so far.'),
  daysNeeded: z.int().min(1),
  earliestEnd: z.iso.date().nullable().describe('The first day on which it may end; null while an objection is open.'),
  objections: z.array(ObjectionView),
})

/** One compared field: what the household said beside what each office answered. */
export const ComparisonRow = z.object({
  field: ComparedField,
  label: z.string(),
  stated: z.object({ has: z.boolean(), words: z.string().nullable() }).nullable(),
  answers: z.array(
    z.object({
      department: DataHolder,
      label: z.string(),
      has: z.boolean(),
      words: z.string().nullable(),
      source: z.string(),
      date: z.iso.date(),
    }),
  ),
  mismatch: z.boolean(),
})
export type ComparisonRow = z.infer<typeof ComparisonRow>

export const StepView = z.object({
  step: z.string(),
  says: z.string().describe('The step in plain words.'),
  act: z.string(),
  by: z.array(z.string()).describe('Who does it, in words.'),
  state: StepStateName,
  evidenceWanted: z.array(z.object({ kind: EvidenceKind, label: z.string(), given: z.boolean() })),
  evidence: z.array(GivenEvidenceView),
  doneAt: z.iso.datetime().nullable(),
  doneBy: z.string().nullable(),
  earliestEnd: z.iso.date().nullable().describe('For a running notice.'),
  plannedBy: z.iso
    .date()
    .nullable()
    .describe('The latest day that still leaves time for the rest; null where nothing is planned.'),
  citation: z.string().describe('Paper and clause, in words.'),
  notice: NoticeView.nullable(),
  comparison: z.array(ComparisonRow).nullable(),
})
export type StepView = z.infer<typeof StepView>

export const CaseActionView = z.object({
  seq: z.int().min(1),
  at: z.iso.datetime(),
  kind: z.string(),
  by: z.string().describe('Who, in words.'),
  text: z.string().describe('What happened, in words.'),
  citation: z.string(),
})

/** Everything about one case, whoever looks at it. */
export const CaseRecord = CaseSummary.extend({
  householdId: z.uuid(),
  householdName: z.string().describe('In full.'),
  leadIds: z.array(z.uuid()),
  citation: z.string().describe('The paper that lays the procedure down.'),
  warning: z.string().nullable().describe('Where that paper has run out and only serves on.'),
  finishSource: z.string(),
  fits: z.string().nullable().describe('Why the steps do not fit into the days that are left; null when they do.'),
  steps: z.array(StepView),
  proposers: z.array(z.string()).describe('Those who may not approve in this round, in words.'),
  riskRemovedAt: z.iso.datetime().nullable(),
  ended: z.object({ why: z.string(), text: z.string(), at: z.iso.datetime() }).nullable(),
  actions: z.array(CaseActionView),
})
export type CaseRecord = z.infer<typeof CaseRecord>

export const CaseDetail = CaseRecord.extend({
  may: z
    .array(z.object({ command: z.string(), step: z.string().nullable().describe('Null: it belongs to no step.') }))
    .describe('What I may do now. What is not here would be refused.'),
})
export type CaseDetail = z.infer<typeof CaseDetail>
