import { findAnswer } from './answer.ts'
import { judgeIntent } from './intent.ts'
import { findPeople } from './people.ts'
import { findPersons } from './person.ts'
import { isProxy } from './proxy.ts'
import { has, type Reading, read } from './reading.ts'
import { findRisks } from './risk.ts'
import type { Duration, FoundRisk, Intent, Understood } from './understood.ts'
import { judgeUrgency } from './urgency.ts'

export { maskPrivate } from './private-number.ts'

/** A report tells a difficulty even where no word of ours names it: then it is `other`, over the whole message. */
function withFallback(reading: Reading, intent: Intent, risks: FoundRisk[], dropped: boolean): FoundRisk[] {
  if (intent !== 'report' || risks.length > 0 || dropped || !has(reading, 'trouble_sign')) return risks
  const slotsOnly = reading.amounts.length + reading.privateNumbers.length + reading.durations.length > 0
  const announced = /^(?:我)?(?:想|要|来)?(?:自己)?(?:申报|上报|报一下|报个|反映|说个|报告|报)/.test(
    reading.text.trim(),
  )
  const told = reading.text.replace(/[^\u4e00-\u9fff]/g, '').length
  // A fear, a repair or a bill that somebody else paid tells that nothing is wrong (yet).
  if (has(reading, 'feared', 'supposed', 'covered', 'fine', 'spare', 'solved')) return risks
  if ((slotsOnly && told < 8) || announced || told < 5 || findPeople(reading) !== null) return risks
  return [{ type: 'other', span: { start: 0, end: reading.text.length } }]
}

/** The span that belongs to the difficulty: the one nearest to its first risk, else the longest. */
function chooseDuration(durations: readonly Duration[], risks: readonly FoundRisk[]): Duration | null {
  const risk = risks[0]
  let best: Duration | null = null
  let bestScore = Number.NEGATIVE_INFINITY
  for (const duration of durations) {
    const distance = risk === undefined ? 0 : Math.abs(duration.span.start - risk.span.start)
    const score = risk === undefined ? duration.months : -distance
    if (score > bestScore) {
      best = duration
      bestScore = score
    }
  }
  return best
}

const HAPPENING: ReadonlySet<FoundRisk['type']> = new Set(['disaster_loss', 'unsafe_housing', 'unsafe_water'])

export interface UnderstandOptions {
  /** The day of the message, yyyy-mm-dd: spans told by their beginning (从去年三月起) are counted to it. */
  today?: string
}

/**
 * Reads what a resident wrote: what it is for, which risks it supports, and the sums, spans of time, people and private
 * numbers in it, each with its UTF-16 span in `text`. Pure, deterministic and linear in the length of `text`; never throws.
 * Risk types and their least conditions follow YX-1 (Yongxiu 2021, 三（一）).
 */
export function understand(text: string, { today }: UnderstandOptions = {}): Understood {
  const reading = read(text, today)
  const proxy = isProxy(reading)
  const riskReading = findRisks(reading, proxy)
  const { intent, command } = judgeIntent(reading, riskReading)
  const told = intent === 'report' || intent === 'emergency' || intent === 'question'
  // Words like 低保 or 没钱 in a question or a cry for help are no difficulty of their own.
  const stated = riskReading.vague && intent !== 'report' ? [] : riskReading.risks
  // Who calls for help now tells of no bill and no job: only of what is happening to house and land.
  const kept = intent === 'emergency' ? stated.filter((risk) => HAPPENING.has(risk.type)) : stated
  // Thanks, commands and wishes to speak with somebody report nothing, whatever words they use.
  const risks = told ? withFallback(reading, intent, kept, riskReading.dropped) : []
  return {
    intent,
    command,
    risks,
    amounts: reading.amounts,
    duration: chooseDuration(reading.durations, risks),
    people: findPeople(reading),
    persons: findPersons(reading.text),
    proxy,
    urgency: judgeUrgency(reading, intent, risks),
    answer: findAnswer(reading.text),
    privateNumbers: reading.privateNumbers,
  }
}
