import type { HouseholdLedger, Member } from '../ledger/ledger.ts'
import { heldMeasures, mayWork, presentMembers } from './household.ts'
import type { Figure } from './shares.ts'

/** The shares that ledgers can count themselves, by code; one is missing where there is nobody to count. */
export function countedFigures(ledgers: HouseholdLedger[], day: string): Map<string, Figure> {
  const able = ledgers
    .filter(({ kind }) => kind === 'poverty_lifted')
    .flatMap((ledger) => presentMembers(ledger, day))
    .filter((member) => mayWork(member, day))
  const willing = able.filter((member) => member.wantsWork === true || atWork(member))
  const aided = ledgers.flatMap((ledger) => aidedMembers(ledger, day))
  const figures = {
    employed_among_willing_lifted_workers: {
      part: willing.filter(atWork).length,
      whole: willing.length,
      unsaid: able.filter(({ wantsWork, work }) => wantsWork === null && work === null).length,
    },
    insured_among_medical_aid_recipients: {
      part: aided.filter(({ insured }) => insured === true).length,
      whole: aided.filter(({ insured }) => insured !== null).length,
      unsaid: aided.filter(({ insured }) => insured === null).length,
    },
  }
  return new Map(Object.entries(figures).filter(([, { whole, unsaid }]) => whole + unsaid > 0))
}

function atWork({ work }: Member): boolean {
  return work === 'employed' || work === 'public_post'
}

function aidedMembers(ledger: HouseholdLedger, day: string): Member[] {
  const aid = heldMeasures(ledger).filter(({ help }) => help === 'medical_aid')
  return presentMembers(ledger, day).filter(({ id }) =>
    aid.some(({ forMember }) => forMember === null || forMember === id),
  )
}
