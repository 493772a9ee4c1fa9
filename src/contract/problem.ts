import { z } from 'zod'
import { CaseSummary } from './case.ts'
import { LeadSummary } from './lead.ts'

/** RFC 9457 problem details. `code` is stable and for programs; `detail` is Chinese and for people. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  instance: z.string().optional(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})

/** A 409 that tells who was faster and how the lead stands now, so that the client can show it without asking again. */
export const FasterProblem = Problem.extend({ who: z.string().optional(), current: LeadSummary.optional() })

/** The same of a case; `source` is the clause behind a step that is not possible now. */
export const CaseProblem = Problem.extend({
  who: z.string().optional(),
  current: CaseSummary.optional(),
  source: z.string().optional(),
})

export type Problem = z.infer<typeof Problem>
