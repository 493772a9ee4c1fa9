/** Help for a household: what the rules suggest, what is planned, given and published, and what was handed to departments. */
import { z } from 'zod'
import { ActId, Department, HouseholdKind, MeasureKind, MonitoredKind, RegionCode, RiskType, Words } from './terms.ts'

const words = Words.trim().min(1).max(1_000)
const day = z.iso.date()
const HelpCode = z.string().regex(/^[a-z_]{1,60}$/)

export const GroundsView = z.object({
  source: z.string().nullable().describe('Paper, number and clause; null: the cadre’s own choice.'),
  house: z.boolean().describe('A rule of the system, where no paper says anything.'),
  runOut: z.string().nullable().describe('Why it only serves on as the last in force.'),
})

export const SuggestionView = GroundsView.extend({
  measure: MeasureKind,
  measureWords: z.string(),
  help: z.array(z.object({ code: z.string(), words: z.string(), held: z.boolean() })),
  by: z.enum(['risk', 'labour', 'general']),
  risk: RiskType.nullable(),
  units: z.array(z.string()).describe('Who is responsible, in words.'),
  least: z.int().nullable(),
  conditions: z.array(z.enum(['if_qualified', 'once_monitored', 'labour_unsaid'])),
  paidInFull: z.boolean(),
  noCeiling: z.boolean(),
  why: z.string(),
})

export const MismatchView = GroundsView.extend({
  kind: z.string(),
  measureId: z.uuid().nullable(),
  memberId: z.uuid().nullable(),
  risk: RiskType.nullable(),
  why: z.string(),
})

export const DestinationView = GroundsView.extend({
  need: z.string(),
  needWords: z.string(),
  department: Department,
  words: z.string(),
  duty: z.string(),
  why: z.string(),
})

export const Suggestions = z.object({
  labour: z.string().nullable().describe('Of the household, in words; null while it is not known.'),
  risks: z.array(RiskType),
  keyGroup: z.boolean(),
  suggestions: z.array(SuggestionView),
  uncovered: z.array(z.string()).describe('Risks that no rule has a help for, in words.'),
  mismatches: z.array(MismatchView).describe('Shown; nothing is refused because of them.'),
  unsaid: z.array(z.string()).describe('What is not known, and was not guessed.'),
  departments: z.array(DestinationView).describe('To whom each risk may be handed.'),
  unreported: z
    .array(DestinationView)
    .describe(
      'To whom what nobody has reported may be handed, by an officer with his reason; empty for a village’s cadre.',
    ),
})
export type Suggestions = z.infer<typeof Suggestions>

export const MeasureView = z.object({
  id: z.uuid(),
  measure: MeasureKind,
  measureWords: z.string(),
  help: z.string(),
  helpWords: z.string(),
  forMember: z.uuid().nullable(),
  state: z.enum(['planned', 'given', 'published', 'ended']),
  stateWords: z.string(),
  why: z.string(),
  source: z.string().nullable(),
  units: z.array(z.string()),
  plannedOn: day,
  givenOn: day.nullable(),
  publishedOn: day.nullable(),
  endedOn: day.nullable(),
  version: z.int().min(1),
  events: z.array(
    z.object({ seq: z.int(), day, at: z.iso.datetime(), state: z.string(), by: z.string(), text: z.string() }),
  ),
})
export type MeasureView = z.infer<typeof MeasureView>

export const PlanMeasure = z.object({
  id: z.uuid().describe('Chosen by the client: sent again, it is the same measure.'),
  help: HelpCode,
  forMember: z.uuid().nullable().default(null),
  why: words.optional().describe('Needed where the rules do not suggest it.'),
})
export type PlanMeasure = z.infer<typeof PlanMeasure>

const version = z
  .int()
  .min(1)
  .max(2_147_483_647)
  .describe('The version that the cadre saw; 409 when somebody was faster.')
export const MeasureAction = z.object({
  action: z.enum(['give', 'publish', 'end']),
  id: ActId,
  version,
  day,
  text: words.describe('What was given, where it was posted, or why it ends.'),
})
export type MeasureAction = z.infer<typeof MeasureAction>

export const Refer = z.object({
  id: z.uuid().describe('Chosen by the client: sent again, it is the same referral.'),
  need: HelpCode.describe('A risk, a help, or a need by a paper’s own name.'),
  department: Department.optional().describe('Without it, the one that the rules name.'),
  text: words,
  reason: words.optional().describe('Why, where an officer hands over what nobody has reported.'),
})
export type Refer = z.infer<typeof Refer>

export const ReferralView = z.object({
  id: z.uuid(),
  householdId: z.uuid(),
  householdName: z.string().describe('Masked in the lists of cadres; in full for the department that was asked.'),
  region: RegionCode,
  place: z.string(),
  department: Department,
  departmentWords: z.string(),
  need: z.string(),
  needWords: z.string(),
  duty: z.string().nullable(),
  source: z.string().nullable(),
  text: z.string(),
  askedBy: z.string(),
  askedOn: day,
  dueDay: day.nullable(),
  dueSource: z.string().nullable(),
  state: z.enum(['asked', 'overdue', 'answered']),
  stateWords: z.string(),
  answer: z
    .object({ result: z.string(), resultWords: z.string(), text: z.string(), by: z.string(), day, late: z.boolean() })
    .nullable(),
})
export type ReferralView = z.infer<typeof ReferralView>

export const ReferralListQuery = z.object({
  state: z.enum(['asked', 'answered', 'overdue', 'all']).default('asked'),
  household: z.uuid().optional(),
})
export const ReferralList = z.object({
  referrals: z.array(ReferralView).describe('Unanswered first, by due day. At most 100.'),
  more: z.boolean(),
})

export const AnswerReferral = z.object({
  id: ActId,
  result: z.enum(['will_help', 'helped', 'not_entitled', 'not_ours']),
  text: words,
})
export type AnswerReferral = z.infer<typeof AnswerReferral>

export const SetMonitoring = z
  .object({ kind: MonitoredKind, since: day, riskRemovedOn: day.nullable().default(null) })
  .refine(({ since, riskRemovedOn }) => riskRemovedOn === null || riskRemovedOn >= since, {
    path: ['riskRemovedOn'],
    message: '不能早于开始监测的日子',
  })
export type SetMonitoring = z.infer<typeof SetMonitoring>
export const MonitoringView = z.object({
  kind: MonitoredKind.nullable(),
  since: day.nullable(),
  riskRemovedOn: day.nullable(),
  householdKind: HouseholdKind,
})

export const RecordService = z.object({
  id: z.uuid(),
  memberId: z.uuid(),
  service: z.enum(['guidance', 'training', 'job_offer']),
  day,
  text: words,
})
export type RecordService = z.infer<typeof RecordService>
export const RecordMonths = z.object({
  id: ActId,
  memberId: z.uuid(),
  months: z
    .array(z.object({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), publicPost: z.boolean() }))
    .min(1)
    .max(24),
})
export type RecordMonths = z.infer<typeof RecordMonths>
