import type { Measure } from '../ledger/ledger.ts'
import type { EffectiveCard } from './cards-for.ts'
import { eligibility, type HouseholdFacts } from './eligibility.ts'
import type { CardShelf } from './shelf.ts'

/** Help that a household has or is to have, in words, as its ledger holds it. */
export interface HeldHelp {
  words: string
  /** `recorded`: the ledger names it among what the household enjoys, and no measure stands behind it. */
  state: Exclude<Measure['state'], 'ended'> | 'recorded'
}

/** The asker's own household. */
export interface OwnHousehold extends HouseholdFacts {
  /** Division code of where it lives. */
  region: string
  help: HeldHelp[]
}

/** The help that papers name, by whether it may be for a household. `also` and `missing`: short words, perhaps none. */
export interface HouseholdPolicies {
  mayFit: { effective: EffectiveCard; also: string[] }[]
  unknown: { effective: EffectiveCard; missing: string[] }[]
  doesNotFit: { effective: EffectiveCard; because: string[] }[]
}

/** Every card of help on the shelf, held against what is known of a household; the nearest and newest paper first. It decides nothing. */
export function householdPolicies(shelf: CardShelf, facts: HouseholdFacts): HouseholdPolicies {
  const found: HouseholdPolicies = { mayFit: [], unknown: [], doesNotFit: [] }
  for (const effective of shelf.cards.values()) {
    if (effective.card.kind !== 'help') continue
    const fit = eligibility(effective, facts, shelf.day)
    switch (fit.kind) {
      case 'for_everybody':
        found.mayFit.push({ effective, also: [] })
        break
      case 'may_fit':
        found.mayFit.push({ effective, also: fit.also })
        break
      case 'unknown':
        found.unknown.push({ effective, missing: fit.missing })
        break
      case 'does_not_fit':
        found.doesNotFit.push({ effective, because: fit.because })
    }
  }
  return found
}
