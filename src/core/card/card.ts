import { z } from 'zod'
import { CARD_KINDS } from '../../contract/card.ts'
import { Department } from '../../contract/terms.ts'
import { entry } from '../policy/entry.ts'
import { Condition } from './condition.ts'
import { Figure } from './figure.ts'

const Name = z.string().regex(/^[a-z0-9][a-z0-9-]*$/)
/** Words for people; figures stand in it as `{name}`. */
const Sentence = z.string().min(2)
const Sentences = z.array(Sentence).min(1)

const CardCitation = z.strictObject({
  clause: z.string().min(1),
  /** As printed in the clause. */
  figures: z.array(z.string().min(1)).min(1).optional(),
  /** Where it is not the pack's own paper; only for what the service itself says. */
  paper: z.string().min(1).optional(),
})

/**
 * An information card 明白卡: one matter in plain words. It belongs to the pack in whose folder it lies and takes region,
 * paper and dates from it. For one topic the most specific region wins, then the latest date of effect.
 */
export const Card = z.strictObject({
  id: Name,
  topic: Name,
  /** The facts that it tells, such as WY-3; `house` for what the service itself lays down. */
  facts: z.array(entry.fact).min(1),
  kind: z.enum(CARD_KINDS),
  title: z.string().min(2).max(24),
  says: Sentences,
  figures: z.record(z.string().regex(/^[a-z][a-z_]*$/), Figure).default({}),
  for: z
    .strictObject({
      words: Sentence,
      /** It is for anybody: there is nothing to check. */
      everybody: z.literal(true).optional(),
      conditions: z.array(Condition).min(1).optional(),
      /** What else the paper asks for and no ledger knows. */
      also: z.array(Sentence).min(1).optional(),
    })
    .refine(({ everybody, conditions }) => !(everybody && conditions), {
      path: ['everybody'],
      message: '人人可用的卡片不能再写 conditions',
    }),
  get: Sentences.optional(),
  apply: Sentences.optional(),
  /** Papers to bring, where the paper says so. */
  papers: Sentences.optional(),
  department: z.array(Department).min(1).optional(),
  /** How people ask for it. */
  phrasings: z.array(z.string().min(2).max(80)).min(8).max(30),
  /** Neighbouring questions that it does not answer. */
  not: z.array(z.string().min(2)).min(1).optional(),
  citations: z.array(CardCitation).min(1),
  /** First and last day, where they differ from the paper's. */
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  /** Read aloud in place of `says`. */
  audio: Sentences.optional(),
})
export type Card = z.infer<typeof Card>

/** A card with the pack that it belongs to. */
export interface PackCard {
  pack: string
  card: Card
}
