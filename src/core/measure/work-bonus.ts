import type { HouseholdKind, MonitoredKind } from '../../contract/terms.ts'
import { findRule } from '../policy/chain.ts'
import { type Grounds, groundsOf } from '../policy/grounds.ts'
import type { PolicyPack } from '../policy/pack.ts'
import type { Where } from './household.ts'

/** One month in which somebody worked; in a public post or elsewhere. */
export interface WorkedMonth {
  /** yyyy-mm */
  month: string
  publicPost: boolean
}

export interface Worker {
  kind: HouseholdKind
  monitored: MonitoredKind | null
  keyGroup: boolean
  months: WorkedMonth[]
}

export type BonusAnswer =
  | ({ kind: 'due'; yuan: number; months: number; arithmetic: string[]; why: string } & Grounds)
  | ({
      kind: 'not_due'
      reason: 'not_entitled' | 'too_few_months'
      months: number
      arithmetic: string[]
      why: string
    } & Grounds)
  | { kind: 'no_rule' }

/**
 * The most that a worker may be given for a calendar year's work. It is a ceiling that the county pays from, so the county
 * may pay less; the sum is shown step by step.
 */
export function workBonus(packs: PolicyPack[], where: Where, year: number, worker: Worker): BonusAnswer {
  const found = findRule(packs, 'work-bonus', 'bonus', where.region, where.day)
  if (!found) return { kind: 'no_rule' }
  const { rule } = found
  const grounds = groundsOf(found, where.day)
  const here = worker.months.filter(({ month }) => month.startsWith(`${year}-`))
  const counted = new Set(
    here.filter(({ publicPost }) => rule.publicPostsCount || !publicPost).map(({ month }) => month),
  )
  const months = counted.size
  const all = new Set(here.map(({ month }) => month)).size
  const arithmetic = [
    `${year}年干活${all}个月，${all > months ? `其中公益岗位${all - months}个月不算，` : ''}算${months}个月。`,
  ]
  const entitled =
    (rule.for.includes('key_groups') && worker.keyGroup) ||
    (rule.for.includes('monitored') && worker.monitored !== null) ||
    (rule.for.includes('poverty_lifted') && worker.kind === 'poverty_lifted')
  if (!entitled)
    return {
      ...grounds,
      kind: 'not_due',
      reason: 'not_entitled',
      months,
      arithmetic,
      why: '不是重点户，这笔奖励没有份。',
    }
  const { workedMonths, most } = rule
  const enough = workedMonths.inclusive ? months >= workedMonths.months : months > workedMonths.months
  if (!enough) {
    const least = workedMonths.inclusive ? `满${workedMonths.months}个月` : `超过${workedMonths.months}个月`
    const why = `要${least}才有奖励，现在算${months}个月。`
    return { ...grounds, kind: 'not_due', reason: 'too_few_months', months, arithmetic, why }
  }
  const sum = months * most.yuanPerMonth
  const yuan = Math.min(sum, most.yuanPerYear)
  arithmetic.push(`${months}个月乘每月最多${most.yuanPerMonth}元，是${sum}元。`)
  arithmetic.push(
    sum > most.yuanPerYear
      ? `一年最多${most.yuanPerYear}元，所以是${yuan}元。`
      : `没超过一年最多的${most.yuanPerYear}元。`,
  )
  return { ...grounds, kind: 'due', yuan, months, arithmetic, why: `是重点户，干满了月数，最多可以奖${yuan}元。` }
}
