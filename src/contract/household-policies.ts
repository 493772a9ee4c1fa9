/** Which help of the papers may be for a household, as its ledger stands. */
import { z } from 'zod'

const words = z.array(z.string())

export const PolicyForHousehold = z.object({
  card: z.string().describe('Id of the information card.'),
  title: z.string(),
  says: words.describe('The card’s own sentences, figures filled in.'),
  forWhom: z.string(),
  apply: words.describe('How it is applied for; perhaps none.'),
  source: z.string().describe('Papers and clauses, in words.'),
  runOut: z.string().nullable().describe('Why it only serves on as the last in force.'),
  why: words.describe(
    'May fit: what else somebody has to look at. Unknown: what the ledger lacks; none where only a person can tell. Does not fit: why.',
  ),
})
export type PolicyForHousehold = z.infer<typeof PolicyForHousehold>

export const HouseholdPolicies = z.object({
  day: z.iso.date(),
  place: z.string(),
  headName: z.string(),
  held: z
    .array(z.object({ words: z.string(), stateWords: z.string() }))
    .describe('Help that is planned or given and has not ended, newest first.'),
  mayFit: z.array(PolicyForHousehold),
  unknown: z.array(PolicyForHousehold),
  doesNotFit: z.array(PolicyForHousehold),
})
export type HouseholdPolicies = z.infer<typeof HouseholdPolicies>
