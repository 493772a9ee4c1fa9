import { z } from 'zod'
import { DutyKind } from '../../contract/duty.ts'
import { Department, HouseholdKind } from '../../contract/terms.ts'
import { Actor, entry, until } from './entry.ts'

/** When in its period a duty is due. Days are those of the month; `fromDay` is the first day on which it is expected. */
const Due = z.strictObject({
  /** Of the year, for a duty that is done once or every year. */
  month: z.int().min(1).max(12).optional(),
  /** 1 is the first month of a quarter, 3 its last. */
  monthOfPeriod: z.int().min(1).max(6).optional(),
  fromDay: z.int().min(1).max(31).optional(),
  day: z.union([z.int().min(1).max(31), z.literal('last')]),
  /** The last day that the paper's own words still allow, where it names a span (中旬). */
  latestDay: z.int().min(1).max(31).optional(),
})

/** Recurring work: who does what, where, how often, and by when. */
export const DutyRule = z.strictObject({
  kind: z.literal('duty'),
  ...entry,
  ...until,
  what: DutyKind,
  by: z.array(Actor).min(1),
  /** For each of what it is done once. */
  forEach: z.enum(['household', 'village', 'township', 'county', 'city']),
  /** With `household`: which kinds of households; every one on file where the paper does not say. */
  households: z.array(HouseholdKind).min(1).optional(),
  /** `ongoing`: the paper says regularly, or at once, and names no time. */
  period: z.enum(['month', 'quarter', 'half_year', 'year', 'once', 'ongoing']),
  due: Due.optional(),
  leastTimes: z.int().positive().optional(),
  /** Who answers for it being done. */
  answers: z.array(Actor).optional(),
  /** What is entered, compared or listed. */
  about: z.array(z.string().regex(/^[a-z_]+$/)).optional(),
  to: z.array(z.union([Actor, Department])).optional(),
})

/** When whoever answers for a duty is reminded of it, and when it goes up to the next level. In natural days. */
export const DutyClockRule = z.strictObject({
  kind: z.literal('duty-clock'),
  ...entry,
  ...until,
  /** Days before it is due, by how often it comes round. */
  remindDays: z.strictObject({
    month: z.int().nonnegative(),
    quarter: z.int().nonnegative(),
    half_year: z.int().nonnegative(),
    year: z.int().nonnegative(),
    once: z.int().nonnegative(),
  }),
  /** Not done so many days after it was due, it goes up one level, and after as many again one more. */
  handUpDays: z.int().positive(),
})

/** What people are told, and in which ways. */
export const PublicityRule = z.strictObject({
  kind: z.literal('publicity'),
  ...entry,
  ...until,
  by: z.array(Actor).min(1),
  audience: z.array(z.enum(['all', 'poverty_lifted', 'monitored', 'cadres'])).min(1),
  subjects: z
    .array(z.enum(['self_report_ways', 'policies', 'policies_enjoyed', 'job_offers', 'employment_subsidies']))
    .min(1),
  ways: z.array(z.enum(['village_meeting', 'wechat_group', 'home_visit', 'card', 'guide'])),
})
