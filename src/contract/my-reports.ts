/** 我的申报: what a resident reported, where it stands, and what he can do about it. By the token of his chat. */
import { z } from 'zod'
import { MessageId } from './chat.ts'
import { LeadStatus } from './lead.ts'
import { RiskType, Words } from './terms.ts'

export const MY_REPORT_ACTS = ['add', 'withdraw', 'not_content'] as const

export const MyReportEntry = z.object({
  at: z.iso.datetime(),
  text: z.string().describe('What happened, in plain words.'),
  by: z.string().describe('Who, in words; 您 for himself.'),
  mine: z.boolean().describe('His own word.'),
  attachments: z.array(z.uuid()).describe('His own pictures and recordings: `/api/chat/attachments/{id}`.'),
})
export type MyReportEntry = z.infer<typeof MyReportEntry>

/** A step of the procedure that the report came to. */
export const MyReportStep = z.object({
  name: z.string().describe('Such as 村委会公示.'),
  says: z.string().describe('The step in plain words.'),
  who: z.string().describe('Who does it, in words.'),
  state: z.enum(['done', 'now', 'later']),
  doneAt: z.iso.datetime().nullable(),
  plannedBy: z.iso.date().nullable(),
  note: z.string().nullable().describe('Of the step under way, such as until when the notice hangs.'),
})

export const MyReport = z.object({
  id: z.uuid(),
  number: z.string().describe('A1024'),
  riskType: RiskType,
  matter: z.string().describe('The risk type, in words.'),
  whose: z
    .enum(['own', 'other'])
    .describe('`other`: reported for a neighbour. What goes on in that house is not told.'),
  reportedAt: z.iso.datetime(),
  status: LeadStatus,
  now: z.string().describe('Where it stands, in words.'),
  ended: z.boolean(),
  words: z.array(z.string()).describe('What he himself said, private numbers masked.'),
  who: z
    .object({ name: z.string().describe('Name and office, such as 王建国(村干部).'), office: z.string() })
    .nullable()
    .describe('Who has it now; never a private number. Null once nobody has to do anything.'),
  due: z
    .object({
      at: z.iso.datetime(),
      words: z.string(),
      daysLeft: z.int().describe('Natural days in China; below 0 when late.'),
      late: z.boolean(),
      step: z.string().describe('What is to be done by then, in words.'),
    })
    .nullable(),
  finish: z
    .object({ by: z.iso.datetime(), daysLeft: z.int() })
    .nullable()
    .describe('By when the identification should be finished; own reports only.'),
  next: z.string().nullable().describe('What comes next, in plain words.'),
  timeline: z.array(MyReportEntry).describe('Oldest first.'),
  steps: z.array(MyReportStep).describe('Of the procedure; empty where there is none, or it is not his to know.'),
  may: z.array(z.enum(MY_REPORT_ACTS)).describe('What he can do now.'),
})
export type MyReport = z.infer<typeof MyReport>
export const MyReports = z.object({ reports: z.array(MyReport).describe('Newest first.') })

const id = MessageId.describe('Chosen by the client; sent again under the same id it is done once.')
const words = Words.trim().min(1).max(500)
export const MyReportAct = z.discriminatedUnion('act', [
  z
    .object({
      act: z.literal('add'),
      id,
      words: words.optional(),
      attachments: z.array(z.uuid()).max(9).default([]).describe('Uploaded before by `/api/chat/attachments`.'),
    })
    .refine((act) => act.words !== undefined || act.attachments.length > 0, {
      path: ['words'],
      message: '请写一句话，或者加一张照片',
    }),
  z.object({ act: z.literal('withdraw'), id, words: words.optional() }),
  z.object({ act: z.literal('not_content'), id, words: words.optional() }),
])
export type MyReportAct = z.infer<typeof MyReportAct>
