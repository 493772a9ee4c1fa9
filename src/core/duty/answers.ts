import type { z } from 'zod'
import type { DutyRule } from '../policy/duties.ts'
import type { Actor } from '../policy/entry.ts'
import { levelAbove, mayHandle, type Placement, placeLead, standIn } from '../routing/place-lead.ts'
import type { Cadre, Roster } from '../routing/roster.ts'

/** Lowest first: what nobody does goes up this ladder. */
export const DUTY_LEVELS = ['village', 'township', 'county'] as const
export type DutyLevel = (typeof DUTY_LEVELS)[number]

/** City and departments work outside of the system: their duties are shown to the county's officers. */
const LEVEL_OF: Record<z.infer<typeof Actor>, DutyLevel> = {
  household: 'village',
  village_committee: 'village',
  village_cadre: 'village',
  resident_team: 'village',
  township: 'township',
  township_leader: 'township',
  county_office: 'county',
  county_leading_group: 'county',
  city_office: 'county',
  departments: 'county',
}

const LOWEST: Record<z.infer<typeof DutyRule>['forEach'], DutyLevel> = {
  household: 'village',
  village: 'village',
  township: 'township',
  county: 'county',
  city: 'county',
}

/** Where a duty belongs: with the lowest of those who do it, but never below the place that it is done for. */
export function levelOf({ by, forEach }: Pick<z.infer<typeof DutyRule>, 'by' | 'forEach'>): DutyLevel {
  const doers = by.map((actor) => DUTY_LEVELS.indexOf(LEVEL_OF[actor]))
  return DUTY_LEVELS[Math.max(Math.min(...doers), DUTY_LEVELS.indexOf(LOWEST[forEach]))] ?? 'county'
}

/** Who holds a duty, and at which level he stands; nobody where the whole county has no one. */
export interface DutyHolder {
  holderId: string | null
  level: DutyLevel
}

/** Who is on duty for it at that level today; where nobody is, the next level that has somebody. */
export function holderAt(
  level: DutyLevel,
  region: string,
  householdCadreId: string | null,
  roster: Roster,
): DutyHolder {
  switch (level) {
    case 'village':
      return held(placeLead(region, householdCadreId, roster))
    case 'township': {
      const township = standIn(region.slice(0, 9), roster)
      return township ? { holderId: township.id, level } : holderAt('county', region, null, roster)
    }
    case 'county':
      return { ...held(levelAbove(region, 'township_officer', roster)), level }
  }
}

/** Whether who holds it may hold it still. */
export function isHeld({ holderId }: Pick<DutyHolder, 'holderId'>, region: string, roster: Roster): boolean {
  return holderId !== null && mayHandle(holderId, region, roster) !== null
}

function held(placed: Placement): DutyHolder {
  if (placed.kind === 'nobody_on_duty') return { holderId: null, level: 'county' }
  const { holder } = placed.assignment
  return { holderId: holder.id, level: ROLE_LEVEL[holder.role] }
}

const ROLE_LEVEL: Record<Cadre['role'], DutyLevel> = {
  village_cadre: 'village',
  township_officer: 'township',
  county_officer: 'county',
  department_officer: 'county',
  admin: 'county',
}
