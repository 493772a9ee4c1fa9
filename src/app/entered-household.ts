import type { NewLeadEntry } from '../contract/lead-entry.ts'
import type { CadreActor } from './accounts.ts'
import type { Deps } from './deps.ts'
import { notPossible } from './household-ledger.ts'
import type { Household } from './ports/people.ts'
import type { Tx } from './ports/store.ts'
import type { Refusal } from './refusal.ts'

/** `known`: the household of the list that is meant; null where a new one is to be made. */
interface Located {
  known: Household | null
  region: string
}

const VILLAGE_DIGITS = 12

/**
 * Which household an entry is of. The name is locked, as for a report, so that an entry and a report at once do not make two
 * households of one. Somebody who can look at the list is asked which of several of one name he means; a department can't
 * look, and a new household is safer than the wrong one.
 */
export async function locateHousehold(
  tx: Tx,
  deps: Deps,
  actor: CadreActor,
  which: NewLeadEntry['household'],
): Promise<Located | Refusal> {
  const ofDepartment = actor.role === 'department_officer'
  const his = (region: string) => ofDepartment || actor.areas.some((area) => region.startsWith(area))
  if ('id' in which) {
    if (ofDepartment) return { refused: 'not_allowed', why: '部门请写明村和户主姓名。' }
    const known = await tx.households.get(which.id)
    if (!known || !his(known.region)) return { refused: 'not_found' }
    if (known.region.length !== VILLAGE_DIGITS) return notPossible('还不知道这户在哪个村，弄清以后再录。')
    return { known, region: known.region }
  }
  if (!deps.regions(actor.county)?.get(which.village) || !his(which.village)) return { refused: 'not_found' }
  const named = await tx.households.lockNamed(which.village, which.headName)
  const [only, second] = named
  if (second && !ofDepartment) return notPossible('这个村有几户户主同名，请从农户名单里选。')
  return { known: second ? null : (only ?? null), region: which.village }
}

/** A household that is in no list yet; a cadre has yet to confirm it. */
export async function putUnconfirmed(
  tx: Tx,
  deps: Deps,
  county: string,
  which: Exclude<NewLeadEntry['household'], { id: string }>,
): Promise<Household> {
  const household: Household = {
    id: deps.ids.uuid(),
    county,
    region: which.village,
    headName: which.headName,
    kind: which.kind,
    cadreId: null,
    phone: null,
    unconfirmed: true,
    demo: deps.demo,
  }
  await tx.households.put(household)
  return household
}
