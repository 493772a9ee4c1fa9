/** The cadre's side: the queue, one lead, and what can be done to it. */
import { z } from 'zod'
import { BroadcastSummary } from './broadcast.ts'
import { CardQuestionView } from './card-question.ts'
import { CaseSummary } from './case.ts'
import { ComparisonSummary } from './comparison.ts'
import { DutyFigures } from './duty.ts'
import { HandoverSummary } from './handover.ts'
import { Holder } from './holder.ts'
import { AtHome, LeadVisitView } from './lead-visit.ts'
import { MOST_INT, RegionCode, RiskType, Urgency, Words } from './terms.ts'

/** `open`: nobody has taken it up · `claimed` · `visited` · `verified`: findings are in · the last two are ends. */
export const LEAD_STATUSES = ['open', 'claimed', 'visited', 'verified', 'closed', 'withdrawn'] as const
export const LeadStatus = z.enum(LEAD_STATUSES)
export type LeadStatus = z.infer<typeof LeadStatus>

export const LEAD_STATUS_LABEL: Record<LeadStatus, string> = {
  open: '等待接单',
  claimed: '已接单',
  visited: '已走访',
  verified: '已核实',
  closed: '已办结',
  withdrawn: '已撤回',
}

/** How a household comes to be looked at (Yongxiu 2021, 三（三）1). */
export const LeadOrigin = z.enum(['self_report', 'cadre_survey', 'data_comparison'])
export type LeadOrigin = z.infer<typeof LeadOrigin>

export const LEAD_ORIGIN_LABEL: Record<LeadOrigin, string> = {
  self_report: '农户申报',
  cadre_survey: '干部摸排',
  data_comparison: '部门比对',
}

/** Which rule of routing chose the holder. Shown in words beside it. */
export const ASSIGNMENT_RULES = [
  'household_cadre',
  'village_duty',
  'village_deputy',
  'township',
  'county',
  'transferred',
  'returned',
  'not_content',
  'escalated',
] as const
export const AssignmentRule = z.enum(ASSIGNMENT_RULES)
export type AssignmentRule = z.infer<typeof AssignmentRule>

export const Finding = z.enum(['true', 'not_true', 'cannot_reach'])
export type Finding = z.infer<typeof Finding>

export const FINDING_LABEL: Record<Finding, string> = {
  true: '情况属实',
  not_true: '情况不属实',
  cannot_reach: '联系不上',
}

export const Outcome = z.enum(['helped', 'passed_on', 'not_needed', 'not_true', 'cannot_reach'])
export type Outcome = z.infer<typeof Outcome>

/** What the cadre chooses is what the timeline keeps and the resident is told. */
export const OUTCOME_LABEL: Record<Outcome, string> = {
  helped: '已经帮扶',
  passed_on: '已转交有关部门',
  not_needed: '目前不需要帮扶',
  not_true: '情况不属实',
  cannot_reach: '一直联系不上',
}

export const LeadSummary = z.object({
  id: z.uuid(),
  number: z.string(),
  origin: LeadOrigin.describe('How it came to be known first.'),
  riskType: RiskType,
  urgency: Urgency,
  status: LeadStatus,
  gist: z
    .string()
    .describe('The beginning of what the resident said or the cadre wrote of it, private numbers masked.'),
  region: RegionCode,
  place: z.string().describe('Township and village, in words.'),
  householdName: z.string().describe('Masked in lists: 王**.'),
  dueAt: z.iso.datetime().describe('When the next step is due.'),
  dueNote: z.string().nullable().describe('That it is nearly due or overdue, in words; null while there is time.'),
  createdAt: z.iso.datetime(),
  reports: z.int().min(1).describe('How many reports and cadres’ entries it was made of.'),
  holder: Holder,
  rule: AssignmentRule,
  reason: z.string().describe('Why this holder, in words.'),
  daysLeft: z
    .int()
    .nullable()
    .describe('Natural days until the identification should be finished; below 0 when overdue, null when none run.'),
  eatenBy: z.string().nullable().describe('What is using up the days now, in words.'),
  caseId: z.uuid().nullable().describe('The case that it came to, running or ended.'),
  version: z.int().min(1),
  noticed: z.boolean().describe('An emergency that I was told of: it stands in my queue, whoever holds it.'),
  demo: z.boolean(),
})
export type LeadSummary = z.infer<typeof LeadSummary>

