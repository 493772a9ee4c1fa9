/** The list of cases, and what opens one. What is done to a case is in case-command.ts. */
import { z } from 'zod'
import { CASE_PHASES, CaseSummary } from './case.ts'
import { RegionCode } from './terms.ts'

export const CaseQuery = z.object({
  phase: z.enum([...CASE_PHASES, 'unfinished']).default('unfinished'),
  overdue: z
    .enum(['true', 'false'])
    .default('false')
    .describe('Only those whose identification should be finished already.'),
  region: RegionCode.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  after: z.string().max(200).optional().describe('The `next` of the page before.'),
})
export type CaseQuery = z.infer<typeof CaseQuery>

export const CasePage = z.object({ cases: z.array(CaseSummary), next: z.string().nullable() })
export type CasePage = z.infer<typeof CasePage>
