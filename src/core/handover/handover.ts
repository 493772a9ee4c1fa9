import type { AssignmentRule } from '../../contract/lead.ts'
import { levelAbove, mayHandle, onDutyAt } from '../routing/place-lead.ts'
import type { Cadre, Roster } from '../routing/roster.ts'

export const OPEN_HANDOVERS = ['open', 'answered'] as const
/** `open`: nobody has answered yet · `answered`: a person talks with him · the last two are ends: the bot has the word again. */
export type HandoverState = (typeof OPEN_HANDOVERS)[number] | 'returned' | 'unanswered'

/** The word in one conversation given to a person, and back. */
export interface Handover {
  id: string
  county: string
  conversationId: string
  residentId: string
  /** Village code; of a township or the county where no more was known. */
  region: string
  /** The resident's name, masked; null while nobody knows it. */
  name: string | null
  holderId: string
  rule: AssignmentRule
  /** Asked besides the holder, because he let the resident wait. */
  secondId: string | null
  state: HandoverState
  askedAt: Date
  /** Since when the resident waits for a word; null after a person's word until he writes again. */
  waitingSince: Date | null
  /** When he was told that nobody has answered this wait. */
  toldAt: Date | null
  firstAnswerAt: Date | null
  /** The last word of either. */
  lastAt: Date
  returnedAt: Date | null
  returnedBy: 'resident' | 'cadre' | 'system' | null
  returnedById: string | null
  /** The turns that the person may read, the last one included; null while the word is with him. */
  firstSeq: number
  lastSeq: number | null
  version: number
}

/** Enough to understand what it is about, and no more of somebody's chat than that. */
const TURNS_BEFORE = 10

/**
 * House rule, no paper: a village cadre is on the road or in a house, so half an hour is no neglect; but an old person
 * waits no longer than that before the screen without a word.
 */
export const FIRST_WAIT_MS = 30 * 60_000

/** House rule: who was not answered until the next day is not being helped by waiting; the bot at least takes the report. */
export const LONGEST_WAIT_MS = 24 * 3_600_000

/** @param seq of the turn in which he asked. */
export function openHandover(
  who: Pick<Handover, 'id' | 'county' | 'conversationId' | 'residentId' | 'region' | 'name' | 'holderId' | 'rule'>,
  seq: number,
  now: Date,
): Handover {
  return {
    ...who,
    secondId: null,
    state: 'open',
    askedAt: now,
    waitingSince: now,
    toldAt: null,
    firstAnswerAt: null,
    lastAt: now,
    returnedAt: null,
    returnedBy: null,
    returnedById: null,
    firstSeq: Math.max(1, seq - TURNS_BEFORE),
    lastSeq: null,
    version: 1,
  }
}

export function isOpen({ state }: Handover): boolean {
  return state === 'open' || state === 'answered'
}

export function residentWrote(handover: Handover, now: Date): Handover {
  return next(handover, { waitingSince: handover.waitingSince ?? now, lastAt: now })
}

export function personWrote(handover: Handover, now: Date): Handover {
  return next(handover, {
    state: 'answered',
    firstAnswerAt: handover.firstAnswerAt ?? now,
    waitingSince: null,
    toldAt: null,
    lastAt: now,
  })
}

export function toldNobodyYet(handover: Handover, second: Cadre | null, now: Date): Handover {
  return next(handover, { toldAt: now, secondId: second?.id ?? handover.secondId })
}

/** Whoever takes it over has it alone, and the wait for his word begins anew. */
export function takenOver(handover: Handover, by: Cadre, rule: AssignmentRule, now: Date): Handover {
  const waits = handover.waitingSince === null ? {} : { waitingSince: now, toldAt: null }
  return next(handover, { holderId: by.id, secondId: null, rule, ...waits })
}

/** @param seq of the turn with which the word is back with the bot. */
export function ended(
  handover: Handover,
  end: { state: 'returned' | 'unanswered'; by: NonNullable<Handover['returnedBy']>; byId: string | null },
  seq: number,
  now: Date,
): Handover {
  const { state, by, byId } = end
  return next(handover, {
    state,
    returnedAt: now,
    returnedBy: by,
    returnedById: byId,
    waitingSince: null,
    lastSeq: seq,
  })
}

function next(handover: Handover, change: Partial<Handover>): Handover {
  return { ...handover, ...change, version: handover.version + 1 }
}

/** What its clock asks for now: to tell him that nobody has answered, or to give the word back. */
export function dueStep(handover: Handover, now: Date): 'tell' | 'unanswered' | 'fell_silent' | null {
  if (!isOpen(handover)) return null
  const { waitingSince, toldAt, lastAt } = handover
  if (waitingSince === null) return now.getTime() - lastAt.getTime() >= LONGEST_WAIT_MS ? 'fell_silent' : null
  const waited = now.getTime() - waitingSince.getTime()
  // Whoever comes late, such as after a night without a server, still tells him first and gives up at the next look.
  if (waited >= LONGEST_WAIT_MS && toldAt !== null) return 'unanswered'
  return waited >= FIRST_WAIT_MS && toldAt === null ? 'tell' : null
}

/** Who is asked besides a holder that does not answer: his stand-in, else the level above. Null at the very top. */
export function nextPerson(handover: Handover, roster: Roster): Cadre | null {
  if (handover.secondId !== null) return null
  const { holderId, region } = handover
  const deputy = onDutyAt(region, roster).find((cadre) => cadre.id !== holderId)
  if (deputy) return deputy
  const role = roster.cadres.find((cadre) => cadre.id === holderId)?.role ?? null
  const above = levelAbove(region, role, roster)
  return above.kind === 'assigned' && above.assignment.holder.id !== holderId ? above.assignment.holder : null
}

/** Only those who hold it speak with him, so that he has one person before him. */
export function mayAnswer(handover: Handover, cadreId: string, roster: Roster): boolean {
  const holds = handover.holderId === cadreId || handover.secondId === cadreId
  return holds && mayHandle(cadreId, handover.region, roster) !== null
}

const RANK: Partial<Record<Cadre['role'], number>> = { village_cadre: 0, township_officer: 1, county_officer: 2 }

/** His stand-in and those above may take it over; what went up is not taken down again by those below. */
export function mayTakeOver(handover: Handover, cadreId: string, roster: Roster): Cadre | null {
  const cadre = mayHandle(cadreId, handover.region, roster)
  const holder = mayHandle(handover.holderId, handover.region, roster)
  const rank = (one: Cadre) => RANK[one.role] ?? -1
  return cadre && cadre.id !== handover.holderId && (!holder || rank(cadre) >= rank(holder)) ? cadre : null
}
