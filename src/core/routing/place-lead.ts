import type { AssignmentRule } from '../../contract/lead.ts'
import type { Cadre, Duty, Roster } from './roster.ts'

/** Who gets a lead, by which rule, and why in words. */
export interface Assignment {
  holder: Cadre
  rule: AssignmentRule
  reason: string
}
export type Placement = { kind: 'assigned'; assignment: Assignment } | { kind: 'nobody_on_duty' }

const TOWNSHIP_DIGITS = 9
const COUNTY_DIGITS = 6

/**
 * The cadre if he may hold leads of this region today: active, of a role that handles leads, and on duty (or deputy) for it
 * or for a place around it. What he may see follows from the same duties, so a lead is never in a queue that he can't open.
 */
export function mayHandle(cadreId: string, region: string, roster: Roster): Cadre | null {
  const cadre = activeCadre(roster, cadreId)
  if (!cadre) return null
  if (cadre.role === 'county_officer') return cadre
  const covers = roster.duties.some(
    (duty) => region.startsWith(duty.region) && (duty.cadreId === cadreId || duty.deputyId === cadreId),
  )
  return covers ? cadre : null
}

/**
 * The household's named cadre, else the village's duty cadre, else the deputy, else township, else county. Presence
 * plays no part: the duty-holder has it whether he is online or not. `region` may be a county's code, where the place
 * is not known yet.
 */
export function placeLead(region: string, householdCadreId: string | null, roster: Roster): Placement {
  const named = householdCadreId ? mayHandle(householdCadreId, region, roster) : null
  if (named) return assigned(named, 'household_cadre', `${named.name}是这户的联系干部`)

  const village = region.length > TOWNSHIP_DIGITS ? dutyOf(region, roster) : null
  const onDuty = village && activeCadre(roster, village.cadreId)
  if (onDuty) return assigned(onDuty, 'village_duty', `${onDuty.name}是本村值班干部`)
  const deputy = village?.deputyId ? activeCadre(roster, village.deputyId) : null
  if (deputy) return assigned(deputy, 'village_deputy', `值班干部不在岗，由副手${deputy.name}接手`)

  return levelAbove(region, null, roster)
}

/**
 * The next level up from the level of `role`: village → township → county. From null it begins at the township.
 * At the county there is nobody above.
 */
export function levelAbove(region: string, role: Cadre['role'] | null, roster: Roster): Placement {
  if (role !== 'township_officer' && role !== 'county_officer' && region.length >= TOWNSHIP_DIGITS) {
    const township = standIn(region.slice(0, TOWNSHIP_DIGITS), roster)
    if (township) return assigned(township, 'township', `村里没有人接，交给乡镇干部${township.name}`)
  }
  const county = role === 'county_officer' ? null : standIn(region.slice(0, COUNTY_DIGITS), roster)
  if (county) return assigned(county, 'county', `交给县级干部${county.name}`)
  // A duty that has run out must not leave a lead without a holder: any officer of the county is better than nobody.
  const anyOfficer = role === 'county_officer' ? undefined : officers(roster)[0]
  if (anyOfficer) return assigned(anyOfficer, 'county', `县里没有人值班，交给县级干部${anyOfficer.name}`)
  return { kind: 'nobody_on_duty' }
}

/** Cadre on duty for exactly this region, else his deputy. */
export function standIn(region: string, roster: Roster): Cadre | null {
  const duty = dutyOf(region, roster)
  if (!duty) return null
  return activeCadre(roster, duty.cadreId) ?? (duty.deputyId ? activeCadre(roster, duty.deputyId) : null)
}

/** Who is on duty for exactly this place, and his deputy: those of the two who may hold leads. */
export function onDutyAt(region: string, roster: Roster): Cadre[] {
  const duty = dutyOf(region, roster)
  const both = duty
    ? [activeCadre(roster, duty.cadreId), duty.deputyId ? activeCadre(roster, duty.deputyId) : null]
    : []
  return both.filter((cadre) => cadre !== null)
}

/**
 * Who must hear of an emergency at once, the holder first: with him both who are on duty for the village; where nobody is,
 * or the place is not known, both of the nearest level above.
 */
export function emergencyContacts(region: string, holderId: string, roster: Roster): Cadre[] {
  const places = [region, region.slice(0, TOWNSHIP_DIGITS), region.slice(0, COUNTY_DIGITS)]
  const near = places.map((place) => onDutyAt(place, roster)).find((found) => found.length > 0) ?? []
  const holder = activeCadre(roster, holderId)
  return [...(holder ? [holder] : []), ...near.filter((cadre) => cadre.id !== holderId)]
}

function officers(roster: Roster): Cadre[] {
  return roster.cadres
    .filter((cadre) => cadre.active && cadre.role === 'county_officer')
    .sort((a, b) => a.id.localeCompare(b.id))
}

/** Of several duties in force the latest wins: a new one takes over without the old one being ended first. */
function dutyOf(region: string, roster: Roster): Duty | null {
  return (
    roster.duties
      .filter((duty) => duty.region === region)
      .sort((a, b) => b.from.localeCompare(a.from) || a.cadreId.localeCompare(b.cadreId))[0] ?? null
  )
}

/** A department's officer or an administrator may have duties in a place, but leads are not for him. */
const HANDLES: Record<Cadre['role'], boolean> = {
  village_cadre: true,
  township_officer: true,
  county_officer: true,
  department_officer: false,
  admin: false,
}

function activeCadre(roster: Roster, id: string): Cadre | null {
  return roster.cadres.find((cadre) => cadre.id === id && cadre.active && HANDLES[cadre.role]) ?? null
}

function assigned(holder: Cadre, rule: AssignmentRule, reason: string): Placement {
  return { kind: 'assigned', assignment: { holder, rule, reason } }
}