export const LeadFact = z.object({ label: z.string(), value: z.string(), words: z.string().optional() })
export type LeadFact = z.infer<typeof LeadFact>
export const LeadEventView = z.object({
  seq: z.int().min(1),
  at: z.iso.datetime(),
  kind: z.string(),
  by: z.string().describe('Who, in words.'),
  text: z.string().describe('What happened, in words.'),
  attachments: z.array(z.uuid()),
  visit: LeadVisitView.optional().describe('Of a visit that was written into the ledger with it.'),
})
export type LeadEventView = z.infer<typeof LeadEventView>
export const LeadDetail = LeadSummary.extend({
  householdId: z.uuid(),
  householdName: z.string().describe('In full.'),
  phone: z.string().nullable().describe('Masked; the clear number is a read of its own, and audited.'),
  facts: z.array(LeadFact),
  words: z.array(z.string()).describe('What the resident wrote, private numbers masked.'),
  finishBy: z.iso.datetime().describe('By when identification should be done.'),
  finishSource: z.string().describe('The paper and clause behind that date, or that it is the house rule.'),
  events: z.array(LeadEventView),
})
export type LeadDetail = z.infer<typeof LeadDetail>

const version = z
  .int()
  .min(1)
  .max(MOST_INT)
  .describe('The version that the cadre saw; 409 when somebody was faster. Each act makes it one more.')
const id = z
  .uuid()
  .optional()
  .describe(
    'Made by the phone: sent again under the same id nothing is done twice, and the lead is answered as it stands.',
  )
const words = Words.trim().min(1).max(2_000)
export const LeadAction = z.discriminatedUnion('action', [
  z.object({ action: z.literal('claim'), version, id }),
  z.object({ action: z.literal('note'), version, id, text: words }),
  z
    .object({
      action: z.literal('visit'),
      version,
      id,
      text: words,
      home: AtHome.optional().describe('Written into the ledger of the household too, as a visit of this id.'),
    })
    .refine((act) => act.home === undefined || act.id !== undefined, { path: ['id'], message: '走访要带编号' }),
  z.object({ action: z.literal('transfer'), version, id, to: z.uuid(), reason: words }),
  z.object({ action: z.literal('return'), version, id, reason: words }),
  z.object({ action: z.literal('verify'), version, id, finding: Finding, findings: words }),
  z.object({ action: z.literal('close'), version, id, outcome: Outcome, text: words }),
])
export type LeadAction = z.infer<typeof LeadAction>

export const QueueQuery = z.object({
  mine: z
    .enum(['true', 'false'])
    .default('true')
    .describe('Only what I hold, and emergencies that I was told of; false shows all of my area.'),
  status: z.enum([...LEAD_STATUSES, 'unfinished']).default('unfinished'),
  riskType: RiskType.optional(),
  urgency: Urgency.optional(),
  region: RegionCode.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  after: z.string().max(200).optional().describe('The `next` of the page before.'),
})
export type QueueQuery = z.infer<typeof QueueQuery>
export const QueuePage = z.object({ leads: z.array(LeadSummary), next: z.string().nullable() })

/** The live queue, `/queue`: hello with a session token, then changes as they are committed. */
export const QueueClientFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), token: z.string().max(200) }),
  z.object({ type: z.literal('ping') }),
])
export const QueueServerFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('lead'), lead: LeadSummary }).describe('New or changed; it may have left my queue.'),
  z.object({ type: z.literal('handover'), handover: HandoverSummary }).describe('New or changed, or he wrote.'),
  z.object({ type: z.literal('case'), case: CaseSummary }).describe('New or changed.'),
  z.object({ type: z.literal('comparison'), comparison: ComparisonSummary }).describe('Asked, answered, or void.'),
  z.object({ type: z.literal('card_question'), question: CardQuestionView }).describe('New, or answered.'),
  z.object({ type: z.literal('duties'), mine: DutyFigures }).describe('How far this month’s duties of mine are.'),
  z.object({ type: z.literal('broadcast'), broadcast: BroadcastSummary }).describe('New or changed, or further.'),
  z.object({ type: z.literal('resync') }).describe('Something may have been missed: read the list again.'),
  z.object({ type: z.literal('error'), code: z.string(), message: z.string() }),
  z.object({ type: z.literal('pong') }),
])
export type QueueServerFrame = z.infer<typeof QueueServerFrame>
