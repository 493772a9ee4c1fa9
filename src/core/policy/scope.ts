import { z } from 'zod'
import { INCOME_KINDS, MonitoredKind, RiskType } from '../../contract/terms.ts'
import { FIELD_NAMES } from '../ledger/fields.ts'
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

const TOPICS = ['income', 'spending', 'food_and_clothing', 'medical', 'schooling', 'housing', 'water'] as const

/** What the ledger has a place for, by topic. */
function itemsOf(topic: (typeof TOPICS)[number]): string[] {
  switch (topic) {
    case 'income':
      return [...INCOME_KINDS]
    case 'spending':
      return ['production', 'rigid', 'rigid_large']
    case 'food_and_clothing':
    case 'medical':
    case 'schooling':
    case 'housing':
    case 'water':
      return FIELD_NAMES.filter((name) => name.startsWith(`${topic}.`)).map((name) => name.slice(topic.length + 1))
  }
}

/** What is asked about and kept for a monitored household. */
export const ContentsRule = z.strictObject({
  kind: z.literal('contents'),
  ...entry,
  ...until,
  topics: z
    .array(
      z
        .strictObject({ topic: z.enum(TOPICS), items: z.array(z.string()).min(1) })
        .superRefine(({ topic, items }, context) => {
          const known = itemsOf(topic)
          items.forEach((item, at) => {
            const message = `台账里没有“${item}”这一项，只能写：${known.join('、')}`
            if (!known.includes(item)) context.addIssue({ code: 'custom', path: ['items', at], message })
          })
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
