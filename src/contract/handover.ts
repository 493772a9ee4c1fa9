/** The word in a conversation given to a person, and back: what the cadre sees and does. */
import { z } from 'zod'
import { MAX_TEXT, MessageId, TurnView } from './chat.ts'
import { Holder } from './holder.ts'
import { MOST_INT, RegionCode, Words } from './terms.ts'

/** `open`: nobody has answered yet · `answered`: a person talks with him · the last two are ends: the bot has the word again. */
export const HandoverState = z.enum(['open', 'answered', 'returned', 'unanswered'])

export const HandoverSummary = z.object({
  id: z.uuid(),
  state: HandoverState,
  region: RegionCode,
  place: z.string().describe('Township and village in words; the county where no more is known.'),
  name: z.string().nullable().describe('Of the resident, masked; null while unknown.'),
  askedAt: z.iso.datetime(),
  waitingSince: z.iso
    .datetime()
    .nullable()
    .describe('Since when he waits for a word; null when the last word was the cadre’s.'),
  lastAt: z.iso.datetime().describe('The last word of either.'),
  holder: Holder,
  second: Holder.nullable().describe('Asked besides, because the holder let him wait.'),
  mayAnswer: z.boolean().describe('Whether it is I who speak with him.'),
  mayTakeOver: z.boolean(),
  ending: z.string().nullable().describe('How the word came back to the bot, in words.'),
  version: z.int().min(1).describe('Rises with every change: of two frames the greater one is true.'),
})
export type HandoverSummary = z.infer<typeof HandoverSummary>

/** What ended in the last three days stands there too, so that nobody misses that a resident was not answered. */
export const HandoverList = z.object({
  handovers: z.array(HandoverSummary).describe('Who waits longest before all; ended ones last. At most 100.'),
  more: z.boolean().describe('Whether there are more than these.'),
})
export const HandoverDetail = z.object({
  handover: HandoverSummary,
  turns: z
    .array(TurnView)
    .describe('Of the chat, at most 200 after `after`, oldest first: since the hand-over and the ten before it.'),
})
export type HandoverDetail = z.infer<typeof HandoverDetail>
export const HandoverQuery = z.object({ after: z.coerce.number().int().min(0).max(MOST_INT).default(0) })

export const HandoverReply = z.object({
  id: MessageId,
  text: Words.trim().min(1).max(MAX_TEXT),
})
export type HandoverReply = z.infer<typeof HandoverReply>
export const TakeOver = z.object({
  from: z.uuid().describe('The holder that the cadre saw; 409 when it is another by now.'),
})
