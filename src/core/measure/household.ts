import type { Labour, MonitoredKind, RiskType } from '../../contract/terms.ts'
import type { HouseholdLedger, Measure, Member } from '../ledger/ledger.ts'

/** A household as rules on help look at it. */
export interface HelpedHousehold {
  ledger: HouseholdLedger
  risks: RiskType[]
  /** Null: it is not monitored, or not yet. */
  monitored: MonitoredKind | null
  /** One of the groups that the county looks after first. */
  keyGroup: boolean
}

/** Where and on which day (yyyy-mm-dd) the rules are asked. */
export interface Where {
  region: string
  day: string
}

/** Those who belong to the household on a day. */
export function presentMembers(ledger: HouseholdLedger, day: string): Member[] {
  return ledger.members.filter(
    ({ joined, left }) => (joined === null || joined <= day) && (left === null || left > day),
  )
}

/** Whether measures count as help that the household has, or is to have. */
export function heldMeasures(ledger: HouseholdLedger): Measure[] {
  return ledger.measures.filter(({ state }) => state !== 'ended')
}

/**
 * The labour that decides for the whole household: the best that anybody in it has. Null while that is not known. Children are not
 * asked and have none.
 */
export function labourOf(ledger: HouseholdLedger, day: string): { labour: Labour | null; unsaid: Member[] } {
  const members = presentMembers(ledger, day).map((member) => {
    const labour = member.labour ?? (mayWork(member, day) ? null : 'none')
    return { ...member, labour }
  })
  const unsaid = members.filter(({ labour }) => labour === null)
  if (members.some(({ labour }) => labour === 'full')) return { labour: 'full', unsaid }
  if (members.length === 0 || unsaid.length > 0) return { labour: null, unsaid }
  return { labour: members.some(({ labour }) => labour === 'weak_or_half') ? 'weak_or_half' : 'none', unsaid }
}

/**
 * The least and the most years of age that a person can have on a day, by what is known of his birthday (yyyy, yyyy-mm or
 * yyyy-mm-dd). Null where nothing is.
 */
export function ageOn(born: string | null, day: string): { least: number; most: number } | null {
  if (born === null) return null
  const [year = 0, month, date] = born.split('-').map(Number)
  const [toYear = 0, toMonth = 0, toDate = 0] = day.split('-').map(Number)
  const years = toYear - year
  const had = (bornMonth: number, bornDate: number) =>
    toMonth > bornMonth || (toMonth === bornMonth && toDate >= bornDate)
  const latest = had(month ?? 12, date ?? 31)
  const earliest = had(month ?? 1, date ?? 1)
  return { least: years - (latest ? 0 : 1), most: years - (earliest ? 0 : 1) }
}

const WORK_AGE = 16

/** Whether somebody may be asked for work at all; who may be old enough is. */
export function mayWork({ labour, born }: Pick<Member, 'labour' | 'born'>, day: string): boolean {
  const age = ageOn(born, day)
  return labour !== 'none' && (age === null || age.most >= WORK_AGE)
}
