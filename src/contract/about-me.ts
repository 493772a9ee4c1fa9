/** 我: what is stored about a resident, what he wants to hear, and taking it all back. By the token of his chat. */
import { z } from 'zod'
import { MessageId, TurnView } from './chat.ts'
import { MyReport } from './my-reports.ts'
import { Channel } from './terms.ts'

export const Choices = z.object({
  publicity: z.boolean().describe('Whether he gets publicity, on whichever channel.'),
  caseNews: z
    .boolean()
    .describe('Whether news of his reports may also reach him outside of the chat. In the chat it always stands.'),
})
export type Choices = z.infer<typeof Choices>
export const ChoicesBody = Choices.partial().describe('What is left out stays as it is.')

export const PrivacyNoticeView = z.object({
  version: z.string(),
  text: z.string(),
  lines: z.array(z.string()).describe('The same, a sentence or two in each.'),
})

/** One line of the plain list: what, how much of it, and what it is kept for. */
export const StoredThing = z.object({
  what: z.enum(['conversation', 'report', 'picture', 'consent', 'contact', 'subscription', 'household']),
  label: z.string(),
  count: z.int().min(0),
  says: z.string().describe('In plain words.'),
})

export const AboutMe = z.object({
  since: z.iso.datetime().nullable().describe('When he first wrote; null before that.'),
  consent: z.object({ version: z.string(), at: z.iso.datetime() }).nullable(),
  things: z.array(StoredThing),
  readers: z
    .array(
      z.object({
        who: z.string().describe('An office, such as 村干部; no names.'),
        times: z.int().min(1),
        lastAt: z.iso.datetime(),
      }),
    )
    .describe('Who opened his reports, pictures, or number, by kind of office.'),
  choices: Choices,
  erasedAt: z.iso.datetime().nullable().describe('When he last had deleted what no duty keeps.'),
  keeps: z.array(z.string()).describe('What would have to be kept if he asked for deletion now, and why, in words.'),
})
export type AboutMe = z.infer<typeof AboutMe>

export const ErasureBody = z.object({ id: MessageId.describe('Sent again under the same id it is done once.') })
export const Erased = z.object({
  withdrawn: z.array(z.string()).describe('Numbers of the reports that were taken back with it.'),
  deleted: z.array(z.string()).describe('What was deleted, in words.'),
  keeps: z.array(z.string()).describe('What has to be kept for now and why, in words.'),
})
export type Erased = z.infer<typeof Erased>

/** The file that he downloads. */
export const MyExport = z.object({
  madeAt: z.iso.datetime(),
  about: AboutMe,
  contact: z.object({ phone: z.string().nullable(), identity: z.string().nullable() }).describe('Masked.'),
  reports: z.array(MyReport),
  questions: z
    .array(
      z.object({
        question: z.string(),
        askedAt: z.iso.datetime(),
        answer: z.object({ text: z.string(), by: z.string(), at: z.iso.datetime() }).nullable(),
      }),
    )
    .describe('What he asked and no card answered, with what a cadre answered.'),
  conversations: z.array(z.object({ channel: Channel, since: z.iso.datetime(), turns: z.array(TurnView) })),
  pictures: z.array(z.object({ id: z.uuid(), mime: z.string(), at: z.iso.datetime() })),
})
export type MyExport = z.infer<typeof MyExport>
