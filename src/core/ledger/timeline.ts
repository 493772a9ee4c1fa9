import type { Fact } from './facts.ts'
import { fieldNamed } from './fields.ts'
import type { FactSource } from './ledger.ts'
import type { MoneyRow } from './money.ts'
import { monthWords, spanWords } from './months.ts'
import { MONEY_LABEL } from './per-capita-income.ts'
import { sourceWords } from './source.ts'
import { fenOf, yuanWords } from './yuan.ts'

/** A member with who entered him and, if he is gone, who wrote that down. */
export interface MemberRow {
  id: string
  name: string
  relation: string
  born: string | null
  joined: string | null
  left: string | null
  at: Date
  by: FactSource
  leaving: { why: string; at: Date; by: FactSource } | null
}

/** A cadre's home visit. */
export interface Visit {
  id: string
  day: string
  cadre: { id: string; name: string }
  words: string
  photos: string[]
  /** Where the phone was, in degrees (WGS 84) and metres; null where it did not say. */
  place: { latitude: number; longitude: number; metres: number; at?: string | undefined } | null
  at: Date
}

/** All that the ledger was told. */
export interface LedgerHistory {
  members: MemberRow[]
  facts: Fact[]
  money: MoneyRow[]
  visits: Visit[]
}

export interface TimelineEntry {
  at: Date
  kind: 'member' | 'fact' | 'money' | 'visit'
  text: string
  by: string
}

/** All that happened in the ledger, in plain words, in the order in which it was entered. */
export function ledgerTimeline(history: LedgerHistory): TimelineEntry[] {
  const names = new Map(history.members.map(({ id, name }) => [id, name]))
  const entries = [
    ...history.members.flatMap(memberEntries),
    ...history.facts.map((fact) => factEntry(fact, names)),
    ...history.money.map((row) => moneyEntry(row, history.money)),
    ...history.visits.map(visitEntry),
  ]
  return entries.sort(
    (a, b) =>
      a.at.getTime() - b.at.getTime() ||
      ORDER[a.kind] - ORDER[b.kind] ||
      (a.text < b.text ? -1 : a.text > b.text ? 1 : 0),
  )
}

/** Of what was entered in one moment: a visit stands before what was heard in it. */
const ORDER: Record<TimelineEntry['kind'], number> = { member: 0, visit: 1, fact: 2, money: 3 }

function memberEntries({ name, relation, left, at, by, leaving }: MemberRow): TimelineEntry[] {
  const came: TimelineEntry = { at, kind: 'member', text: `登记家庭成员：${name}（${relation}）`, by: sourceWords(by) }
  if (!leaving) return [came]
  const text = `${name}${left}起不算本户的人：${leaving.why}`
  return [came, { at: leaving.at, kind: 'member', text, by: sourceWords(leaving.by) }]
}

function factEntry(fact: Fact, names: Map<string, string>): TimelineEntry {
  const field = fieldNamed(fact.field)
  const who = fact.member === null ? '' : `${names.get(fact.member) ?? ''}的`
  const what = `${who}${field.label}${periodWords(fact.period)}：${field.words(fact.value)}`
  const text = fact.settles.length > 0 ? `核定${what}。原因：${fact.why ?? ''}` : what
  return { at: fact.at, kind: 'fact', text, by: sourceWords(fact.source) }
}

export function periodWords(period: string | null): string {
  if (period === null) return ''
  return `（${period.length === 4 ? `${period}年` : monthWords(period)}）`
}

function moneyEntry(row: MoneyRow, rows: MoneyRow[]): TimelineEntry {
  const sum = yuanWords(fenOf(row.yuan))
  const what = `${spanWords(row.from, row.to)}${MONEY_LABEL[row.kind]}`
  const note = row.words ? `（${row.words}）` : ''
  const before = rows.find(({ id }) => id === row.replaces)
  const text = before
    ? `${what}从${yuanWords(fenOf(before.yuan))}改为${sum}${note}`
    : row.contests
      ? `${what}另有说法：${sum}${note}，待核定`
      : `${what}：${sum}${note}`
  return { at: row.at, kind: 'money', text, by: sourceWords(row.source) }
}

function visitEntry({ day, cadre, words, photos, at }: Visit): TimelineEntry {
  const pictures = photos.length > 0 ? `，照片${photos.length}张` : ''
  return { at, kind: 'visit', text: `${day}走访${pictures}：${words}`, by: cadre.name }
}
