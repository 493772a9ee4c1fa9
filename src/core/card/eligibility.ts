import type { HouseholdKind, Labour, RiskType } from '../../contract/terms.ts'
import { type LineHousehold, limitOn, within } from '../policy/lines.ts'
import { maskName } from '../words/person.ts'
import type { EffectiveCard } from './cards-for.ts'
import type { Condition, Somebody } from './condition.ts'

/** Of a member; null: nobody has said. */
interface MemberFacts {
  name?: string
  /** yyyy-mm-dd, yyyy-mm or yyyy. */
  born: string | null
  labour: Labour | null
  work: 'employed' | 'public_post' | 'jobless' | 'studying' | 'not_looking' | null
  wantsWork: boolean | null
  insured: boolean | null
  left: string | null
}

/** What is known of a household; null: nobody has said. */
export interface HouseholdFacts {
  ledger: { kind: HouseholdKind; members: MemberFacts[] } | null
  /** Whether it is on the register of the monitored. */
  monitored: boolean | null
  risks: RiskType[] | null
  /** Troubles that the ledger rules out, such as unsafe housing where the house was graded A. */
  ruledOut?: RiskType[]
  /** Per-capita disposable income of the window's months, in yuan a year. */
  income: number | null
}

type Verdict = { is: 'yes' } | { is: 'no'; because: string } | { is: 'unknown'; missing: string }

/** `because` and `missing` are short words for people; `also` is what only a cadre can say. */
export type Eligibility =
  | { kind: 'for_everybody'; words: string }
  | { kind: 'may_fit'; words: string; also: string[] }
  | { kind: 'does_not_fit'; words: string; because: string[] }
  | { kind: 'unknown'; words: string; missing: string[] }

/** Whether a card is for a household as it stands in its ledger on a day (yyyy-mm-dd). It never decides anything. */
export function eligibility(effective: EffectiveCard, facts: HouseholdFacts, day: string): Eligibility {
  const { conditions, everybody, also = [] } = effective.card.for
  if (everybody) return { kind: 'for_everybody', words: '这一项人人都可以。' }
  // The paper leaves it to whoever looks: nothing that a ledger could hold is missing.
  if (!conditions) return unknown([])
  const verdicts = conditions.map((condition) => verdictOn(condition, facts, effective, day))
  const because = verdicts.flatMap((one) => (one.is === 'no' ? [one.because] : []))
  if (because.length > 0)
    return {
      kind: 'does_not_fit',
      words: '照现在登记的情况，您家可能不符合；登记得不对，请告诉村干部。',
      because: [...new Set(because)],
    }
  const missing = verdicts.flatMap((one) => (one.is === 'unknown' ? [one.missing] : []))
  if (missing.length > 0) return unknown([...new Set(missing)])
  return { kind: 'may_fit', words: '照现在登记的情况，您家可能符合；村干部核实为准。', also }
}

function unknown(missing: string[]): Eligibility {
  return { kind: 'unknown', words: '您家合不合，现在还看不出来，请问村干部。', missing }
}

function verdictOn(condition: Condition, facts: HouseholdFacts, effective: EffectiveCard, day: string): Verdict {
  if ('who' in condition) return verdictOnKind(condition.who, facts)
  if ('risks' in condition) {
    if (facts.risks?.some((risk) => condition.risks.includes(risk))) return { is: 'yes' }
    if (condition.risks.every((risk) => facts.ruledOut?.includes(risk)))
      return { is: 'no', because: '登记里没有这样的难处' }
    // No risk on record is no proof that there is none: households are asked to report, not refused.
    return { is: 'unknown', missing: '有没有这样的难处' }
  }
  if ('income' in condition) return verdictOnIncome(condition, facts, effective, day)
  const members = facts.ledger?.members.filter(({ left }) => left === null || left > day) ?? []
  if (members.length === 0) return { is: 'unknown', missing: '家里有哪些人' }
  if ('everybody' in condition) {
    const { labour } = condition.everybody
    if (members.some((member) => member.labour !== null && !labour.includes(member.labour)))
      return { is: 'no', because: '登记里家里有人有劳动能力' }
    const open = members.filter((member) => member.labour === null)
    return open.length === 0 ? { is: 'yes' } : { is: 'unknown', missing: `${whoOf(open, members)}的劳动能力` }
  }
  return somebody(members, (member) => verdictOnMember(condition.somebody, member, day))
}

