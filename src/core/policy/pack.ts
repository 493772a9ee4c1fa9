import { z } from 'zod'
import { MeasureKind, RegionCode, Urgency } from '../../contract/terms.ts'
import { Citation } from './citation.ts'
import { entry } from './entry.ts'
import { Rule } from './rule.ts'

const fact = entry.fact.optional()
const Hours = z.strictObject({ hours: z.number().positive(), citation: Citation, fact })
const Days = z.strictObject({ days: z.int().positive(), citation: Citation, fact })

const Paper = z.strictObject({
  title: z.string().min(1),
  number: z.string().optional(),
  /** Whoever passed the paper on to his own region, without a word of his own. */
  passedOn: z.array(z.strictObject({ region: RegionCode, number: z.string(), date: z.iso.date() })).optional(),
})

/**
 * A policy pack: what one paper (or the house rule, region '') lays down, as data under `policies/`. Every value names
 * its source. A rule that a pack is silent about is inherited from a wider region.
 */
export const PolicyPack = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** Division code, 2 to 12 digits: the pack is for every place whose code begins with it. '' is everywhere. */
  region: z.union([z.literal(''), RegionCode]),
  paper: Paper,
  /** First and last day. A paper whose last day has passed serves on as the last in force, with a warning. */
  inForce: z
    .strictObject({ from: z.iso.date(), until: z.iso.date().nullable() })
    .refine(({ from, until }) => until === null || from <= until, { path: ['until'], message: '不能早于 from' }),
  /** How soon somebody gets in touch after a lead came in. */
  contactWithin: z.record(Urgency, Hours).optional(),
  /** From the found lead to the finished identification, in natural days. */
  finishWithin: Days.optional(),
  rules: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), Rule).default({}),
  /** Codes of help, needs and shares that the system does not know yet: how people call them. */
  codes: z
    .record(
      z.string().regex(/^[a-z_]+$/),
      z.strictObject({
        words: z.string().min(2),
        /** Of a help: which kind of measure it is, and whether somebody has to work for it. */
        measure: MeasureKind.optional(),
        work: z.boolean().optional(),
      }),
    )
    .optional(),
})
export type PolicyPack = z.infer<typeof PolicyPack>
