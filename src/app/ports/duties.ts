import type { CadreRole } from '../../contract/terms.ts'
import type { DutyHolder, DutyLevel } from '../../core/duty/answers.ts'
import type { DutyHousehold, DutyItems, DutySubject, DutyTask } from '../../core/duty/duty-items.ts'
import type { DutyStep, Overdue } from '../../core/duty/hand-up.ts'

/** `handed_up`: not done, and with a higher level than where it belongs. */
export type DutyState = 'open' | 'done' | 'handed_up'

/** One duty of one place in one period, as it stands now. */
export interface DutyItem extends Omit<DutyTask, 'handUpDays'>, DutySubject {
  id: string
  county: string
  state: DutyState
  remindedAt: Date | null
  /** The levels that it went up, oldest first. */
  steps: DutyStep[]
  /** Since when it should have gone higher than the county. */
  topSince: Date | null
  doneAt: Date | null
  note: string | null
}

export interface DutyRow {
  item: DutyItem
  /** Of the household; null where it is none, or not his to see. */
  headName: string | null
  holder: { id: string; name: string; role: CadreRole } | null
  doneBy: { id: string; name: string; role: CadreRole } | null
}

/** Overdue items that share place, level and time: they go up together. */
export interface OverdueGroup extends Overdue {
  ids: string[]
}

/** What becomes of a group: where it went, by which steps, and whether it should go higher still, and can't. */
export interface DutyMove {
  group: OverdueGroup
  holder: DutyHolder
  steps: DutyStep[]
  topSince: Date | null
}

/** Unfinished items that share place, level, holder and the household's own cadre. */
export interface HeldGroup extends DutyHolder {
  region: string
  householdCadreId: string | null
}

/** Of those that stand above where they belong only because nobody was on duty there, and are not overdue. */
export interface StoodInGroup extends HeldGroup {
  belongs: DutyLevel
}

export interface DutyQuery {
  /** Whose period shares a day with this span (yyyy-mm-dd). */
  span: { first: string; last: string }
  holderId: string | null
  /** A prefix of the place. */
  region: string | null
  which: 'unfinished' | 'overdue' | 'done' | 'all'
  now: Date
  limit: number
  after: DutyKey | null
}
/** Where a page ended. */
export interface DutyKey {
  lateAt: Date
  id: string
}

export interface DutyCount {
  region: string
  unfinished: number
  /** Of the unfinished: reminded of, and not overdue. */
  soon: number
  overdue: number
  handedUp: number
  done: number
  /** Of the span itself: not done, and its period is over. */
  missed: number
}

export interface Duties {
  /** Confirmed households whose village is known. */
  households(): Promise<DutyHousehold[]>
  /** Stores those that are not there yet; answers how many. */
  put(items: DutyItems): Promise<number>
  /** The last day (yyyy-mm-dd) for which that was done; null where never. */
  caughtUpTo(what: DutyRun): Promise<string | null>
  caughtUp(what: DutyRun, day: string, at: Date): Promise<void>
  /** Marks what people are to be reminded of; answers how many. An item is marked once. */
  remind(now: Date): Promise<number>
  overdue(now: Date): Promise<OverdueGroup[]>
  /** All at once: a county's overdue visits are hundreds of groups. */
  handUp(moves: DutyMove[]): Promise<void>
  held(): Promise<HeldGroup[]>
  stoodIn(now: Date): Promise<StoodInGroup[]>
  giveBack(group: StoodInGroup, holder: DutyHolder, now: Date): Promise<void>
  giveTo(group: HeldGroup, holder: DutyHolder): Promise<void>
  row(id: string): Promise<DutyRow | null>
  /** Soonest overdue first, then by id. */
  page(query: DutyQuery): Promise<DutyRow[]>
  /** `already`: somebody did it before. */
  done(id: string, by: string, at: Date, note: string): Promise<'done' | 'already'>
  /** Counts a visit for the duty in whose period the day lies; answers how many duties that finished. The same day counts once. */
  visited(householdId: string, day: string, by: string, at: Date): Promise<number>
  /** By place, within the actor's rights. Of what is left over from before only the month before is counted. */
  counts(query: Pick<DutyQuery, 'span' | 'holderId' | 'region' | 'now'>): Promise<DutyCount[]>
}

/** Work that is caught up on after a pause. */
export type DutyRun = 'make'
