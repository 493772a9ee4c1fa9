import type { GeneratedAlways, JSONColumnType } from 'kysely'
import type { HouseholdKind } from '../../contract/terms.ts'
import type { Sealed } from '../../core/sealed.ts'

/** Who writes to us, and the household that he belongs to once it is known. */
export interface PeopleTables {
  household: {
    county_code: string
    id: string
    region: string
    head_name: string
    kind: HouseholdKind
    cadre_id: string | null
    phone: Json<Sealed> | null
    unconfirmed: boolean
    demo: boolean
  }
  resident: {
    county_code: string
    id: string
    household_id: string | null
    village: string | null
    phone: Json<Sealed> | null
    identity_number: Json<Sealed> | null
    consent_version: string | null
    consent_at: Date | null
    opted_out_at: Date | null
    /** News of his reports stay in the chat since then. */
    case_news_off_at: Date | null
    /** When he had deleted what no duty keeps. */
    erased_at: Date | null
    created_at: Date
    /** What tells people apart across channels: a number's hash where one is known. */
    person: GeneratedAlways<string>
    demo: boolean
  }
}

type Json<T extends object> = JSONColumnType<T, string, string>
