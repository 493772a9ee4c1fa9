import { z } from 'zod'
import { Urgency } from '../../contract/terms.ts'

const Citation = z.object({ paper: z.string(), number: z.string().optional(), clause: z.string().optional() })
const Hours = z.object({ hours: z.number().positive(), citation: Citation })
const Days = z.object({ days: z.int().positive(), citation: Citation })

/**
 * A policy pack: what one paper (or the house rule, region '') lays down, as data under `policies/`. Every value names
 * its source. A rule that a pack is silent about is inherited from a wider region.
 */
export const PolicyPack = z.object({
  id: z.string(),
  region: z.string().regex(/^(\d{2}(\d{2}(\d{2})?)?)?$/),
  inForce: z.object({ from: z.iso.date(), until: z.iso.date().nullable() }),
  /** How soon somebody gets in touch after a lead came in. */
  contactWithin: z.record(Urgency, Hours).optional(),
  /** From the found lead to the finished identification, in natural days. */
  finishWithin: Days.optional(),
})
export type PolicyPack = z.infer<typeof PolicyPack>
export type Citation = z.infer<typeof Citation>

/**
 * The rule in force for a region on a day (yyyy-mm-dd): the most specific region wins, then the latest date of effect.
 * Null where no paper lays it down; the caller says so and never guesses.
 */
export function ruleFor<K extends 'contactWithin' | 'finishWithin'>(
  packs: PolicyPack[],
  rule: K,
  region: string,
  day: string,
): { value: NonNullable<PolicyPack[K]>; pack: PolicyPack } | null {
  const candidates = packs
    .filter((pack) => pack[rule] && region.startsWith(pack.region) && pack.inForce.from <= day)
    .sort((a, b) => b.region.length - a.region.length || b.inForce.from.localeCompare(a.inForce.from))
  const pack = candidates[0]
  const value = pack?.[rule]
  return pack && value ? { value: value as NonNullable<PolicyPack[K]>, pack } : null
}

/** 惠州 2024 工作要点 二 — how a citation is written for people. */
export function citationWords(citation: Citation): string {
  return [citation.paper, citation.number, citation.clause].filter(Boolean).join(' ')
}
