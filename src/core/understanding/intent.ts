import { findCommand } from './command.ts'
import { isEmergency } from './emergency.ts'
import { around, clauseAt, has, hasWithin, hitsOf, type Reading } from './reading.ts'
import type { RiskReading } from './risk.ts'
import type { Command, Intent, Span } from './understood.ts'

/** Greetings and thanks are short; a longer message tells something. */
const LONGEST_SMALLTALK = 14
/** Nobody steers with a letter; a long message only uses such words. */
const LONGEST_STEERING = 80
/** A longer message tells of the search. */
const LONGEST_SEEKING = 24
/** Fewer Chinese characters than this tell no difficulty. */
const LEAST_TOLD = 3

/** Wants to speak with a person: said outright, or a person and speaking in one clause. */
function wantsPerson(reading: Reading): boolean {
  const { text } = reading
  if (has(reading, 'human_cue')) {
    if (!/没人来|没有人来|不来人|有没有人来|谁的电话/.test(text)) return true
  }
  return hitsOf(reading, 'person_wanted').some((person) => {
    const clause = clauseAt(reading, person.start)
    if (hasWithin(reading, clause, 'complaint_of_person')) return false
    if (hasWithin(reading, clause, 'policy') && hasWithin(reading, clause, 'asking')) return false
    const near = { start: Math.max(clause.start, person.start - 8), end: Math.min(clause.end, person.end + 8) }
    if (!hasWithin(reading, near, 'person_talk')) return false
    // 书记来看过了 tells of a visit; 村干部说不给 of what he said.
    return !/[来看找说讲问过打][过了]|说不|说没|说我|说要|叫我|让我/.test(text.slice(person.end, clause.end))
  })
}

/** 赔不赔, 有冇, 发没发: asking by saying a word and its denial. */
function asksByDoubling(text: string): number {
  for (let i = 1; i + 1 < text.length; i++) {
    if (!'不唔没冇未'.includes(text.charAt(i)) || text.charAt(i - 1) !== text.charAt(i + 1)) continue
    // 动不动 and 时不时 are adverbs.
    if (!'动时 '.includes(text.charAt(i - 1))) return i
  }
  return -1
}

/** 你们会不会把我的事到处说 */
function asksForPrivacy(text: string): boolean {
  return /会不会.{0,12}(?:到处|说出去|告诉|泄露|知道)|保不保密/.test(text)
}

/** 帮我妹夫问下,他做生意赔了三十万: tells a difficulty and asks for nothing by name. */
function asksForAnother(reading: Reading, risks: RiskReading['risks']): boolean {
  if (!risks.some((risk) => risk.type !== 'other') || has(reading, 'policy')) return false
  return /[帮替代][^,。]{1,6}问/.test(reading.text)
}

/** 想找工作, 帮我寻份工: wants work, not somebody to speak with. Wholly, so that who tells of a search in vain still reports. */
const SEEKS_WORK =
  /^(?:你好|您好|请问|我|俺|咱|们|家里?|儿子|女儿|仔|女|老公|老婆|爱人|孩子|想|要|需要|请|麻烦|帮忙|帮|给|能不能|可不可以|可以|能|有没有|有冇|去|在|哪里|哪儿|边度|怎么|怎样|点样|如何|本地|附近|就近|你们|下|[,。!\s])*[找搵揾寻](?:一?[个份点些])?(?:工作|活干|活路|活儿?|事做|事情做|工)(?:做|干|的|吗|么|呢|啊|呀|吧|找谁|揾边个|问谁|去哪里?|怎么办|点算|有人介绍|[,。!?\s])*$/

export function seeksWork({ text }: Reading): boolean {
  return text.length <= LONGEST_SEEKING && SEEKS_WORK.test(text.trim())
}

function covered(hit: Span, by: readonly Span[]): boolean {
  return by.some((other) => other.start <= hit.start && hit.end <= other.end)
}

/** Asks about policy or procedure. A plea (怎么办, 谁来管) beside a difficulty is a report. */
function isQuestion(reading: Reading, { risks, vague }: RiskReading): boolean {
  const risky = risks.length > 0
  if (asksForPrivacy(reading.text)) return true
  if (has(reading, 'inquiry') && !asksForAnother(reading, risks) && !/想问问?你们(?:管不管|还管)/.test(reading.text))
    return true
  const doubled = asksByDoubling(reading.text)
  const words: Span[] = [...hitsOf(reading, 'asking')]
  if (doubled >= 0) words.push({ start: doubled - 1, end: doubled + 2 })
  const pleas = risky ? hitsOf(reading, 'plea') : []
  const asks = words.filter((hit) => !covered(hit, hitsOf(reading, 'not_asking')) && !covered(hit, pleas))
  if (asks.length === 0) {
    if (risky && !vague) return false
    // 有高龄补贴没有: the denial at the end asks.
    const tail = /\S(?:没有|没|未|冇|不|唔)[啊呀呢吧?。]*$/.test(reading.text.trim()) && has(reading, 'policy')
    return tail || (!risky && reading.clauses.some((clause) => clause.asks))
  }
  if (!risky || (vague && !has(reading, 'self'))) return true
  return asks.some((hit) => hasWithin(reading, around(reading, clauseAt(reading, hit.start), 1, 0), 'policy'))
}

function isSmalltalk(reading: Reading, told: number): boolean {
  if (told === 0 && reading.amounts.length === 0 && reading.privateNumbers.length === 0) return true
  return has(reading, 'smalltalk') && reading.text.trim().length <= LONGEST_SMALLTALK
}

/** Without any known risk: a trouble of some kind, a sum or a number, or reporting announced. A bare name is small talk. */
function tellsSomething(reading: Reading, told: number): boolean {
  if (reading.amounts.length + reading.privateNumbers.length + reading.durations.length > 0) return true
  if (told < LEAST_TOLD) return false
  return has(reading, 'trouble_sign') || /申报|上报|反映|报一下|报个|要报|想报|困难/.test(reading.text)
}

function countHan(text: string): number {
  let count = 0
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x4e00 && text.charCodeAt(i) <= 0x9fff) count++
  return count
}

/**
 * What the message is for, in the order emergency, human, command, question, report, smalltalk; a clear difficulty keeps
 * words that may only belong to its tale from steering. `command` is set with intent `command` alone.
 */
export function judgeIntent(reading: Reading, riskReading: RiskReading): { intent: Intent; command: Command | null } {
  const { risks, dropped } = riskReading
  const told = countHan(reading.text)
  const specific = risks.some((risk) => risk.type !== 'other')
  if (isEmergency(reading)) return { intent: 'emergency', command: null }
  if (seeksWork(reading)) return { intent: 'question', command: null }
  const brief = reading.text.length <= LONGEST_STEERING
  if (brief && !specific && wantsPerson(reading)) return { intent: 'human', command: null }
  const command = brief && !asksForPrivacy(reading.text) ? findCommand(reading, specific) : null
  if (command !== null) return { intent: 'command', command }
  if (isSmalltalk(reading, told) && risks.length === 0) return { intent: 'smalltalk', command: null }
  if (isQuestion(reading, riskReading)) return { intent: 'question', command: null }
  if (risks.length > 0) return { intent: 'report', command: null }
  if (
    has(reading, 'fine') ||
    (told < LEAST_TOLD && reading.amounts.length === 0 && reading.privateNumbers.length === 0)
  )
    return { intent: 'smalltalk', command: null }
  return { intent: dropped || tellsSomething(reading, told) ? 'report' : 'smalltalk', command: null }
}
