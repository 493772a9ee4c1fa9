/** Recurring work: what is to be done in a month, by whom, and how far it is. */
import { z } from 'zod'
import { Holder } from './holder.ts'
import { RegionCode, Words } from './terms.ts'

export const DUTY_STATES = ['open', 'done', 'handed_up'] as const

export const DUTY_KINDS = [
  'visit',
  'visit_scheme',
  'visit_inspection',
  'screening',
  'data_entry',
  'data_check',
  'export_and_analysis',
  'risk_meeting',
  'look_back',
  'training',
  'guide',
  'summary',
  'supervision_report',
  'department_warning',
  'return_visit',
  'employment_list',
  'employment_feedback',
  'job_seekers_list',
  'job_tracking',
] as const
export const DutyKind = z.enum(DUTY_KINDS)
export type DutyKind = z.infer<typeof DutyKind>

export const DUTY_KIND_LABEL: Record<DutyKind, string> = {
  visit: '每月走访',
  visit_scheme: '走访安排',
  visit_inspection: '走访检查',
  screening: '排查',
  data_entry: '数据录入',
  data_check: '数据核查',
  export_and_analysis: '导出分析',
  risk_meeting: '风险研判会',
  look_back: '回头看',
  training: '干部培训',
  guide: '工作指引',
  summary: '总结推广',
  supervision_report: '督查反馈',
  department_warning: '部门预警',
  return_visit: '回访',
  employment_list: '就业名单',
  employment_feedback: '就业反馈',
  job_seekers_list: '求职名单',
  job_tracking: '就业跟踪',
}

export const DutyView = z.object({
  id: z.uuid(),
  what: DutyKind,
  name: z.string().describe('In words, such as 数据录入.'),
  says: z.string().describe('What is to be done, in plain words.'),
  region: RegionCode,
  place: z.string().describe('In words.'),
  householdName: z.string().nullable().describe('Masked, where it is for one household.'),
  householdId: z.uuid().nullable(),
  period: z.string().describe('2024-03, 2024-Q1, 2024-H1 or 2024.'),
  periodWords: z.string(),
  expectedFrom: z.iso.date(),
  dueAt: z.iso.datetime(),
  state: z.enum(DUTY_STATES).describe('`handed_up`: not done, and with a higher level than where it belongs.'),
  late: z.boolean().describe('Not done, and the last day that the paper allows is past.'),
  note: z.string().nullable().describe('What became of it, in words: nearly due, overdue, handed up, done.'),
  holder: Holder.nullable(),
  source: z.string().describe('Paper and clause.'),
  warning: z.string().nullable().describe('That the paper has run out and only serves on.'),
})
export type DutyView = z.infer<typeof DutyView>

const Month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/)
export const DutyQuery = z.object({
  month: Month.optional().describe(
    '2024-03; this month where it is left out. What is left over from before stands in it too.',
  ),
  mine: z.enum(['true', 'false']).default('true').describe('Only what I hold; false shows all of my area.'),
  which: z.enum(['unfinished', 'overdue', 'done', 'all']).default('unfinished'),
  region: RegionCode.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  after: z.string().max(100).optional().describe('The `next` of the page before.'),
})
export type DutyQuery = z.infer<typeof DutyQuery>
export const DutyPage = z.object({ duties: z.array(DutyView), next: z.string().nullable() })

const figures = {
  unfinished: z.int().min(0),
  soon: z.int().min(0).describe('Of these, nearly due and reminded of.'),
  overdue: z.int().min(0).describe('Of these.'),
  handedUp: z.int().min(0).describe('Of these, handed up.'),
  done: z.int().min(0),
  missed: z.int().min(0).describe('Of this month: not done, and its period is over.'),
}
export const DutyFigures = z.object(figures)
export const DutyCounts = z.object({
  month: Month,
  mine: DutyFigures.describe('What I hold.'),
  places: z.array(z.object({ region: RegionCode, place: z.string(), ...figures })).describe('Of my area, by place.'),
})
export type DutyCounts = z.infer<typeof DutyCounts>
export const DutyCountsQuery = DutyQuery.pick({ month: true, region: true })

export const StandingDuties = z.array(
  z.object({ says: z.string(), source: z.string(), warning: z.string().nullable() }),
)
export const DutyDone = z.object({ words: Words.trim().min(1).max(500).describe('What was done.') })
