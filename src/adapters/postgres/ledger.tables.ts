import type { ColumnType, JSONColumnType } from 'kysely'
import type { FactValue, FieldName } from '../../core/ledger/fields.ts'
import type { FactSource, MoneyEntry } from '../../core/ledger/ledger.ts'
import type { Visit } from '../../core/ledger/timeline.ts'
import type { Sealed } from '../../core/sealed.ts'

/** The rows of households' ledgers, one type per table. */
export interface LedgerTables {
  member: {
    county_code: string
    id: string
    household_id: string
    name: string
    relation: string
    born: string | null
    identity_number: Json<Sealed> | null
    joined: string | null
    source: Json<FactSource>
    at: Date
    left_day: string | null
    left_why: string | null
    left_source: Json<FactSource> | null
    left_at: Date | null
  }
  household_fact: {
    county_code: string
    id: string
    household_id: string
    member_id: string | null
    field: FieldName
    value: ColumnType<FactValue, string, never>
    period: string | null
    day: string
    source: Json<FactSource>
    at: Date
    settles: string[]
    why: string | null
  }
  money_entry: {
    county_code: string
    id: string
    household_id: string
    kind: MoneyEntry['kind']
    from_month: string
    to_month: string
    fen: number
    words: string
    source: Json<FactSource>
    at: Date
    replaces: string | null
    contests: string | null
    settles: string[]
  }
  visit: {
    county_code: string
    id: string
    household_id: string
    cadre_id: string
    day: string
    words: string
    photos: string[]
    place: Json<NonNullable<Visit['place']>> | null
    at: Date
  }
  household_photo: {
    county_code: string
    id: string
    household_id: string
    cadre_id: string
    mime: string
    bytes: Buffer
    at: Date
  }
}

/** Read as the value, written as its JSON text. */
type Json<T extends object> = JSONColumnType<T, string, string>
