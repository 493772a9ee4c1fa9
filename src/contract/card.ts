/** Information cards 明白卡, as anybody may read them. */
import { z } from 'zod'
import { RegionCode } from './terms.ts'

export const CARD_KINDS = ['help', 'line', 'step', 'notice', 'deadline', 'right', 'department', 'way'] as const
export const CardKind = z.enum(CARD_KINDS)
export type CardKind = z.infer<typeof CardKind>

/** In the order in which a list shows them. */
export const CARD_KIND_LABEL: Record<CardKind, string> = {
  help: '能得到什么帮扶',
  way: '怎么申请、怎么办',
  line: '收入多少算困难',
  right: '您有什么权利',
  step: '一步一步怎么走',
  notice: '公示公告怎么看',
  deadline: '多少天办好',
  department: '哪个部门管什么',
}

/** How large the type is: on the page and on the picture. */
export const CARD_SIZES = ['normal', 'large', 'largest'] as const
export const CardSize = z.enum(CARD_SIZES)
export type CardSize = z.infer<typeof CardSize>

/** No paper is older, and nobody asks further ahead. */
const [FIRST_DAY, LAST_DAY] = ['2015-01-01', '2100-12-31']

export const CardPlace = z.object({
  region: RegionCode.optional().describe('Whose cards; the deployment’s own county where it is left out.'),
  date: z.iso
    .date('日期要写成 2026-11-28 这样')
    .refine((day) => day >= FIRST_DAY && day <= LAST_DAY, '日期要在 2015 年到 2100 年之间')
    .optional()
    .describe('The cards that hold on this day; today in China where it is left out.'),
})
export type CardPlace = z.infer<typeof CardPlace>

/** Of a question for the finder, in UTF-16 units; no phrasing is longer. */
export const MAX_QUESTION = 80
export const CardQuery = CardPlace.extend({
  kind: CardKind.optional(),
  topic: z.string().max(80).optional(),
  q: z.string().trim().max(MAX_QUESTION).optional().describe('A question in plain words, for the finder.'),
})
export type CardQuery = z.infer<typeof CardQuery>

export const CardPictureQuery = CardPlace.extend({ size: CardSize.default('normal') })

export const CardName = z.object({ id: z.string().max(80) })

export const CardSummary = z.object({
  id: z.string(),
  topic: z.string(),
  kind: CardKind,
  title: z.string(),
  forWhom: z.string().describe('Whom it is for, in a sentence.'),
})
export type CardSummary = z.infer<typeof CardSummary>

const Where = {
  region: RegionCode,
  place: z.string().describe('The name of the region.'),
  date: z.iso.date(),
}

export const CardFinding = z.object({
  kind: z
    .enum(['answered', 'close', 'unanswered'])
    .describe('answered: the first card answers. close: one of two may, ask which. unanswered: nothing is laid down.'),
  cards: z.array(CardSummary).max(2),
  notes: z.array(z.string()).describe('What the asker should hear before the card, such as that it names no such sum.'),
})
export type CardFinding = z.infer<typeof CardFinding>

export const CardList = z.object({
  ...Where,
  cards: z.array(CardSummary).describe('All that hold there on that day, of the kind and topic asked for.'),
  found: CardFinding.nullable().describe('What the finder says to `q`; null where nothing was asked.'),
})
export type CardList = z.infer<typeof CardList>

export const CardView = CardSummary.extend({
  ...Where,
  says: z.array(z.string()),
  also: z.array(z.string()).describe('What else is looked at before somebody gets it.'),
  get: z.array(z.string()),
  apply: z.array(z.string()),
  papers: z.array(z.string()),
  departments: z.array(z.string()),
  warning: z.string().nullable().describe('That the paper has run out, and serves on.'),
  sources: z.array(z.string()).describe('Paper and clause, in words.'),
  audio: z.array(z.string()).describe('To be read aloud, a sentence each.'),
})
export type CardView = z.infer<typeof CardView>
