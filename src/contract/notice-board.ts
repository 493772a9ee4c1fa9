/** 公示栏: what hangs on the walls of an area, and what is to be put up there. */
import { z } from 'zod'
import { CaseSummary, NoticeView, StepStateName } from './case.ts'

export const BoardEntry = z.object({
  case: CaseSummary,
  step: z.string(),
  says: z.string().describe('The step in plain words.'),
  state: StepStateName,
  notice: NoticeView.nullable().describe('Null: it is still to be put up.'),
  mayPost: z.boolean().describe('Whether I may put it up now.'),
})
export type BoardEntry = z.infer<typeof BoardEntry>

export const NoticeBoardQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(100).describe('Cases to look through.'),
  after: z.string().max(100).optional().describe('The `next` of the page before.'),
})
export type NoticeBoardQuery = z.infer<typeof NoticeBoardQuery>

export const NoticeBoard = z.object({
  entries: z
    .array(BoardEntry)
    .describe('Of as many cases as were asked for. What is to be put up comes first, then what may end first.'),
  next: z.string().nullable().describe('For `after`: there are more cases; null at the end.'),
})
export type NoticeBoard = z.infer<typeof NoticeBoard>
