import { findPersons } from '../understanding/person.ts'
import type { FoundRisk, PersonMention, Span } from '../understanding/understood.ts'
import type { Draft, Said } from './conversation.ts'
import { LABEL } from './labels.ts'
import { isName } from './names.ts'
import { CLAUSE_END, wordsAt } from './own-words.ts'

/** Troubles of one person; a house or a well is the whole household's. An accident is a person's where it says whose. */
const PERSONAL: ReadonlySet<FoundRisk['type']> = new Set([
  'medical_cost',
  'job_loss',
  'school_dropout',
  'labourer_death',
  'disaster_loss',
  'other',
])
/** 我失业了 · 我住院; of accidents and other troubles 我 only tells. */
const ONESELF: ReadonlySet<FoundRisk['type']> = new Set(['medical_cost', 'job_loss'])
export const SELF = '本人'
/** 我自己掏了三万: he pays, somebody else is ill. */
const PAYS =
  /^(?!.{0,3}(?:住院|病|摔|得了|开刀|手术|瘫|失业|下岗)).{0,4}(?:掏|付|出|花|借|贷|欠|拿|交|帮|替|代|想|要|问|带|送|照顾|养|没办法|不晓得|不知道)/
const DENIES = /(?:不是|唔系|唔是|不系|不关)$/

/** Whose matter a message tells of: the one named nearest to each trouble. `undefined`: it does not say. */
export function whoIn(said: Said, household: 'own' | 'other'): Draft['who'] | undefined {
  const named = said.understood.persons.filter((one) => !DENIES.test(before(said, one)))
  const found: PersonMention[] = []
  for (const risk of said.understood.risks) {
    if (!PERSONAL.has(risk.type)) continue
    for (const one of concerned(said, named, risk, household)) if (!found.includes(one)) found.push(one)
  }
  return found.length > 0 ? filledWith(said, found) : undefined
}

/** Before the trouble as near as may be, with whoever is named together with him; else behind it: 住院的是我妈. */
function concerned(said: Said, named: PersonMention[], risk: FoundRisk, household: 'own' | 'other'): PersonMention[] {
  const fits = named.filter((one) =>
    one.kin === null ? household === 'own' && isHimself(said, one, risk) : household === 'other' || one.own,
  )
  const same = (one: PersonMention) => !CLAUSE_END.test(between(said, one.span, risk.span))
  const near = fits.filter((one) => one.span.start < risk.span.end)
  const nearest = near.findLast((one) => one.kin !== null && same(one)) ?? near.at(-1)
  if (nearest === undefined || (!same(nearest) && risk.type === 'other'))
    return fits.filter((one) => one.span.start >= risk.span.end && same(one)).slice(0, 1)
  const together = [nearest]
  for (let at = named.indexOf(nearest) - 1; at >= 0; at--) {
    const one = named[at] as PersonMention
    const joint = between(said, one.span, (together[0] as PersonMention).span)
    if (one.kin === null || !/^(?:和|跟|同|、|与|还有)?$/.test(joint)) break
    together.unshift(one)
  }
  return together
}

function isHimself(said: Said, one: PersonMention, risk: FoundRisk): boolean {
  const { end } = one.span
  const here = end <= risk.span.start + 1 && !CLAUSE_END.test(between(said, one.span, risk.span))
  return ONESELF.has(risk.type) && here && !PAYS.test(wordsAt(said, { start: end, end: end + 8 }))
}

/** Said without any trouble, as an answer or a correction: 我妈 · 是我老公. */
export function whoNamed(text: string): Draft['who'] | undefined {
  if (text.trim() === LABEL.self) return { value: SELF, words: LABEL.self }
  const [first, second] = findPersons(text)
  if (first === undefined || (second && !/^(?:和|跟|同|、|与)?$/.test(text.slice(first.span.end, second.span.start))))
    return undefined
  const words = text.slice(first.span.start, (second ?? first).span.end)
  return { value: [first, ...(second ? [second] : [])].map(kinOf).join('、'), words }
}

const WHAT_BEFELL =
  /(?:的事?情?|(?:住了?院|(?:生|得)了?病|病|失业|没工作|受伤|摔伤?|去世|过世|出事)了?的?)?[，,。！!啊呀嘛哦吧\s]*$/

/** The words name a person and say nothing else: 我妈 · 我妈的事 · 我爸张大山, and not 我记不清了. */
export function personAlone(text: string): Draft['who'] | undefined {
  const bare = text.trim().replace(WHAT_BEFELL, '')
  const who = whoNamed(bare)
  if (who === undefined || !bare.startsWith(who.words)) return undefined
  const rest = bare.slice(who.words.length)
  return rest === '' || (who.value !== SELF && isName(rest, false)) ? who : undefined
}

function filledWith(said: Said, found: PersonMention[]): Draft['who'] {
  const words = found.map(({ span }) => wordsAt(said, span)).join('、')
  return { value: [...new Set(found.map(kinOf))].join('、'), words }
}

/** Of another family the bare relation would be read as one of ours. */
function kinOf({ kin, own, words }: PersonMention): string {
  return kin === null ? SELF : own ? kin : words
}

function before(said: Said, { span }: PersonMention): string {
  return wordsAt(said, { start: Math.max(0, span.start - 4), end: span.start })
}

function between(said: Said, one: Span, other: Span): string {
  const [first, second] = one.start <= other.start ? [one, other] : [other, one]
  return second.start > first.end ? wordsAt(said, { start: first.end, end: second.start }) : ''
}
