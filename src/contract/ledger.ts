/** The household's ledger: what a cadre reads of a household and writes into it. */
import { z } from 'zod'
import {
  ActId,
  HARDSHIP_SIGNS,
  HouseholdKind,
  INCOME_KINDS,
  LABOUR,
  MOST_INT,
  RegionCode,
  SPENDING_KINDS,
  Words,
} from './terms.ts'

const Day = z.iso.date()
const Month = z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/, '月份要写成 2025-03 这样')
const Period = z
  .string()
  .regex(/^(19|20)\d{2}(-(0[1-9]|1[0-2]))?$/, '时段要写成 2025 或 2025-03 这样')
  .nullable()
  .default(null)
const Born = z.string().regex(/^(19|20)\d{2}(-\d{2}(-\d{2})?)?$/, '要写成 1970、1970-05 或 1970-05-20 这样')
const Sentence = Words.trim().min(1).max(500)
const Yuan = z.number().nonnegative().max(9_999_999).multipleOf(0.01).describe('Yuan, at most two decimals.')
const OwnId = z.uuid().describe('Made by the client: sending it again changes nothing.')
export const MoneyKind = z.enum([...INCOME_KINDS, ...SPENDING_KINDS])
export const Citation = z.object({
  paper: z.string(),
  number: z.string().optional(),
  clause: z.string().optional(),
  figures: z.array(z.string()).optional(),
})

export const HouseholdsQuery = z.object({
  mine: z.enum(['true', 'false']).default('false').describe('Only those whose named cadre I am.'),
  search: Words.trim().min(1).max(60).optional().describe('Part of the name of the head or of a member.'),
  region: RegionCode.optional(),
  kind: HouseholdKind.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  after: z.string().max(100).optional().describe('The `next` of the page before.'),
})
export type HouseholdsQuery = z.infer<typeof HouseholdsQuery>

export const HouseholdSummary = z.object({
  id: z.uuid(),
  region: RegionCode,
  place: z.string(),
  headName: z.string().describe('Masked.'),
  kind: HouseholdKind,
  mine: z.boolean(),
  members: z.int().min(0),
  lastVisit: Day.nullable(),
  demo: z.boolean(),
})
export type HouseholdSummary = z.infer<typeof HouseholdSummary>
export const HouseholdsPage = z.object({ households: z.array(HouseholdSummary), next: z.string().nullable() })
export type HouseholdsPage = z.infer<typeof HouseholdsPage>

export const FactValue = z.union([z.string().max(200), z.number(), z.boolean(), z.array(z.string().max(60)).max(30)])
const FactSaid = z.object({
  id: z.uuid(),
  value: FactValue,
  words: z.string().describe('The value in words.'),
  day: Day,
  source: z.string().describe('Who said so, in words.'),
})
export const FactView = FactSaid.extend({
  field: z.string(),
  label: z.string(),
  topic: z.string(),
  member: z.uuid().nullable(),
  period: z.string().nullable(),
  others: z.array(FactSaid).describe('What lists say otherwise, until somebody settles it.'),
})
export type FactView = z.infer<typeof FactView>

export const MemberView = z.object({
  id: z.uuid(),
  name: z.string(),
  relation: z.string(),
  born: z.string().nullable(),
  identityNumber: z.string().nullable().describe('Masked.'),
  labour: z.enum(LABOUR).nullable(),
  work: z.string().nullable(),
  wantsWork: z.boolean().nullable(),
  insured: z.boolean().nullable(),
  joined: z.string().nullable(),
  left: Day.nullable(),
})

export const MoneyView = z.object({
  id: z.uuid(),
  kind: MoneyKind,
  label: z.string(),
  from: Month,
  to: Month,
  yuan: z.number(),
  words: z.string(),
  source: z.string(),
  at: z.iso.datetime(),
  replacedBy: z.uuid().nullable().describe('It counts no more: that one took its place.'),
  others: z
    .array(
      z.object({
        id: z.uuid(),
        from: Month,
        to: Month,
        yuan: z.number(),
        words: z.string(),
        source: z.string(),
      }),
    )
    .describe('What lists say otherwise of some of the same months; it does not count until somebody settles it.'),
})
export type MoneyView = z.infer<typeof MoneyView>

export const IncomeView = z.object({
  complete: z.boolean(),
  yuan: z.number().nullable().describe('Yuan a head; null while something is missing.'),
  months: z.array(Month),
  missing: z.array(Month).describe('Months without any income entry.'),
  lines: z.array(z.string()).describe('How it was reckoned, names masked.'),
  citation: Citation,
  warning: z.string().nullable(),
})
export const BandView = z.object({
  band: z.string().nullable(),
  words: z.string(),
  limit: z.number().nullable(),
  borderline: z.boolean(),
  citation: Citation.nullable(),
  warning: z.string().nullable(),
})
export const IncomeFlagView = z.object({
  entry: z.uuid(),
  at: z.iso.datetime(),
  who: z.string(),
  before: z.number(),
  after: z.number(),
  limit: z.number(),
  words: z.string(),
  citation: Citation,
})

