import type { HouseholdKind } from '../../contract/terms.ts'
import { findRule } from '../policy/chain.ts'
import { type Grounds, groundsOf } from '../policy/grounds.ts'
import type { PolicyPack } from '../policy/pack.ts'
import type { Where } from './household.ts'
import { monthsLater } from './months.ts'

/** A household with what the two groups are computed from. */
export interface Candidate {
  householdId: string
  /** Village code. */
  region: string
  kind: HouseholdKind
  /** On the register of monitored households: since when, and when the risk was marked as removed. */
  monitored: { since: string; riskRemovedOn: string | null } | null
  people: number
  /** Per head and in yuan, of the whole last year; null while it is not known. */
  incomeLastYear: number | null
}

export interface KeyHousehold {
  householdId: string
  region: string
  people: number
  /** Names of the groups that it is in, such as `lowest_income`. */
  groups: string[]
  incomeLastYear: number | null
  why: string
}

export interface KeyGroups extends Grounds {
  kind: 'computed'
  /** The year whose incomes were counted. */
  year: number
  groups: { group: string; words: string; households: number; people: number; arithmetic: string }[]
  households: KeyHousehold[]
  /** By township: where warning is due. Most people first. */
  areas: { region: string; households: number; people: number }[]
  /** Their income is not known, so nobody says whether they belong to the lowest. */
  incomeUnknown: { householdId: string; region: string; people: number }[]
  /** They stay in the ledger until the risk is removed. */
  untilRiskRemoved: boolean
}

export type KeyGroupsAnswer = KeyGroups | { kind: 'no_rule' }

const TOWNSHIP_DIGITS = 9

/**
 * The groups that a county looks after first. The lowest share is one of people, not of households: of the members of all
 * lifted households and of all monitored ones whose risk is not removed. Who belongs to it is counted from the lowest
 * income per head up, a part of a person as a whole one; who earns just as much as the last of them belongs to it too.
 * Households whose income is not known are neither counted nor guessed, but listed.
 */
export function keyGroups(packs: PolicyPack[], where: Where, candidates: Candidate[]): KeyGroupsAnswer {
  const found = findRule(packs, 'key-groups', 'priority', where.region, where.day)
  if (!found) return { kind: 'no_rule' }
  const year = Number(where.day.slice(0, 4)) - 1
  const looked = candidates.filter((each) => each.kind === 'poverty_lifted' || atRisk(each, where.day))
  const computed = found.rule.groups.flatMap((group) => {
    if (group.lowestPercent !== undefined) return [{ ...group, ...lowest(looked, group.lowestPercent, year) }]
    if (group.leastYears !== undefined) return [{ ...group, ...longest(looked, group.leastYears, where.day) }]
    return []
  })
  const households = looked.flatMap((each): KeyHousehold[] => {
    const mine = computed.filter(({ members }) => members.has(each.householdId))
    if (mine.length === 0) return []
    const { householdId, region, people, incomeLastYear } = each
    const why = mine.map(({ words }) => `${words}。`).join('')
    return [{ householdId, region, people, incomeLastYear, groups: mine.map(({ group }) => group), why }]
  })
  return {
    ...groundsOf(found, where.day),
    kind: 'computed',
    year,
    groups: computed.map(({ group, words, members, arithmetic }) => {
      const mine = looked.filter(({ householdId }) => members.has(householdId))
      return { group, words, households: mine.length, people: sumPeople(mine), arithmetic }
    }),
    households,
    areas: byArea(households),
    incomeUnknown: looked
      .filter(({ incomeLastYear }) => incomeLastYear === null)
      .map(({ householdId, region, people }) => ({ householdId, region, people })),
    untilRiskRemoved: found.rule.untilRiskRemoved,
  }
}

function atRisk({ monitored }: Candidate, day: string): boolean {
  return monitored !== null && (monitored.riskRemovedOn === null || monitored.riskRemovedOn > day)
}

interface Group {
  members: Set<string>
  arithmetic: string
}

function lowest(looked: Candidate[], percent: number, year: number): Group {
  const known = looked.flatMap((each) =>
    each.incomeLastYear === null ? [] : [{ ...each, income: each.incomeLastYear }],
  )
  const people = sumPeople(known)
  // Whole hundredths of a percent, so that a fifth of a hundred people is twenty and not a little more.
  const wanted = Math.ceil((people * Math.round(percent * 100)) / 10_000)
  let reached = 0
  let limit: number | null = null
  for (const { income, people: here } of known.toSorted((a, b) => a.income - b.income)) {
    if (reached >= wanted) break
    reached += here
    if (here > 0) limit = income
  }
  const within = known.filter(({ income }) => limit !== null && income <= limit)
  const arithmetic =
    limit === null
      ? `${year}年的收入还没有一户是清楚的，算不出来。`
      : `收入清楚的有${people}人，${percent}%是${wanted}人。数到第${wanted}人，人均${limit}元；不高于这个数的共${sumPeople(within)}人。`
  return { members: new Set(within.map(({ householdId }) => householdId)), arithmetic }
}

function longest(looked: Candidate[], years: number, day: string): Group {
  const within = looked.filter(
    (each) => each.monitored && atRisk(each, day) && monthsLater(each.monitored.since, Math.round(years * 12)) <= day,
  )
  const arithmetic = `风险没消除的监测户里，到${day}满${years}年的有${within.length}户。`
  return { members: new Set(within.map(({ householdId }) => householdId)), arithmetic }
}

function byArea(households: KeyHousehold[]): KeyGroups['areas'] {
  const areas = Map.groupBy(households, ({ region }) => region.slice(0, TOWNSHIP_DIGITS))
  return [...areas]
    .map(([region, here]) => ({ region, households: here.length, people: sumPeople(here) }))
    .sort((a, b) => b.people - a.people || a.region.localeCompare(b.region))
}

function sumPeople(of: { people: number }[]): number {
  return of.reduce((sum, { people }) => sum + people, 0)
}
