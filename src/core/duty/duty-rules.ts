import type { z } from 'zod'
import { chainFor, cite, findRules, runOutWarning } from '../policy/chain.ts'
import { citationWords } from '../policy/citation.ts'
import type { DutyClockRule, DutyRule } from '../policy/duties.ts'
import { groundsOf } from '../policy/grounds.ts'
import type { PolicyPack } from '../policy/pack.ts'

/** A duty as it holds somewhere on some day, with the paper that lays it down. */
export interface DutyInForce {
  /** Its name in the packs; the same name in a narrower region replaces it. */
  name: string
  rule: z.infer<typeof DutyRule>
  pack: string
  /** First day of its paper (yyyy-mm-dd). */
  since: string
  /** Paper and clause in words. */
  source: string
  /** Why it only serves on as the last in force; null while it is in force. */
  warning: string | null
}

/** Every duty that holds in a region on a day (yyyy-mm-dd): of one name the strongest pack's. */
export function dutiesInForce(packs: PolicyPack[], region: string, day: string): DutyInForce[] {
  const found = new Map<string, DutyInForce>()
  for (const pack of chainFor(packs, region, day)) {
    for (const [name, rule] of Object.entries(pack.rules)) {
      if (rule.kind !== 'duty' || found.has(name)) continue
      const citation = cite(pack, rule.clause)
      const warning = runOutWarning(citation, rule.until ?? pack.inForce.until, day)
      found.set(name, { name, rule, pack: pack.id, since: pack.inForce.from, source: citationWords(citation), warning })
    }
  }
  return [...found.values()]
}

export type DutyClock = Pick<z.infer<typeof DutyClockRule>, 'remindDays' | 'handUpDays'>

/**
 * When people are reminded and when a duty goes up.
 * @throws when no pack says: the default pack has region '' and therefore always does.
 */
export function dutyClock(packs: PolicyPack[], region: string, day: string): DutyClock {
  for (const pack of chainFor(packs, region, day)) {
    const rule = pack.rules['duty-clock']
    if (rule?.kind === 'duty-clock') return rule
  }
  throw new Error(`no policy pack lays down the duty clock for region ${region} on ${day}`)
}

/**
 * What a paper wants without naming a time: duties to be done regularly or at once, what people are to be told, and how the work
 * is to be done. It makes no item and is only read.
 */
export interface StandingDuty {
  rule: string
  says: string
  source: string
  warning: string | null
}

export function standingDuties(packs: PolicyPack[], region: string, day: string): StandingDuty[] {
  const duties = dutiesInForce(packs, region, day)
    .filter(({ rule }) => rule.period === 'ongoing')
    .map(({ name, rule, source, warning }) => ({ rule: name, says: rule.says, source, warning }))
  const ways = [...findRules(packs, 'publicity', region, day), ...findRules(packs, 'practice', region, day)]
  return [
    ...duties,
    ...ways.map((found) => {
      const { citation, runOut } = groundsOf(found, day)
      return { rule: found.name, says: found.rule.says, source: citationWords(citation), warning: runOut }
    }),
  ]
}
