/** What a county reads of its help: who is looked after first, who is owed what, and which shares are reached. */
import { z } from 'zod'
import { GroundsView } from './measures.ts'
import { RegionCode, Words } from './terms.ts'

const Named = z.object({ householdId: z.uuid(), householdName: z.string().describe('Masked.'), place: z.string() })

const next = z.string().nullable().describe('The `after` of the next page; null on the last one.')
/** Reports of a county are long: sums are of all of it, lists of one page. */
export const ReportPage = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(100),
  after: z.coerce.number().int().min(0).max(10_000_000).default(0).describe('The `next` of the page before.'),
})
export const YearQuery = ReportPage.extend({ year: z.coerce.number().int().min(2000).max(2100).optional() })

export const KeyGroupsReport = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('no_rule'), why: z.string() }),
  GroundsView.extend({
    kind: z.literal('computed'),
    year: z.int(),
    groups: z.array(
      z.object({ group: z.string(), words: z.string(), households: z.int(), people: z.int(), arithmetic: z.string() }),
    ),
    areas: z
      .array(z.object({ region: RegionCode, place: z.string(), households: z.int(), people: z.int() }))
      .describe('Where warning is due: most people first.'),
    households: z.array(
      Named.extend({
        people: z.int(),
        incomeLastYear: z.number().nullable(),
        why: z.string(),
        inLedgerSince: z.iso.date().nullable(),
      }),
    ),
    incomeUnknown: z.array(Named.extend({ people: z.int() })).describe('Neither counted nor guessed.'),
    staying: z
      .array(Named.extend({ since: z.iso.date(), why: z.string() }))
      .describe('In the ledger until the risk is removed, though this year’s figures no longer name them.'),
    entered: z.int().describe('How many came into the ledger by this call.'),
    next,
  }),
])
export type KeyGroupsReport = z.infer<typeof KeyGroupsReport>

export const BonusReport = z.object({
  year: z.int(),
  workers: z.array(
    GroundsView.extend({
      ...Named.shape,
      memberId: z.uuid(),
      memberName: z.string().nullable(),
      due: z.number().nullable().describe('Yuan at most; null: nothing is due.'),
      months: z.int(),
      arithmetic: z.array(z.string()),
      why: z.string(),
    }),
  ),
  total: z.number().describe('Of all pages.'),
  next,
  why: z.string().nullable().describe('Set where no rule lays down a bonus.'),
})
export type BonusReport = z.infer<typeof BonusReport>

export const EmploymentReport = z.object({
  quarter: z.string().nullable(),
  dueDay: z.iso.date().nullable(),
  people: z.array(
    GroundsView.extend({
      ...Named.shape,
      memberId: z.uuid(),
      memberName: z.string(),
      services: z.array(z.object({ words: z.string(), given: z.int(), least: z.int(), missing: z.int() })),
      why: z.string(),
    }),
  ),
  unsaid: z.string().nullable(),
  next,
  why: z.string().nullable().describe('Set where no rule lays down services.'),
})
export type EmploymentReport = z.infer<typeof EmploymentReport>

export const SubsidiesReport = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('no_rule'), why: z.string() }),
  GroundsView.extend({
    kind: z.literal('computed'),
    within: z.int().describe('Natural days from the plan to the gift.'),
    withinSource: z.string().nullable().describe('Where that number stands.'),
    late: z.int(),
    withheld: z.int(),
    subsidies: z
      .array(
        Named.extend({
          measureId: z.uuid(),
          helpWords: z.string(),
          plannedOn: z.iso.date(),
          givenOn: z.iso.date().nullable(),
          dueDay: z.iso.date(),
          state: z.enum(['late', 'withheld']),
          days: z.int().describe('After the due day, until it was given or until today.'),
          why: z.string(),
        }),
      )
      .describe('What has not come first, the longest waiting first.'),
    next,
  }),
])
export type SubsidiesReport = z.infer<typeof SubsidiesReport>

export const SharesQuery = z.object({
  period: z
    .string()
    .regex(/^\d{4}(-Q[1-4])?$/)
    .optional()
    .describe('2024 or 2024-Q3; without it this year.'),
})
export const SharesReport = z.object({
  period: z.string(),
  shares: z.array(
    GroundsView.extend({
      kind: z.enum(['reached', 'short', 'unknown']),
      of: z.string(),
      words: z.string(),
      part: z.number().nullable(),
      whole: z.number().nullable(),
      percent: z.number().nullable(),
      atLeast: z.object({ percent: z.number(), inclusive: z.boolean() }),
      from: z.string().nullable().describe('Where the figures are from, in words.'),
      why: z.string(),
    }),
  ),
  scale: GroundsView.extend({
    percent: z.number().nullable(),
    expected: z.number(),
    over: z.boolean(),
    why: z.string(),
  })
    .nullable()
    .describe('As it is today; null for another period, and where no rule expects a scale.'),
})
export type SharesReport = z.infer<typeof SharesReport>

export const RecordFigure = z
  .object({
    id: z.uuid(),
    of: z
      .string()
      .regex(/^[a-z_]{1,60}$/)
      .describe('A share’s code, or `registered_population`.'),
    period: z.string().regex(/^\d{4}(-Q[1-4])?$/),
    part: z.number().nonnegative().max(1e15).nullable(),
    whole: z.number().nonnegative().max(1e15),
    source: Words.trim().min(1).max(200),
  })
  .refine(({ part, whole }) => part === null || part <= whole, { path: ['part'], message: '不能比总数大' })
export type RecordFigure = z.infer<typeof RecordFigure>
