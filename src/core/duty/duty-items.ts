import type { HouseholdKind } from '../../contract/terms.ts'
import type { PolicyPack } from '../policy/pack.ts'
import type { Roster } from '../routing/roster.ts'
import { chinaDay } from '../words/when.ts'
import { type DutyHolder, type DutyLevel, holderAt, levelOf } from './answers.ts'
import { type DutyInForce, dutiesInForce, dutyClock } from './duty-rules.ts'
import { addDays, dayInPeriod, endOfDay, type Period, type PeriodKind, periodsIn } from './period.ts'

/** The places of one county that duties are made for, and its households. */
export interface DutyPlaces {
  county: string
  townships: string[]
  villages: string[]
  households: DutyHousehold[]
}
export interface DutyHousehold {
  id: string
  /** 12-digit village code. */
  region: string
  kind: HouseholdKind
  /** The cadre named for it, if any. */
  cadreId: string | null
}

/** One duty in one period: the same for every place that has it. Days are yyyy-mm-dd. */
export interface DutyTask {
  rule: string
  pack: string
  what: DutyInForce['rule']['what']
  /** In plain words. */
  says: string
  source: string
  warning: string | null
  period: Period
  /** The first day on which it is expected. */
  expectedFrom: string
  /** The end of the day on which it is due. */
  dueAt: Date
  /** From here on it is overdue: later than `dueAt` only where the paper names a span of days. */
  lateAt: Date
  remindAt: Date
  handUpDays: number
  leastTimes: number
  /** The level where it belongs. */
  belongs: DutyLevel
}

/** One task of one place. */
export interface DutySubject extends DutyHolder {
  /** Whose rows these are: the place itself, or the county where the task is its city's. */
  region: string
  /** What it is done for; the city's code where it is the city's. */
  place: string
  householdId: string | null
}
export interface DutyItems {
  task: DutyTask
  subjects: DutySubject[]
}

/**
 * Every recurring duty whose period has begun by `to` and that was not overdue before `from` (yyyy-mm-dd, both included), with
 * who answers for it by the roster. Where nobody is on duty it stands with the next level at once.
 */
export function dutyItems(
  packs: PolicyPack[],
  places: DutyPlaces,
  roster: Roster,
  from: string,
  to: string,
): DutyItems[] {
  const holders = new Map<string, DutyHolder>()
  const holder = (level: DutyLevel, region: string, cadreId: string | null) => {
    // A county has tens of thousands of households and a few hundred answers.
    const key = `${level} ${region} ${cadreId}`
    const found = holders.get(key) ?? holderAt(level, region, cadreId, roster)
    holders.set(key, found)
    return found
  }
  return [...byPacks(packs, places)].flatMap(([region, own]) =>
    tasksIn(packs, region, from, to).flatMap(({ rule, task }) => {
      const subjects = subjectsOf(rule, own).map(({ cadreId, ...subject }) => ({
        ...subject,
        ...holder(task.belongs, subject.region, cadreId),
      }))
      return subjects.length > 0 ? [{ task, subjects }] : []
    }),
  )
}

const PERIODS: PeriodKind[] = ['month', 'quarter', 'half_year', 'year', 'once']

function tasksIn(packs: PolicyPack[], region: string, from: string, to: string) {
  return PERIODS.flatMap((kind) =>
    periodsIn(kind, from, to).flatMap((period) =>
      dutiesInForce(packs, region, period.last).flatMap(({ name }) => {
        const found = taskIn(packs, region, name, kind, period)
        const wanted = found && begins(found.duty, period) <= to && chinaDay(found.task.lateAt) >= from
        return wanted ? [{ rule: found.duty.rule, task: found.task }] : []
      }),
    ),
  )
}

/** By the paper that is in force at the period's end; one that came only after its own day was past leaves it to the one before. */
function taskIn(packs: PolicyPack[], region: string, name: string, kind: PeriodKind, period: Period) {
  for (let day = period.last; ; ) {
    const duty = dutiesInForce(packs, region, day).find((each) => each.name === name)
    if (duty?.rule.period !== kind) return null
    // What a paper wants once it wants in its own year, however long it serves on.
    if (kind === 'once' && duty.since.slice(0, 4) !== period.name) return null
    const task = taskOf(packs, region, duty, kind, period)
    if (chinaDay(task.lateAt) >= duty.since) return { duty, task }
    day = addDays(duty.since, -1)
  }
}

function begins({ since }: DutyInForce, { first }: Period): string {
  return since > first ? since : first
}

const LAST_MONTH: Record<PeriodKind, number> = { month: 1, quarter: 3, half_year: 6, year: 12, once: 12 }

function taskOf(packs: PolicyPack[], region: string, duty: DutyInForce, kind: PeriodKind, period: Period): DutyTask {
  const { name, rule, pack, source, warning } = duty
  const { month, monthOfPeriod, fromDay, day = 'last', latestDay = day } = rule.due ?? {}
  const inMonth = (on: number | 'last') => dayInPeriod(period, month ?? monthOfPeriod ?? LAST_MONTH[kind], on)
  const [start, due] = [begins(duty, period), inMonth(day)]
  const clock = dutyClock(packs, region, period.last)
  return {
    rule: name,
    pack,
    what: rule.what,
    says: rule.says,
    source,
    warning,
    period,
    expectedFrom: fromDay !== undefined && inMonth(fromDay) > start ? inMonth(fromDay) : start,
    dueAt: endOfDay(due),
    lateAt: endOfDay(inMonth(latestDay)),
    // From eight in the morning of that day: the job that reminds runs then.
    remindAt: new Date(`${addDays(due, -clock.remindDays[kind])}T00:00:00+08:00`),
    handUpDays: clock.handUpDays,
    leastTimes: rule.leastTimes ?? 1,
    belongs: levelOf(rule),
  }
}

/** The places that the same packs speak for, by the code that says which. */
function byPacks(packs: PolicyPack[], places: DutyPlaces): Map<string, Group> {
  const { county } = places
  const narrower = packs
    .map(({ region }) => region)
    .filter((region) => region.length > county.length && region.startsWith(county))
    .sort((a, b) => b.length - a.length)
  const groups = new Map<string, Group>([[county, { county, townships: [], villages: [], households: [] }]])
  const groupOf = (code: string) => {
    const key = narrower.find((region) => code.startsWith(region)) ?? county
    const group = groups.get(key) ?? { county: null, townships: [], villages: [], households: [] }
    groups.set(key, group)
    return group
  }
  for (const code of places.townships) groupOf(code).townships.push(code)
  for (const code of places.villages) groupOf(code).villages.push(code)
  for (const household of places.households) groupOf(household.region).households.push(household)
  return groups
}
/** `county` null: only a part of it, so what is the county's is not its. */
type Group = Omit<DutyPlaces, 'county'> & { county: string | null }

function subjectsOf(
  { forEach, households }: DutyInForce['rule'],
  { county, ...own }: Group,
): (Omit<DutySubject, keyof DutyHolder> & { cadreId: string | null })[] {
  const at = (region: string) => ({ region, place: region, householdId: null, cadreId: null })
  switch (forEach) {
    case 'household':
      return own.households
        .filter(({ kind }) => households?.includes(kind) ?? true)
        .map(({ id, region, cadreId }) => ({ region, place: region, householdId: id, cadreId }))
    case 'village':
      return own.villages.map(at)
    case 'township':
      return own.townships.map(at)
    case 'county':
      return county === null ? [] : [at(county)]
    case 'city':
      return county === null ? [] : [{ ...at(county), place: county.slice(0, 4) }]
  }
}
