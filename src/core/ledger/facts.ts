import { chinaDay } from '../words/when.ts'
import { type FactValue, type FieldName, NOT_INSURED } from './fields.ts'
import type { FactSource, Member } from './ledger.ts'
import { isPerson, sourceKey } from './source.ts'
import type { MemberRow } from './timeline.ts'

/** One thing that somebody said of a household or of one member. Never changed: what is said later stands beside it. */
export interface Fact {
  id: string
  member: string | null
  field: FieldName
  value: FactValue
  /** yyyy or yyyy-mm that a sum is for; null where it is simply so. */
  period: string | null
  /** The day (yyyy-mm-dd) as of which it is so. */
  day: string
  source: FactSource
  at: Date
  /** Facts that this one settles: a cadre saw them and said what holds. */
  settles: string[]
  /** Why it was settled so. */
  why: string | null
}

/** What holds, and what lists say otherwise and nobody has settled yet. */
export interface FactInForce {
  fact: Fact
  others: Fact[]
}

/**
 * What is in force of each field, of the newest period first. What a person said wins over any list, the later day over the earlier
 * one; a list that says otherwise is kept beside it until a cadre settles it.
 */
export function factsInForce(facts: Fact[]): FactInForce[] {
  const settled = new Set(facts.flatMap(({ settles }) => settles))
  const groups = Map.groupBy(facts, ({ member, field, period }) => `${field}/${member ?? ''}/${period ?? ''}`)
  return [...groups.values()]
    .flatMap((group) => {
      const newestFirst = [...group].sort(newer)
      const said = newestFirst.filter(({ source, settles }) => isPerson(source) || settles.length > 0)
      const listed = latestOfEach(newestFirst.filter(({ source }) => !isPerson(source)))
      const fact = said[0] ?? listed.find(({ id }) => !settled.has(id)) ?? listed[0]
      if (!fact) return []
      const others = listed.filter((each) => each.id !== fact.id && !settled.has(each.id) && !sameValue(each, fact))
      return [{ fact, others }]
    })
    .sort((a, b) => a.fact.field.localeCompare(b.fact.field) || newer(a.fact, b.fact))
}

/** Of each list only its newest word counts. */
function latestOfEach(newestFirst: Fact[]): Fact[] {
  const seen = new Set<string>()
  return newestFirst.filter(({ source }) => {
    const key = sourceKey(source)
    return !seen.has(key) && seen.add(key)
  })
}

export function sameValue(a: { value: FactValue }, b: { value: FactValue }): boolean {
  return JSON.stringify(a.value) === JSON.stringify(b.value)
}

function newer(a: Fact, b: Fact): number {
  return (
    b.day.localeCompare(a.day) ||
    b.at.getTime() - a.at.getTime() ||
    b.settles.length - a.settles.length ||
    b.id.localeCompare(a.id)
  )
}

/** What was entered with the member himself stands among the facts, so that a list that says otherwise shows beside it. */
export function factsOfMember(member: MemberRow): Fact[] {
  const { id, at, by: source } = member
  const said = { id, member: id, period: null, day: chinaDay(at), source, at, settles: [], why: null }
  return [
    { ...said, field: 'basics.relation' as const, value: member.relation },
    ...(member.born === null ? [] : [{ ...said, field: 'basics.born' as const, value: member.born }]),
  ]
}

/** The member as he stands now. */
export function memberWith({ id, name, relation, born, joined, left }: MemberRow, inForce: FactInForce[]): Member {
  const said = (field: FieldName) =>
    inForce.find(({ fact }) => fact.member === id && fact.field === field)?.fact.value ?? null
  const insuredBy = said('medical.insured_by')
  const wantsWork = said('job_wishes.work')
  return {
    id,
    name,
    relation: String(said('basics.relation') ?? relation),
    born: (said('basics.born') ?? born) as Member['born'],
    labour: said('basics.labour') as Member['labour'],
    work: said('basics.work') as Member['work'],
    wantsWork: typeof wantsWork === 'boolean' ? wantsWork : null,
    insured: insuredBy === null ? null : insuredBy !== NOT_INSURED,
    joined,
    left,
  }
}
