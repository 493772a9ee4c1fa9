import type { Urgency } from '../../contract/terms.ts'
import { ruleFor } from '../policy/chain.ts'
import { citationWords } from '../policy/citation.ts'
import type { PolicyPack } from '../policy/pack.ts'
import { chinaDay } from '../words/when.ts'

const HOUR_MS = 3_600_000

export interface LeadClock {
  /** By when somebody gets in touch. */
  contactBy: Date
  /** By when identification should be done. */
  finishBy: Date
  /** Paper and clause behind `finishBy`, in words. */
  finishSource: string
}

/** Down to the half hour: people are told clock times in words, and words and clock must say the same. */
function halfHour(milliseconds: number): Date {
  return new Date(milliseconds - (milliseconds % (HOUR_MS / 2)))
}

/**
 * The clock that starts with a lead, from the packs of its region on its day.
 * @throws when no pack lays the times down: the default pack has region '' and therefore always does.
 */
export function startClock(packs: PolicyPack[], region: string, urgency: Urgency, found: Date): LeadClock {
  const day = chinaDay(found)
  const contact = ruleFor(packs, 'contactWithin', region, day)
  const finish = ruleFor(packs, 'finishWithin', region, day)
  if (!contact || !finish) throw new Error(`no policy pack lays down times for region ${region} on ${day}`)
  const runOut = finish.pack.inForce.until !== null && finish.pack.inForce.until < day
  return {
    contactBy: halfHour(found.getTime() + contact.value[urgency].hours * HOUR_MS),
    finishBy: new Date(found.getTime() + finish.value.days * 24 * HOUR_MS),
    finishSource: citationWords(finish.value.citation) + (runOut ? '（文件已到期，暂时沿用）' : ''),
  }
}
