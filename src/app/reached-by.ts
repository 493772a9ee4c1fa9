import type { Audience } from '../contract/broadcast.ts'
import { ALWAYS_OPEN, CHANNELS_BEST_FIRST } from '../core/broadcast/audience.ts'
import {
  KEPT_FROM_PUBLICITY,
  MOST_A_PERSON_A_MONTH,
  MOST_A_VILLAGE_A_WEEK,
  periodsOf,
} from '../core/broadcast/limits.ts'
import type { Reached } from './ports/broadcasts.ts'

/** Whom an audience reaches at that moment, by the rules of the house. */
export function reachedBy(audience: Audience, now: Date): Reached {
  return {
    audience,
    channels: CHANNELS_BEST_FIRST,
    alwaysOpen: ALWAYS_OPEN,
    now,
    kept: KEPT_FROM_PUBLICITY,
    ...periodsOf(now),
    mostAPerson: MOST_A_PERSON_A_MONTH,
    mostAVillage: MOST_A_VILLAGE_A_WEEK,
  }
}
