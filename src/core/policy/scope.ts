import { z } from 'zod'
import { MonitoredKind, RiskType } from '../../contract/terms.ts'
import { Actor, entry, until } from './entry.ts'

/** Who is monitored. The unit is the household, never one person. */
export const GroupsRule = z.strictObject({
  kind: z.literal('groups'),
  ...entry,
  ...until,
  unit: z.literal('household'),
  groups: z.array(z.strictObject({ group: MonitoredKind, words: z.string() })).min(1),
})

/** How many are expected to be monitored: a figure to look at, which never turns a household away. */
export const ScaleRule = z.strictObject({
  kind: z.literal('scale'),
  ...entry,
  ...until,
  percent: z.number().positive(),
  of: z.literal('registered_population'),
  refuses: z.literal(false),
})

/** The span of time whose income is counted: whole months before the month of identification. */
export const IncomeWindowRule = z.strictObject({
  kind: z.literal('income-window'),
  ...entry,
  ...until,
  months: z.int().positive(),
  endsBefore: z.literal('month_of_identification'),
})

const Cause = z.enum(['illness', 'disability', 'disaster', 'epidemic', 'accident'])

/** What makes somebody look at a household. */
export const TriggersRule = z.strictObject({
  kind: z.literal('triggers'),
  ...entry,
  ...until,
  triggers: z
    .array(
      z.strictObject({
        trigger: z.union([RiskType, z.enum(['rigid_spending_over_income', 'income_shrunk'])]),
        words: z.string(),
        causes: z.array(Cause).optional(),
        /** It must have lasted at least so many months. */
        leastMonths: z.int().positive().optional(),
      }),
    )
    .min(1),
})

/** What is asked about and kept for a monitored household. */
export const ContentsRule = z.strictObject({
  kind: z.literal('contents'),
  ...entry,
  ...until,
  topics: z
    .array(
      z.strictObject({
        topic: z.enum(['income', 'spending', 'food_and_clothing', 'medical', 'schooling', 'housing', 'water']),
        items: z.array(z.string().regex(/^[a-z_]+$/)).min(1),
      }),
    )
    .min(1),
})

/** How a household comes to be looked at. */
export const EntryWaysRule = z.strictObject({
  kind: z.literal('entry-ways'),
  ...entry,
  ...until,
  ways: z
    .array(
      z.strictObject({
        origin: z.enum(['self_report', 'cadre_survey', 'data_comparison']),
        by: z.array(Actor).min(1),
        words: z.string(),
      }),
    )
    .min(1),
})

/** Who is looked at first. */
export const PriorityRule = z.strictObject({
  kind: z.literal('priority'),
  ...entry,
  ...until,
  groups: z
    .array(
      z.strictObject({
        group: z.string().regex(/^[a-z_]+$/),
        words: z.string(),
        /** The lowest share of last year's incomes, in percent. */
        lowestPercent: z.number().positive().max(100).optional(),
        /** Monitored for so many years or more without the risk being removed. */
        leastYears: z.number().positive().optional(),
      }),
    )
    .min(1),
  untilRiskRemoved: z.boolean(),
})
