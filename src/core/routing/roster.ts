import type { Office } from '../../contract/office.ts'
import type { CadreRole } from '../../contract/terms.ts'

/** A person who handles leads. `areas`: the region codes that he answers for or sees, whatever his presence. */
export interface Cadre {
  id: string
  county: string
  name: string
  role: CadreRole
  active: boolean
  /** Of a department's officer: the office that he answers for. */
  department?: Office | null
}

/** Who answers for an area in a span of days; `deputy` stands in (A/B 角). Dates are yyyy-mm-dd, both included; `until` null = open. */
export interface Duty {
  region: string
  cadreId: string
  deputyId: string | null
  from: string
  until: string | null
}

/** What routing needs to know of one county on one day. */
export interface Roster {
  cadres: Cadre[]
  duties: Duty[]
}
