/** Reply blocks: what the conversation answers with, on every channel. A channel renders what it can and falls back to text. */
import { z } from 'zod'
import { RegionCode, RiskType } from './terms.ts'

export const TextBlock = z
  .object({
    kind: z.literal('text'),
    text: z.string(),
    from: z
      .string()
      .optional()
      .describe(
        'The person who says this, name and office in words; absent when the system speaks. Always shown with it.',
      ),
  })
  .describe('Plain words.')

export const QuickRepliesBlock = z
  .object({ kind: z.literal('quick_replies'), options: z.array(z.string()).min(1) })
  .describe('Answers to tap. Tapping sends the option as text, so a channel without buttons loses nothing.')

export const CardRow = z.object({
  label: z.string(),
  value: z.string(),
  words: z.string().optional().describe('The resident’s own words that the value was taken from.'),
})
export type CardRow = z.infer<typeof CardRow>

export const CardBlock = z
  .object({
    kind: z.literal('card'),
    title: z.string(),
    text: z.string().optional(),
    rows: z.array(CardRow).default([]),
    source: z.string().optional().describe('Paper and clause, in words.'),
    card: z.string().optional().describe('Of an information card: its id.'),
    region: RegionCode.optional().describe('Whose card it is: the village where it is known, else the county.'),
    date: z.iso.date().optional().describe('The day on which it held so.'),
  })
  .describe('A titled block: the read-back of a report, the progress of a lead, a policy explained.')

export type CardBlock = z.infer<typeof CardBlock>

export const ReceiptLead = z.object({
  number: z.string().describe('What the resident quotes when he asks, such as A1024.'),
  riskType: RiskType,
  merged: z.boolean().describe('True when the same matter of the same household was open already.'),
  holder: z.string().describe('Who has it now: name and office, in words.'),
  dueAt: z.iso.datetime().describe('By when somebody gets in touch.'),
})
export type ReceiptLead = z.infer<typeof ReceiptLead>

export const ReceiptBlock = z
  .object({
    kind: z.literal('receipt'),
    leads: z.array(ReceiptLead).min(1),
    text: z.string().describe('What happens next and by when, in plain words.'),
  })
  .describe('Proof that the report was taken, with its numbers.')

export const Block = z.discriminatedUnion('kind', [TextBlock, QuickRepliesBlock, CardBlock, ReceiptBlock])
export type Block = z.infer<typeof Block>
export type ReceiptBlock = z.infer<typeof ReceiptBlock>
