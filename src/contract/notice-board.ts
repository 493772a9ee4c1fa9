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

export const NoticeBoard = z.object({
  entries: z.array(BoardEntry).describe('What is to be put up comes first, then what may end first. At most 100.'),
})
export type NoticeBoard = z.infer<typeof NoticeBoard>
