import { z } from 'zod'
import { Department, Labour, MeasureKind, RiskType } from '../../contract/terms.ts'
import { Actor, entry, until } from './entry.ts'

const Name = z.string().regex(/^[a-z_]+$/)

/** Kinds of help, and what each may consist of. */
export const MeasuresRule = z.strictObject({
  kind: z.literal('measures'),
  ...entry,
  ...until,
  /** `per_risk`: what is lacking is what is given; one risk, one measure. */
  matched: z.literal('per_risk').optional(),
  measures: z
    .array(
      z.strictObject({
        measure: MeasureKind,
        help: z.array(Name).min(1),
        for: z.array(z.enum(['all', 'qualified', 'poverty_lifted', 'monitored', 'key_groups', 'workers'])).min(1),
        lack: z.array(RiskType).optional(),
        units: z.array(z.union([Department, Actor])),
        /** The authorities pay the whole sum. */
        paidInFull: z.boolean().optional(),
        /** No ceiling on what is paid. */
        noCeiling: z.boolean().optional(),
      }),
    )
    .min(1),
})

/** What suits a household by the labour that it has. */
export const ByLabourRule = z.strictObject({
  kind: z.literal('measures-by-labour'),
  ...entry,
  ...until,
  labour: z
    .array(z.strictObject({ labour: Labour, help: z.array(Name).min(1), leastMeasures: z.int().positive().optional() }))
    .min(1),
})

/** A share that must be reached: of funds, of income, of people. */
export const ShareRule = z.strictObject({
  kind: z.literal('share'),
  ...entry,
  ...until,
  of: Name,
  atLeast: z.strictObject({ percent: z.number().positive().max(100), inclusive: z.boolean() }),
})

/** A bonus for work: who, from which length of work on, and how much at most. */
export const BonusRule = z.strictObject({
  kind: z.literal('bonus'),
  ...entry,
  ...until,
  for: z.array(z.enum(['key_groups', 'monitored', 'poverty_lifted'])).min(1),
  workedMonths: z.strictObject({ months: z.int().positive(), inclusive: z.boolean() }),
  publicPostsCount: z.boolean(),
  most: z.strictObject({ yuanPerMonth: z.number().positive(), yuanPerYear: z.number().positive() }),
})

/** What each person who wants work gets at least. */
export const EmploymentServicesRule = z.strictObject({
  kind: z.literal('employment-services'),
  ...entry,
  ...until,
  by: z.array(Department).min(1),
  guidance: z.int().nonnegative(),
  training: z.int().nonnegative(),
  jobOffers: z.int().nonnegative(),
})

/** Which need goes to which department, and what it has to do. */
export const ReferralsRule = z.strictObject({
  kind: z.literal('referrals'),
  ...entry,
  ...until,
  departments: z
    .array(z.strictObject({ department: Department, needs: z.array(Name).min(1), duty: z.string() }))
    .min(1),
})

/** Measures held against the household: what does not fit is flagged. */
export const MatchCheckRule = z.strictObject({
  kind: z.literal('match-check'),
  ...entry,
  ...until,
  against: z.array(z.enum(['members', 'labour', 'risk_causes'])).min(1),
  mismatch: z.literal('flag'),
})

/** Within which years of age a help is usually given; outside of them somebody looks again. Nobody is turned away by it. */
export const FittingAgesRule = z.strictObject({
  kind: z.literal('fitting-ages'),
  ...entry,
  ages: z
    .array(
      z.strictObject({
        help: z.array(Name).min(1),
        /** Years of age, both included. */
        least: z.int().nonnegative().optional(),
        most: z.int().positive().optional(),
      }),
    )
    .min(1),
})

/** By when a department answers what was handed to it, in natural days. */
export const AnswerWithinRule = z.strictObject({
  kind: z.literal('answer-within'),
  ...entry,
  ...until,
  days: z.int().positive(),
})

/** By when a subsidy that was planned is to be given, in natural days; what is later is late. */
export const GivenWithinRule = z.strictObject({
  kind: z.literal('given-within'),
  ...entry,
  ...until,
  days: z.int().positive(),
})

/** How the work is to be done: what the software must always, or never, do. */
export const PracticeRule = z.strictObject({
  kind: z.literal('practice'),
  ...entry,
  ...until,
  always: z.array(Name),
  never: z.array(Name),
})
