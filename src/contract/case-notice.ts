/** What a step of a case tells an office that has to know of it: once, until somebody there has seen it. */
import { z } from 'zod'
import { RegionCode } from './terms.ts'

export const CaseNoticeView = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  region: RegionCode,
  place: z.string(),
  text: z.string().describe('In words, names masked.'),
  at: z.iso.datetime(),
})
export type CaseNoticeView = z.infer<typeof CaseNoticeView>

export const CaseNoticeList = z.object({
  notices: z.array(CaseNoticeView).describe('Of my level and area that nobody has seen, oldest first. At most 50.'),
  more: z.boolean(),
})
export type CaseNoticeList = z.infer<typeof CaseNoticeList>