export const HardshipSignView = z.object({
  sign: z.enum(HARDSHIP_SIGNS),
  words: z.string().describe('With the figures; a reason to look, which decides nothing.'),
  citation: Citation,
})

export const ChecklistView = z.object({
  ask: z.array(
    z.object({
      field: z.string(),
      member: z.uuid().nullable(),
      question: z.string(),
      last: FactSaid.nullable().describe('What was known, too long ago.'),
    }),
  ),
  known: z.array(
    z.object({ label: z.string(), member: z.uuid().nullable(), words: z.string(), day: Day, source: z.string() }),
  ),
  incomeMissing: z.object({ months: z.array(Month), question: z.string() }).nullable(),
  citations: z.array(Citation),
})

export const VisitPlace = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  metres: z.number().min(0).max(MOST_INT).describe('How exactly the phone knew it.'),
  at: z.iso.datetime().optional().describe('When the phone was there, which may be long before it had a network.'),
})

export const VisitView = z.object({
  id: z.uuid(),
  day: Day,
  cadre: z.string(),
  words: z.string(),
  photos: z.array(z.uuid()),
  place: VisitPlace.nullable().describe('Where the phone was, WGS 84.'),
})

export const LedgerView = z.object({
  household: z.object({
    id: z.uuid(),
    region: RegionCode,
    place: z.string(),
    headName: z.string(),
    kind: HouseholdKind,
    phone: z.string().nullable().describe('Masked.'),
    unconfirmed: z.boolean(),
    demo: z.boolean(),
  }),
  day: Day.describe('The day that income, band and checklist are for.'),
  members: z.array(MemberView),
  facts: z.array(FactView),
  money: z.array(MoneyView),
  income: IncomeView.nullable(),
  band: BandView.nullable(),
  flags: z.array(IncomeFlagView),
  signs: z.array(HardshipSignView),
  checklist: ChecklistView,
  visits: z.array(VisitView),
  cases: z.array(z.object({ id: z.uuid(), number: z.string(), phase: z.string() })).describe('Newest first.'),
  timeline: z.array(z.object({ at: z.iso.datetime(), kind: z.string(), text: z.string(), by: z.string() })),
})
export type LedgerView = z.infer<typeof LedgerView>
export const LedgerQuery = z.object({ day: Day.optional().describe('Today where it is left out.') })

export const NewMember = z.object({
  id: OwnId,
  name: Words.trim().min(1).max(60),
  relation: Words.trim().min(1).max(20),
  born: Born.nullable().default(null),
  identityNumber: z.string().max(20).nullable().default(null),
  joined: Born.nullable().default(null),
})
export type NewMember = z.infer<typeof NewMember>
export const MemberLeaving = z.object({ id: ActId, day: Day, why: Words.trim().min(1).max(100) })
export type MemberLeaving = z.infer<typeof MemberLeaving>

const span = { from: Month, to: Month }
const rising = { path: ['to'], message: '结束月份不能早于开始月份' }
export const NewMoney = z
  .object({ id: OwnId, kind: MoneyKind, ...span, yuan: Yuan, words: Words.trim().max(100).default('') })
  .refine(({ from, to }) => from <= to, rising)
export type NewMoney = z.infer<typeof NewMoney>
export const MoneyCorrection = z
  .object({
    id: OwnId,
    ...span,
    yuan: Yuan,
    why: Sentence,
    settles: z
      .array(z.uuid())
      .max(50)
      .default([])
      .describe('What a list says otherwise, that he saw and settles with it.'),
  })
  .refine(({ from, to }) => from <= to, rising)
export type MoneyCorrection = z.infer<typeof MoneyCorrection>

export const NewFact = z.object({
  id: OwnId,
  field: z.string().max(60),
  member: z.uuid().nullable().default(null),
  value: FactValue,
  period: Period,
  day: Day.optional().describe('As of when; today where it is left out.'),
})
export type NewFact = z.infer<typeof NewFact>
export const NewFacts = z.object({ id: ActId, facts: z.array(NewFact).min(1).max(100) })
export const FactSettling = NewFact.omit({ day: true }).extend({
  settles: z.array(z.uuid()).min(1).max(50).describe('What lists say otherwise, that he saw.'),
  why: Sentence,
})
export type FactSettling = z.infer<typeof FactSettling>

export const NewVisit = z.object({
  id: OwnId,
  day: Day,
  words: Words.trim().min(1).max(2_000),
  photos: z.array(z.uuid()).max(9).default([]),
  place: VisitPlace.nullable().default(null),
  facts: z
    .array(NewFact.omit({ day: true }))
    .max(100)
    .default([])
    .describe('What was heard to the checklist.'),
})
export type NewVisit = z.infer<typeof NewVisit>