function verdictOnKind(who: LineHousehold[], { ledger, monitored }: HouseholdFacts): Verdict {
  if (ledger && who.includes(ledger.kind)) return { is: 'yes' }
  if (who.includes('monitored')) {
    if (monitored) return { is: 'yes' }
    if (monitored === null) return { is: 'unknown', missing: '是不是监测户' }
  }
  if (!ledger) return { is: 'unknown', missing: '登记的是哪一类户' }
  return { is: 'no', because: '登记的户类不在里面' }
}

function verdictOnIncome(
  { income: name, bands }: Extract<Condition, { income: string }>,
  { income }: HouseholdFacts,
  { pack }: EffectiveCard,
  day: string,
): Verdict {
  if (income === null) return { is: 'unknown', missing: '最近十二个月的收入' }
  const rule = pack.rules[name]
  if (rule?.kind !== 'line') return { is: 'unknown', missing: '这里的收入线' }
  const steps = rule.bands.flatMap(({ band, limits }) => {
    const on = limitOn(limits, day)
    return on ? [{ band, limit: on.limit }] : []
  })
  if (steps.length === 0) return { is: 'unknown', missing: '这几个月的收入线' }
  const mine = steps.find(({ limit }) => within(income, limit))
  return mine && bands.includes(mine.band) ? { is: 'yes' } : { is: 'no', because: '登记的收入不在这一档' }
}

/** One member who fits is enough; one of whom too little is known keeps the question open. */
function somebody(members: MemberFacts[], verdictOf: (member: MemberFacts) => Verdict): Verdict {
  const verdicts = members.map((member) => ({ member, verdict: verdictOf(member) }))
  if (verdicts.some(({ verdict }) => verdict.is === 'yes')) return { is: 'yes' }
  const open = verdicts.flatMap(({ member, verdict }) =>
    verdict.is === 'unknown' ? [{ member, missing: verdict.missing }] : [],
  )
  const [first] = open
  if (first === undefined) return NO
  const { missing } = first
  const whose = open.flatMap((one) => (one.missing === missing ? [one.member] : []))
  return { is: 'unknown', missing: missing === OF_CHILD ? missing : `${whoOf(whose, members)}${missing}` }
}

/** The one of whom it is, masked; else how many they are. */
function whoOf(some: MemberFacts[], all: MemberFacts[]): string {
  const [only] = some
  if (some.length === 1 && only?.name) return maskName(only.name)
  return some.length === all.length ? '各人' : `${some.length}个人`
}

const NO: Verdict = { is: 'no', because: '登记里家里没有这样的人' }

function verdictOnMember(tests: Somebody, member: MemberFacts, day: string): Verdict {
  const verdicts = [
    among(tests.labour, member.labour, '的劳动能力'),
    among(tests.work, member.work, '有没有活干'),
    among(tests.wantsWork === undefined ? undefined : [tests.wantsWork], member.wantsWork, '想不想找活'),
    among(tests.insured === undefined ? undefined : [tests.insured], member.insured, '有没有参加医保'),
    ...(tests.school ? [schoolVerdict(tests.school, member, day)] : []),
  ]
  return verdicts.find(({ is }) => is === 'no') ?? verdicts.find(({ is }) => is === 'unknown') ?? { is: 'yes' }
}

function among<T>(wanted: T[] | undefined, value: T | null, missing: string): Verdict {
  if (!wanted) return { is: 'yes' }
  if (value === null) return { is: 'unknown', missing }
  return wanted.includes(value) ? { is: 'yes' } : NO
}

/** Compulsory schooling begins at six or seven and lasts nine years: who turns 7 to 15 in the year is surely of that age. */
const SURELY = { from: 7, to: 15 }

const OF_CHILD = '孩子的年龄和上学情况'

function schoolVerdict(school: 'compulsory' | 'any', { born, work }: MemberFacts, day: string): Verdict {
  if (school === 'any' && work === 'studying') return { is: 'yes' }
  if (born === null) return school === 'any' && work !== null ? NO : { is: 'unknown', missing: OF_CHILD }
  const age = Number(day.slice(0, 4)) - Number(born.slice(0, 4))
  if (age >= SURELY.from && age <= SURELY.to) return { is: 'yes' }
  // A year to either side: who started late, or stayed down.
  if (age === SURELY.from - 1 || age === SURELY.to + 1) return { is: 'unknown', missing: OF_CHILD }
  return school === 'any' && work === null && age > SURELY.to && age < 30 ? { is: 'unknown', missing: OF_CHILD } : NO
}
