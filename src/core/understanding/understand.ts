import { findAnswer } from './answer.ts'
import { cuesOf } from './cues.ts'
import { evidenceOf } from './evidence.ts'
import { judge } from './judge.ts'
import { findPeople } from './people.ts'
import { findPersons } from './person.ts'
import { read } from './reading.ts'
import type { Duration, FoundRisk, Understood } from './understood.ts'
import { judgeUrgency } from './urgency.ts'
import { weigh } from './weigh.ts'

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
  const cues = cuesOf(reading)
  const { intent, command, risks, proxy } = judge(reading, cues, weigh(evidenceOf(reading, cues)))
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
