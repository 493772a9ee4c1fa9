/** Questions that no information card answered: what the cadre sees and does. */
import { z } from 'zod'
import { MAX_TEXT } from './chat.ts'
import { RegionCode, Words } from './terms.ts'

export const CardQuestionState = z.enum(['open', 'answered'])

export const CardQuestionView = z.object({
  id: z.uuid(),
  state: CardQuestionState,
  region: RegionCode,
  place: z.string().describe('Township and village in words; the county where no more is known.'),
  question: z.string().describe('In the resident’s words, private numbers masked.'),
  seenCard: z
    .string()
    .nullable()
    .describe('Title of the card that he was shown within the two turns before; null where there was none.'),
  askedAt: z.iso.datetime(),
  answer: z.object({ text: z.string(), by: z.string().describe('Who answered.'), at: z.iso.datetime() }).nullable(),
})
export type CardQuestionView = z.infer<typeof CardQuestionView>

export const CardQuestionQuery = z.object({ state: CardQuestionState.default('open') })
export const CardQuestionList = z.object({
  questions: z
    .array(CardQuestionView)
    .describe('Open: who waits longest before all. Answered: the newest first. At most 100.'),
  more: z.boolean().describe('Whether there are more than these.'),
})
export type CardQuestionList = z.infer<typeof CardQuestionList>

export const AnswerCardQuestion = z.object({ text: Words.trim().min(1).max(MAX_TEXT) })
export type AnswerCardQuestion = z.infer<typeof AnswerCardQuestion>

export const CardDraft = z.object({
  pack: z.string().describe('The policy pack that it may belong to, such as wengyuan-2023.'),
  file: z.string().describe('Where to put it within that pack’s folder, such as cards/asked-1a2b3c4d.yaml.'),
  yaml: z.string().describe('The card as far as it can be filled in; what is left to do stands in its comments.'),
})
export type CardDraft = z.infer<typeof CardDraft>
