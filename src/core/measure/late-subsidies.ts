import { findRule } from '../policy/chain.ts'
import { type Grounds, groundsOf } from '../policy/grounds.ts'
import type { PolicyPack } from '../policy/pack.ts'
import type { Where } from './household.ts'
import { dateWords, daysLater } from './months.ts'

/** What is paid to a household or its people; help in kind and work are no subsidies. */
const SUBSIDIES: ReadonlySet<string> = new Set([
  'industry_award',
  'work_away_subsidy',
  'hiring_subsidy',
  'social_insurance_subsidy',
  'travel_subsidy',
  'training_subsidy',
  'living_subsidy',
  'basic_allowance',
  'destitute_support',
  'temporary_aid',
  'medical_aid',
  'schooling_aid',
  'vocational_schooling_aid',
  'housing_repair',
])

export interface PlannedHelp {
  help: string
  plannedOn: string
  givenOn: string | null
  endedOn: string | null
}

/** `late`: given after its time. `withheld`: its time is over and nothing was given. */
export type LateSubsidy<H> = { measure: H; state: 'late' | 'withheld'; dueDay: string; days: number; why: string }

export type LateSubsidies<H> =
  | { kind: 'no_rule' }
  /** `deadline`: where the number of days stands; the paper itself may name none. */
  | (Grounds & { kind: 'computed'; deadline: Grounds; within: number; subsidies: LateSubsidy<H>[] })

/**
 * Subsidies that a paper wants neither late nor withheld, by the days on which they were planned and given (JX-10); the longest
 * waiting first. What was given up with a reason before it was given is none.
 */
export function lateSubsidies<H extends PlannedHelp>(
  packs: PolicyPack[],
  where: Where,
  measures: H[],
): LateSubsidies<H> {
  const asked = findRule(packs, 'subsidies-in-time', 'practice', where.region, where.day)
  const within = findRule(packs, 'subsidy-given', 'given-within', where.region, where.day)
  if (!asked?.rule.never.includes('late_subsidy') || !within) return { kind: 'no_rule' }
  const { days: most } = within.rule
  const subsidies = measures.flatMap((measure): LateSubsidy<H>[] => {
    const { help, plannedOn, givenOn, endedOn } = measure
    if (!SUBSIDIES.has(help) || (givenOn === null && endedOn !== null)) return []
    const dueDay = daysLater(plannedOn, most)
    const until = givenOn ?? where.day
    if (until <= dueDay) return []
    const days = daysBetween(dueDay, until)
    const words = `${dateWords(plannedOn)}计划，应在${dateWords(dueDay)}以前发到`
    const why = givenOn === null ? `${words}，过了${days}天还没有发。` : `${words}，晚了${days}天。`
    return [{ measure, state: givenOn === null ? 'withheld' : 'late', dueDay, days, why }]
  })
  subsidies.sort((a, b) => Number(a.state === 'late') - Number(b.state === 'late') || b.days - a.days)
  const deadline = groundsOf(within, where.day)
  return { kind: 'computed', ...groundsOf(asked, where.day), deadline, within: most, subsidies }
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
