import type { CadreRole } from '../../contract/terms.ts'
import type { Actor } from '../policy/entry.ts'
import { mayHandle } from '../routing/place-lead.ts'
import type { Cadre, Roster } from '../routing/roster.ts'
import { ACTOR_WORDS } from './words.ts'

/** At which level an actor of a paper sits. A household's own step is written down for it by whoever hears it. */
const LEVEL: Record<Actor, 'household' | 'village' | 'township' | 'county' | 'department'> = {
  household: 'household',
  village_committee: 'village',
  village_cadre: 'village',
  resident_team: 'village',
  township: 'township',
  township_leader: 'township',
  county_office: 'county',
  county_leading_group: 'county',
  city_office: 'county',
  departments: 'department',
}

const LADDER: CadreRole[] = ['village_cadre', 'township_officer', 'county_officer']
const RUNG = { village: 0, township: 1, county: 2 }

export type MayDo = { kind: 'yes'; recordedFor: Actor | null } | { kind: 'no'; why: string }

/**
 * Whether a cadre may do a step in a place. The levels of a procedure watch over each other, so an officer above does not
 * do the village's step for convenience. But a vacant village must not block a household: where a level has nobody
 * on duty, the next level that has may record its step, and the record says for whom (`recordedFor`). He then counts as a
 * proposer like any other. Departments answer themselves, or the county writes down what they answered.
 */
export function mayDoStep(actors: Actor[], cadre: Cadre, region: string, roster: Roster): MayDo {
  if (!inArea(cadre, region, roster)) return { kind: 'no', why: '您不管这个村，或者不在岗，不能办这一步。' }
  for (const actor of actors) {
    if (ownStep(actor, cadre)) return { kind: 'yes', recordedFor: null }
  }
  const missed = actors.find((actor) => standsInFor(actor, cadre, region, roster))
  if (missed) return { kind: 'yes', recordedFor: missed }
  const who = [...new Set(actors.map((actor) => ACTOR_WORDS[actor]))].join('或')
  return { kind: 'no', why: `这一步要由${who}来办。` }
}

/** Active, and on duty for the place; a county's officers are for all of it, its departments too. */
export function inArea(cadre: Cadre, region: string, roster: Roster): boolean {
  if (cadre.role !== 'department_officer') return mayHandle(cadre.id, region, roster) !== null
  return roster.cadres.some((each) => each.id === cadre.id && each.active)
}

function ownStep(actor: Actor, { role }: Cadre): boolean {
  const level = LEVEL[actor]
  switch (level) {
    case 'household':
      return LADDER.includes(role)
    case 'department':
      return role === 'department_officer' || role === 'county_officer'
    case 'village':
    case 'township':
    case 'county':
      return role === LADDER[RUNG[level]]
  }
}

function standsInFor(actor: Actor, cadre: Cadre, region: string, roster: Roster): boolean {
  const level = LEVEL[actor]
  if (level === 'household' || level === 'department') return false
  const rungs = LADDER.slice(RUNG[level], LADDER.indexOf(cadre.role))
  return rungs.length > 0 && rungs.every((role) => isVacant(role, region, roster))
}

function isVacant(role: CadreRole, region: string, roster: Roster): boolean {
  return !roster.cadres.some((cadre) => cadre.role === role && mayHandle(cadre.id, region, roster))
}
