import type { JSONColumnType } from 'kysely'
import type { ReferralResult } from '../../app/ports/measures.ts'
import type { Department, MeasureKind, MonitoredKind } from '../../contract/terms.ts'
import type { Measure } from '../../core/ledger/ledger.ts'
import type { Service } from '../../core/measure/employment-services.ts'
import type { Citation } from '../../core/policy/citation.ts'

/** The rows of what help there is, one type per table. */
export interface MeasureTables {
  measure: {
    county_code: string
    id: string
    household_id: string
    measure: MeasureKind
    help: string
    for_member: string | null
    state: Measure['state']
    basis: 'suggested' | 'own'
    why: string
    citation: Json<Citation> | null
    units: string[]
    planned_on: string
    given_on: string | null
    published_on: string | null
    ended_on: string | null
    version: number
  }
  measure_event: {
    county_code: string
    measure_id: string
    seq: number
    state: Measure['state']
    day: string
    at: Date
    by_id: string
    by_name: string
    text: string
  }
  referral: {
    county_code: string
    id: string
    household_id: string
    region: string
    household_name: string
    department: Department
    need: string
    need_words: string
    duty: string | null
    citation: Json<Citation> | null
    text: string
    asked_by: string
    asked_by_name: string
    asked_on: string
    asked_at: Date
    due_day: string | null
    due_citation: Json<Citation> | null
    state: 'asked' | 'answered'
    result: ReferralResult | null
    answer: string | null
    answered_by: string | null
    answered_by_name: string | null
    answered_on: string | null
    answered_at: Date | null
  }
  employment_service: {
    county_code: string
    id: string
    household_id: string
    member_id: string
    service: Service
    day: string
    text: string
    by_id: string
    at: Date
  }
  work_month: {
    county_code: string
    member_id: string
    month: string
    public_post: boolean
    household_id: string
    by_id: string
    at: Date
  }
  monitoring: {
    county_code: string
    household_id: string
    kind: MonitoredKind
    since: string
    risk_removed_on: string | null
  }
  key_group: {
    county_code: string
    household_id: string
    group_name: string
    entered_on: string
    why: string
    citation: Json<Citation>
    left_on: string | null
  }
  county_figure: {
    county_code: string
    id: string
    of: string
    period: string
    /** Numerics come as text, so that no digit is lost. */
    part: string | null
    whole: string
    source: string
    by_id: string
    at: Date
  }
}

/** Read as the value, written as its JSON text. */
type Json<T extends object> = JSONColumnType<T, string, string>
