import { HOUSEHOLD_KIND_LABEL, type HouseholdKind, type MonitoredKind } from '../../contract/terms.ts'

/** As what the ledger keeps a household that was found to be of that kind; a sudden hardship makes no other household of it. */
const KEPT_AS: Record<MonitoredKind, HouseholdKind | null> = {
  unstable_lifted: 'poverty_lifted',
  marginal_at_risk: 'marginal',
  sudden_severe: null,
  registered_poor: null,
}

/** The ledger's kind after the decision; null where it stays, or where nobody knows what it was. */
export function kindOnRegister(before: HouseholdKind | undefined, decided: MonitoredKind | null): HouseholdKind | null {
  return changed(before, decided && KEPT_AS[decided])
}

/** Who left the register is at risk no more; who was lifted out of poverty stays one of the lifted. */
export function kindAfterLeaving(before: HouseholdKind | undefined): HouseholdKind | null {
  return changed(before, before === 'marginal' ? 'ordinary' : null)
}

function changed(before: HouseholdKind | undefined, after: HouseholdKind | null): HouseholdKind | null {
  return before === undefined || after === before ? null : after
}

/** For the timeline; nothing where the kind stays. */
export function kindWords(before: HouseholdKind | undefined, after: HouseholdKind | null): string {
  if (before === undefined || after === null) return ''
  return `。台账里从${HOUSEHOLD_KIND_LABEL[before]}改为${HOUSEHOLD_KIND_LABEL[after]}`
}
