/**
 * What a cadre can do to a case. Each command carries the version that he saw: 409 when somebody was faster. One whose id was done
 * before is answered with the case as it stands.
 */
import { z } from 'zod'
import { ComparedField, DataHolder, EvidenceKind } from './case.ts'
import { ActId, Labour, MOST_INT, MonitoredKind, Words } from './terms.ts'

const version = z.int().min(1).max(MOST_INT)
const words = Words.trim().min(1).max(2_000)
const short = Words.trim().min(1).max(200)
const step = z
  .string()
  .regex(/^[a-z_]+$/)
  .max(60)
const attachments = z.array(z.uuid()).max(20)

/** One thing that was handed in: words, pictures, or both. */
export const GivenEvidence = z.object({
  kind: EvidenceKind,
  text: words.nullable().default(null),
  attachments: attachments.default([]),
})
export type GivenEvidence = z.infer<typeof GivenEvidence>

const evidence = z.array(GivenEvidence).max(20).default([])

const notice = {
  place: short.describe('Where it hangs, in words.'),
  content: words.describe('What it says; names and private numbers are masked before it is stored.'),
  others: z.array(short).max(500).default([]).describe('Other names on the same list; masked before they are stored.'),
  photos: attachments.min(1),
}

export const CaseCommand = z.discriminatedUnion('command', [
  z.object({ command: z.literal('complete_step'), version, id: ActId, step, evidence }),
  z.object({
    command: z.literal('post_notice'),
    version,
    id: ActId,
    step,
    ...notice,
    from: z.iso.date().describe('The day on which it was put up.'),
  }),
  z
    .object({ command: z.literal('change_notice'), version, id: ActId, step, ...notice })
    .describe('The days count anew from today.'),
  z.object({ command: z.literal('end_notice'), version, id: ActId, step }),
  z.object({
    command: z.literal('raise_objection'),
    version,
    id: ActId,
    step,
    from: short.nullable().default(null).describe('Who raised it; null when he wants no name written.'),
    text: words,
  }),
  z.object({
    command: z.literal('settle_objection'),
    version,
    id: ActId,
    step,
    objection: z.int().min(1).max(MOST_INT),
    text: words,
    upheld: z.boolean(),
    backTo: step.nullable().default(null).describe('For an upheld one: the earlier step that it concerns.'),
  }),
  z.object({
    command: z.literal('state_household'),
    version,
    id: ActId,
    stated: z
      .array(z.object({ field: ComparedField, has: z.boolean(), words: short.nullable().default(null) }))
      .min(1)
      .max(20),
  }),
  z.object({
    command: z.literal('ask_department'),
    version,
    id: ActId,
    step,
    department: DataHolder,
    fields: z.array(ComparedField).min(1).max(20),
  }),
  z.object({
    command: z.literal('record_answer'),
    version,
    id: ActId,
    step,
    department: DataHolder,
    source: short.describe('The letter, system or list it was read from.'),
    date: z.iso.date(),
    answers: z
      .array(z.object({ field: ComparedField, has: z.boolean(), words: short.nullable().default(null) }))
      .min(1)
      .max(20),
  }),
  z.object({
    command: z.literal('approve'),
    version,
    id: ActId,
    step,
    monitoredKind: MonitoredKind.nullable().default(null).describe('Needed when a household comes onto the register.'),
    evidence,
  }),
  z.object({ command: z.literal('refuse'), version, id: ActId, step, reason: words }),
  z.object({ command: z.literal('send_back'), version, id: ActId, step, to: step, reason: words }),
  z
    .object({ command: z.literal('withdraw'), version, id: ActId, reason: words })
    .describe('The household wants no more of it.'),
  z.object({
    command: z.literal('start_leaving'),
    version,
    id: ActId,
    stable: z.boolean().describe('Income steady, large spending borne.'),
    labour: Labour.describe('Of the household as a whole.'),
    reason: words,
  }),
  z
    .object({ command: z.literal('mark_risk_removed'), version, id: ActId, text: words })
    .describe('At the end of a year, where the paper says so.'),
])
export type CaseCommand = z.infer<typeof CaseCommand>
