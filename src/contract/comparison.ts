/** What an office sees of a comparison (部门比对): whom it is about and what is asked of it, nothing else of the case. */
import { z } from 'zod'
import { ComparedField, DataHolder } from './case.ts'
import { ActId, Words } from './terms.ts'

/** `void`: the step is done anew, or the case has ended; nobody waits for an answer. */
export const COMPARISON_STATES = ['open', 'answered', 'void'] as const
export const ComparisonState = z.enum(COMPARISON_STATES)
export type ComparisonState = z.infer<typeof ComparisonState>

const Asked = z.object({ field: ComparedField, label: z.string() })

export const ComparisonSummary = z.object({
  id: z.uuid(),
  department: DataHolder,
  label: z.string(),
  place: z.string().describe('Township and village, in words.'),
  householdName: z.string().describe('Masked in lists: 王**.'),
  fields: z.array(Asked),
  state: ComparisonState,
  askedAt: z.iso.datetime(),
})
export type ComparisonSummary = z.infer<typeof ComparisonSummary>

export const ComparisonDetail = ComparisonSummary.extend({
  householdName: z.string().describe('In full.'),
  people: z
    .array(
      z.object({
        who: z.string().describe('户主 or 申报人.'),
        name: z.string().nullable(),
        identity: z
          .string()
          .nullable()
          .describe('The identity number in clear, as the office looks by it; null where unknown.'),
      }),
    )
    .describe('Whom to look for.'),
})
export type ComparisonDetail = z.infer<typeof ComparisonDetail>

export const ComparisonQuery = z.object({ state: ComparisonState.default('open') })
export const ComparisonList = z.object({ comparisons: z.array(ComparisonSummary) })

const short = Words.trim().min(1).max(200)
export const ComparisonAnswer = z.object({
  id: ActId,
  source: short.describe('The letter, system or list it was read from.'),
  date: z.iso.date().describe('Of what state of the records it speaks.'),
  answers: z
    .array(z.object({ field: ComparedField, has: z.boolean(), words: short.nullable().default(null) }))
    .min(1)
    .max(20),
})
export type ComparisonAnswer = z.infer<typeof ComparisonAnswer>
