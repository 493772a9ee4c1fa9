import { cite, effectiveRules, findRule } from '../policy/chain.ts'
import type { Citation } from '../policy/citation.ts'
import type { PolicyPack } from '../policy/pack.ts'
import type { Fact, FactInForce } from './facts.ts'
import { FIELD_NAMES, type Field, type FieldName, fieldNamed, type Topic } from './fields.ts'
import { incomeWindow } from './income-window.ts'
import type { Member, MoneyEntry } from './ledger.ts'
import { monthListWords } from './months.ts'
import { membersOn, monthsWithoutIncome } from './per-capita-income.ts'

/** Something that a visit asks about. */
export interface AskedFact {
  field: FieldName
  member: string | null
  question: string
  /** What was known, too long ago to be relied upon. */
  last: Fact | null
}

export interface Checklist {
  ask: AskedFact[]
  /** What need not be asked, with who said so. */
  known: Fact[]
  /** Months of the window without any income; null where income is not asked about. */
  incomeMissing: { months: string[]; question: string } | null
  /** Which rules it was made from. */
  citations: Citation[]
}

interface Question {
  region: string
  /** yyyy-mm-dd of the visit. */
  day: string
  members: Member[]
  facts: FactInForce[]
  money: MoneyEntry[]
}

/** What is older is asked again. */
const FRESH_YEARS = 1
/** Ages in which schooling and work are asked about; at both ends rather too early or too late. */
const SCHOOL_AGE = { from: 3, to: 22 }
const WORK_AGE = 16

/**
 * What a visit asks about in a place: what the contents rule and the monthly data entry name. What is known is shown and not asked
 * again (GD-10, YX-13) until it is a year old.
 */
export function checklistFor(packs: PolicyPack[], question: Question): Checklist {
  const { region, day, members, facts, money } = question
  const { topics, money: asksMoney, citations } = scopeOf(packs, region, day)
  const since = yearsBefore(day, FRESH_YEARS)
  const here = membersOn(members, day)
  const ask: AskedFact[] = []
  const known: Fact[] = []
  for (const name of FIELD_NAMES.filter((each) => topics.has(each)))
    for (const member of subjectsOf(fieldNamed(name), here, day)) {
      const last = newestOf(facts, name, member?.id ?? null)
      if (last && last.day > since) known.push(last)
      else ask.push({ field: name, member: member?.id ?? null, question: questionOf(fieldNamed(name), member), last })
    }
  const window = asksMoney ? incomeWindow(packs, region, day) : null
  const missing = window ? monthsWithoutIncome(money, window.months) : []
  const incomeMissing =
    missing.length > 0 ? { months: missing, question: `${monthListWords(missing)}家里有哪些收入？` } : null
  return { ask, known, incomeMissing, citations }
}

/** The items of the contents rule as the ledger names them; `data_entry` names whole topics instead. */
const ENTRY_TOPICS: Record<string, Topic> = {
  basics: 'basics',
  job_wishes: 'job_wishes',
  policies_enjoyed: 'policies_enjoyed',
}
const MONEY_TOPICS = ['income', 'spending', 'income_and_spending']

function scopeOf(packs: PolicyPack[], region: string, day: string) {
  const topics = new Set<FieldName>(FIELD_NAMES.filter((name) => fieldNamed(name).topic === 'basics'))
  const citations: Citation[] = []
  let money = false
  const contents = findRule(packs, 'monitored-contents', 'contents', region, day)
  if (contents) {
    citations.push(cite(contents.pack, contents.rule.clause))
    for (const { topic, items } of contents.rule.topics) {
      if (MONEY_TOPICS.includes(topic)) money = true
      for (const item of items) for (const name of FIELD_NAMES) if (name === `${topic}.${item}`) topics.add(name)
    }
  }
  const entry = effectiveRules(packs, region, day).find(({ rule }) => rule === 'duty-data-entry')
  const about = Array.isArray(entry?.value.about) ? entry.value.about.map(String) : []
  if (entry && about.length > 0) {
    citations.push(entry.citation)
    money ||= about.some((each) => MONEY_TOPICS.includes(each))
    for (const name of FIELD_NAMES)
      if (about.some((each) => ENTRY_TOPICS[each] === fieldNamed(name).topic)) topics.add(name)
  }
  return { topics, money, citations }
}

/** Of whom the field is asked: members of that age, or the household as a whole (null). */
function subjectsOf({ of }: Field, members: Member[], day: string): (Member | null)[] {
  const ofAge = (from: number, to: number) =>
    members.filter(({ born }) => {
      const age = born === null ? null : Number(day.slice(0, 4)) - Number(born.slice(0, 4))
      return age === null || (from <= age && age <= to)
    })
  switch (of) {
    case 'household':
    case 'either':
      return [null]
    case 'member':
      return members
    case 'child':
      return ofAge(SCHOOL_AGE.from, SCHOOL_AGE.to)
    case 'worker':
      return ofAge(WORK_AGE, Number.POSITIVE_INFINITY)
  }
}

function newestOf(facts: FactInForce[], field: FieldName, member: string | null): Fact | null {
  const of = facts.filter(({ fact }) => fact.field === field && fact.member === member)
  return of.map(({ fact }) => fact).sort((a, b) => b.day.localeCompare(a.day))[0] ?? null
}

function questionOf({ question }: Field, member: Member | null): string {
  return member ? question.replace('他', member.name) : question
}

function yearsBefore(day: string, years: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year - years, month - 1, date)).toISOString().slice(0, 10)
}
