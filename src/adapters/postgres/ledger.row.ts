import type { Insertable, Selectable } from 'kysely'
import type { StoredMember } from '../../app/ports/ledger.ts'
import type { Fact } from '../../core/ledger/facts.ts'
import type { MoneyRow } from '../../core/ledger/money.ts'
import type { Visit } from '../../core/ledger/timeline.ts'
import { fenOf } from '../../core/ledger/yuan.ts'
import { json } from './json.ts'
import type { Database } from './tables.ts'

export function rowOfMember(county: string, householdId: string, member: StoredMember): Insertable<Database['member']> {
  return {
    county_code: county,
    id: member.id,
    household_id: householdId,
    name: member.name,
    relation: member.relation,
    born: member.born,
    identity_number: json(member.identity),
    joined: member.joined,
    source: json(member.by),
    at: member.at,
    left_day: member.left,
    left_why: member.leaving?.why ?? null,
    left_source: json(member.leaving?.by ?? null),
    left_at: member.leaving?.at ?? null,
  }
}

export function memberOfRow(row: Selectable<Database['member']>): StoredMember {
  const { left_why: why, left_at: at, left_source: by } = row
  return {
    id: row.id,
    name: row.name,
    relation: row.relation,
    born: row.born,
    identity: row.identity_number,
    joined: row.joined,
    left: row.left_day,
    at: row.at,
    by: row.source,
    leaving: why !== null && at !== null && by !== null ? { why, at, by } : null,
  }
}

export function rowOfFact(county: string, householdId: string, fact: Fact): Insertable<Database['household_fact']> {
  return {
    county_code: county,
    id: fact.id,
    household_id: householdId,
    member_id: fact.member,
    field: fact.field,
    value: JSON.stringify(fact.value),
    period: fact.period,
    day: fact.day,
    source: json(fact.source),
    at: fact.at,
    settles: fact.settles,
    why: fact.why,
  }
}

export function factOfRow(row: Selectable<Database['household_fact']>): Fact {
  return {
    id: row.id,
    member: row.member_id,
    field: row.field,
    value: row.value,
    period: row.period,
    day: row.day,
    source: row.source,
    at: row.at,
    settles: row.settles,
    why: row.why,
  }
}

export function rowOfMoney(county: string, householdId: string, row: MoneyRow): Insertable<Database['money_entry']> {
  return {
    county_code: county,
    id: row.id,
    household_id: householdId,
    kind: row.kind,
    from_month: row.from,
    to_month: row.to,
    fen: fenOf(row.yuan),
    words: row.words,
    source: json(row.source),
    at: row.at,
    replaces: row.replaces,
    contests: row.contests,
    settles: row.settles,
  }
}

export function moneyOfRow(row: Selectable<Database['money_entry']>): MoneyRow {
  return {
    id: row.id,
    kind: row.kind,
    from: row.from_month,
    to: row.to_month,
    yuan: row.fen / 100,
    words: row.words,
    source: row.source,
    at: row.at,
    replaces: row.replaces,
    contests: row.contests,
    settles: row.settles,
  }
}

type VisitRow = Omit<Selectable<Database['visit']>, 'county_code' | 'household_id'> & { cadre_name: string }

export function visitOfRow({ id, day, words, photos, place, at, cadre_id, cadre_name }: VisitRow): Visit {
  return { id, day, cadre: { id: cadre_id, name: cadre_name }, words, photos, place, at }
}
