import { z } from 'zod'
import { HOUSEHOLD_KIND_LABEL, HOUSEHOLD_KINDS } from '../../contract/terms.ts'
import { entry, until } from './entry.ts'

/** Whom a line is for; `monitored` are households already on the register. */
export const LineHousehold = z.enum([...HOUSEHOLD_KINDS, 'monitored'])
export type LineHousehold = z.infer<typeof LineHousehold>

export const LINE_HOUSEHOLD_LABEL: Record<LineHousehold, string> = { ...HOUSEHOLD_KIND_LABEL, monitored: '监测户' }

/** By its word or its code; null where it is neither. */
export function lineHouseholdOf(text: string): LineHousehold | null {
  return LineHousehold.options.find((kind) => kind === text || LINE_HOUSEHOLD_LABEL[kind] === text) ?? null
}

const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/**
 * A limit in yuan a head and year. `inclusive`: the figure itself is still within (以下, 以内), or not (低于, 不满).
 * `from` and `to` are the first and last month in which it holds; without them it always does.
 */
const Limit = z
  .strictObject({
    yuan: z.number().positive(),
    inclusive: z.boolean(),
    from: Month.optional(),
    to: Month.optional(),
  })
  .refine((limit) => (limit.from === undefined) === (limit.to === undefined), 'from 和 to 要么都写，要么都不写')
  .refine((limit) => !limit.from || !limit.to || limit.from <= limit.to, 'from 不能晚于 to')
export type Limit = z.infer<typeof Limit>

/** An income within the limit, and over the limit of the band before, is in this band. */
const Band = z.strictObject({
  band: z.enum(['monitored', 'monitored_province', 'monitored_city', 'warning']),
  words: z.string().min(2),
  limits: z.array(Limit).min(1).refine(apart, '几个时间段不能重叠，也要按先后写'),
  /** What must be so beside the income, in plain words. */
  also: z.array(z.string()).optional(),
})

export const LineRule = z
  .strictObject({
    kind: z.literal('line'),
    ...entry,
    ...until,
    figures: z.array(z.string()).min(1),
    measure: z.literal('per_capita_disposable_income'),
    unit: z.literal('yuan_per_head_and_year'),
    households: z.array(LineHousehold).min(1),
    bands: z.array(Band).min(1).refine(rising, '几档的金额要从低到高写'),
  })
  .superRefine(({ figures, bands }, context) => {
    const printed = new Set(figures.flatMap(yuanIn))
    bands.forEach(({ limits }, band) => {
      limits.forEach(({ yuan }, limit) => {
        if (!printed.has(yuan))
          context.addIssue({
            code: 'custom',
            path: ['bands', band, 'limits', limit, 'yuan'],
            message: `${yuan} 和 figures 里抄的原文数字对不上`,
          })
      })
    })
  })
export type LineRule = z.infer<typeof LineRule>

/** The numbers that stand in a printed figure, such as 10420元以下 or 低于1万元. A swapped digit moves who is monitored. */
function yuanIn(figure: string): number[] {
  return [...figure.matchAll(/(\d+(?:\.\d+)?)(万?)/g)].map(([, digits, unit]) => Number(digits) * (unit ? 10_000 : 1))
}

function apart(limits: Limit[]): boolean {
  if (limits.length === 1) return true
  return limits.every(({ from }, i) => {
    const before = limits[i - 1]
    return from !== undefined && (!before || (before.to ?? '') < from)
  })
}

function rising(bands: z.infer<typeof Band>[]): boolean {
  const lowest = (i: number) => Math.min(...(bands[i]?.limits.map(({ yuan }) => yuan) ?? []))
  const highest = (i: number) => Math.max(...(bands[i]?.limits.map(({ yuan }) => yuan) ?? []))
  return bands.every((_, i) => i === 0 || highest(i - 1) < lowest(i))
}

/**
 * The limit that holds on a day (yyyy-mm-dd). After the last span of time the last limit is carried on; before the
 * first one, and between two, there is none.
 */
export function limitOn(limits: Limit[], day: string): { limit: Limit; carriedOn: boolean } | null {
  const month = day.slice(0, 7)
  const holds = limits.find(({ from, to }) => !from || !to || (from <= month && month <= to))
  if (holds) return { limit: holds, carriedOn: false }
  const last = limits.at(-1)
  return last?.to && last.to < month ? { limit: last, carriedOn: true } : null
}

/** Whether an income is within a limit. */
export function within(income: number, limit: Limit): boolean {
  return limit.inclusive ? income <= limit.yuan : income < limit.yuan
}

/** How near to a line an income must be for somebody to look again: a rule of the house, not of a paper. */
export const MarginRule = z.strictObject({ kind: z.literal('margin'), ...entry, yuan: z.number().nonnegative() })

/**
 * For how many days before a deadline an income that lifts a household just over a line is looked at again: a rule of the house.
 * `finishBy`: the end of an identification.
 */
export const IncomeWatchRule = z.strictObject({
  kind: z.literal('income-watch'),
  ...entry,
  daysBefore: z.strictObject({
    finishBy: z.int().nonnegative(),
    quarterEnd: z.int().nonnegative(),
    yearEnd: z.int().nonnegative(),
  }),
})

/**
 * From which figures on a household is looked at where a paper says 大幅, or 仍然较重, and names none: a rule of the house. Percent
 * of its income; nothing is refused or decided by it.
 */
export const HardshipWatchRule = z.strictObject({
  kind: z.literal('hardship-watch'),
  ...entry,
  /** The income fell by so much or more against the twelve months before. */
  shrunkPercent: z.number().positive().max(100),
  /** What is left to pay after insurance and aid is so much of the income or more. */
  burdenPercent: z.number().positive(),
})
