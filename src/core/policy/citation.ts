import { z } from 'zod'

/** Where a rule stands: the paper, its number, the clause, and the figures as they are printed there. */
export const Citation = z.strictObject({
  paper: z.string().min(1),
  number: z.string().optional(),
  clause: z.string().optional(),
  figures: z.array(z.string()).optional(),
})
export type Citation = z.infer<typeof Citation>

/** 惠州 2024 工作要点 二 — how a citation is written for people. */
export function citationWords(citation: Citation): string {
  return [citation.paper, citation.number, citation.clause].filter(Boolean).join(' ')
}
