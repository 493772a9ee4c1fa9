import type { HouseholdKind, IncomeKind, Labour, MeasureKind, SpendingKind } from '../../contract/terms.ts'

/** Who said so. `import`: a list that somebody loaded, such as the register or a department's export. */
export type FactSource =
  | { kind: 'visit' | 'cadre'; cadreId: string; name: string }
  | { kind: 'self_report'; leadId: string }
  | { kind: 'department'; name: string }
  | { kind: 'import'; name: string }

/** A member of a household as its ledger stands. Null: nobody has said. */
export interface Member {
  id: string
  name: string
  /** To the head, such as 户主, 妻子, 儿子. */
  relation: string
  /** yyyy-mm-dd, yyyy-mm or yyyy. */
  born: string | null
  labour: Labour | null
  /** `studying`, `not_looking`: neither at work nor looking for it. */
  work: 'employed' | 'public_post' | 'jobless' | 'studying' | 'not_looking' | null
  wantsWork: boolean | null
  insured: boolean | null
  joined: string | null
  /** Day on which he left the household or died. */
  left: string | null
}

/** Yuan earned or spent. `from` and `to` (yyyy-mm, both included) are the same for one month. */
export interface MoneyEntry {
  id: string
  kind: IncomeKind | SpendingKind
  from: string
  to: string
  yuan: number
  words: string
  source: FactSource
  at: Date
  /** What was entered in its place, if it was corrected. */
  replacedBy: string | null
}

/** Help planned, given or published. */
export interface Measure {
  id: string
  measure: MeasureKind
  /** Which help it consists of, such as `micro_credit`. */
  help: string
  forMember: string | null
  state: 'planned' | 'given' | 'published' | 'ended'
}

/** What pure rules read of a household. */
export interface HouseholdLedger {
  householdId: string
  kind: HouseholdKind
  members: Member[]
  money: MoneyEntry[]
  /** What lists say otherwise of kinds and months that are in `money`; it does not count until somebody settles it. */
  contested?: MoneyEntry[]
  measures: Measure[]
}
