import type { HouseholdKind } from '../../contract/terms.ts'
import type { Sealed } from '../../core/sealed.ts'

export interface Resident {
  householdId: string | null
  village: string | null
  /** As he himself told them. */
  phone: Sealed | null
  identity: Sealed | null
}

export interface Residents {
  consent(residentId: string, version: string, at: Date): Promise<void>
  /** Fills in what a confirmed report about his own household told us. */
  remember(
    residentId: string,
    facts: { householdId: string; village: string; phone: Sealed | null; identity: Sealed | null },
  ): Promise<void>
  /** No publicity from now on, on whichever channel. */
  optOut(residentId: string, at: Date): Promise<void>
  /** He asked for publicity himself, in so many words: it counts for all his channels. */
  optIn(residentId: string): Promise<void>
  get(residentId: string): Promise<Resident | null>
}

export interface Household {
  id: string
  county: string
  /** Village code, or the county's code while the place is unknown. */
  region: string
  headName: string
  kind: HouseholdKind
  /** The cadre named for this household, if any. */
  cadreId: string | null
  phone: Sealed | null
  /** Made from a report and not yet confirmed by a cadre. */
  unconfirmed: boolean
  demo: boolean
}

export interface Households {
  get(id: string): Promise<Household | null>
  /** Those of the ids that there are, in any order. */
  withIds(ids: string[]): Promise<Household[]>
  put(household: Household): Promise<void>
  setKind(id: string, kind: HouseholdKind): Promise<void>
  /** Each of them once. */
  putAll(households: Household[]): Promise<void>
  /**
   * Households of that region whose head has this name; the caller decides which it is. Until the transaction ends nobody else
   * looks for the same, so two reports at once don't make two households of one.
   */
  lockNamed(region: string, headName: string): Promise<Household[]>
}
