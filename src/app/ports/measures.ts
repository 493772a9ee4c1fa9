import type { Office } from '../../contract/office.ts'
import type { Department, MeasureKind, MonitoredKind, RiskType } from '../../contract/terms.ts'
import type { Measure } from '../../core/ledger/ledger.ts'
import type { ServiceGiven } from '../../core/measure/employment-services.ts'
import type { Figure } from '../../core/measure/shares.ts'
import type { WorkedMonth } from '../../core/measure/work-bonus.ts'
import type { Citation } from '../../core/policy/citation.ts'
import type { Household } from './people.ts'

export interface StoredMeasure extends Measure {
  householdId: string
  measure: MeasureKind
  /** From what the rules suggest, or the cadre's own choice. */
  basis: 'suggested' | 'own'
  why: string
  citation: Citation | null
  units: string[]
  /** Days, yyyy-mm-dd. */
  plannedOn: string
  givenOn: string | null
  publishedOn: string | null
  endedOn: string | null
  /** Equals the `seq` of its newest event. */
  version: number
}

export interface MeasureEvent {
  measureId: string
  seq: number
  state: Measure['state']
  day: string
  at: Date
  by: { id: string; name: string }
  text: string
}

export interface Measures {
  /** `conflict`: the household has this help, for this person, already. */
  insert(measure: StoredMeasure, event: MeasureEvent): Promise<'inserted' | 'conflict'>
  /** `conflict`: the stored version is not `measure.version - 1`. */
  advance(measure: StoredMeasure, event: MeasureEvent): Promise<'advanced' | 'conflict'>
  get(id: string): Promise<StoredMeasure | null>
  /** Newest first, ended ones too. */
  ofHousehold(householdId: string): Promise<StoredMeasure[]>
  /** Of all that the actor may see, those that have not ended. */
  unended(): Promise<StoredMeasure[]>
  /** Of all its measures, oldest first. */
  eventsOf(householdId: string): Promise<MeasureEvent[]>
  /** Types of the household's open leads. */
  risksOf(householdId: string): Promise<RiskType[]>
  /** Chats of those who reported for this household as their own. */
  listeners(householdId: string): Promise<string[]>
}

export interface Monitoring {
  householdId: string
  kind: MonitoredKind
  /** yyyy-mm-dd */
  since: string
  riskRemovedOn: string | null
}

export interface KeyGroupEntry {
  householdId: string
  group: string
  enteredOn: string
  why: string
  citation: Citation
}

/** Who is monitored, and who is looked after first. */
export interface Monitored {
  get(householdId: string): Promise<Monitoring | null>
  put(monitoring: Monitoring): Promise<void>
  /** Lifted, or ever monitored, as far as the actor may see. */
  households(): Promise<{ household: Household; monitoring: Monitoring | null }[]>
  /** Open entries of all that the actor may see. */
  keyGroups(): Promise<KeyGroupEntry[]>
  inKeyGroup(householdId: string): Promise<boolean>
  /** Whoever is in the group already stays as he was. Answers how many came in. */
  enterKeyGroups(entries: KeyGroupEntry[]): Promise<number>
  /** The risk is removed: the household leaves all groups. */
  leaveKeyGroups(householdId: string, day: string): Promise<void>
}

export const REFERRAL_RESULTS = ['will_help', 'helped', 'not_entitled', 'not_ours'] as const
export type ReferralResult = (typeof REFERRAL_RESULTS)[number]

export interface ReferralAnswer {
  result: ReferralResult
  text: string
  by: { id: string; name: string }
  day: string
  at: Date
}

/** A need handed to a department. It carries what the department needs to know: it sees nothing else of the household. */
export interface Referral {
  id: string
  county: string
  householdId: string
  region: string
  householdName: string
  department: Department
  need: string
  needWords: string
  /** What a paper says that the department does; null where the cadre chose it himself. */
  duty: string | null
  citation: Citation | null
  text: string
  askedBy: { id: string; name: string }
  askedOn: string
  askedAt: Date
  dueDay: string | null
  dueCitation: Citation | null
  answer: ReferralAnswer | null
}

export interface ReferralQuery {
  state: 'asked' | 'answered' | 'overdue' | 'all'
  householdId: string | null
  today: string
  limit: number
}

export interface Referrals {
  /** `conflict`: the department was asked for this, and has not answered yet. */
  insert(referral: Referral): Promise<'inserted' | 'conflict'>
  get(id: string): Promise<Referral | null>
  /** Locked until the end of the transaction. */
  lock(id: string): Promise<Referral | null>
  answer(id: string, answer: ReferralAnswer): Promise<void>
  /** Unanswered first, by the day on which an answer is due. */
  list(query: ReferralQuery): Promise<Referral[]>
  /** Of which department somebody is an officer; null: of none. */
  departmentOf(cadreId: string): Promise<Office | null>
}

/** What those who want work were offered, and when they worked. */
export interface Employment {
  /** An id that is there already: nothing happens. */
  addService(
    row: ServiceGiven & { id: string; householdId: string; memberId: string; text: string; byId: string; at: Date },
  ): Promise<void>
  services(from: string, to: string): Promise<(ServiceGiven & { householdId: string; memberId: string })[]>
  addMonths(rows: (WorkedMonth & { householdId: string; memberId: string; byId: string; at: Date })[]): Promise<void>
  months(year: number): Promise<(WorkedMonth & { householdId: string; memberId: string })[]>
}

export interface CountyFigure extends Figure {
  /** A share's code, or `registered_population`. */
  of: string
  /** 2024 or 2024-Q3. */
  period: string
  whole: number
  source: string
}

/** Figures that the county itself enters. None is ever changed: the newest of a period counts. */
export interface Figures {
  add(figure: CountyFigure & { id: string; byId: string; at: Date }): Promise<void>
  newest(period: string): Promise<CountyFigure[]>
}
