import { type DutyItems, type DutyPlaces, dutyItems } from '../../src/core/duty/duty-items.ts'
import { standingDuties } from '../../src/core/duty/duty-rules.ts'
import type { Cadre, Roster } from '../../src/core/routing/roster.ts'
import { chinaDay } from '../../src/core/words/when.ts'
import { packs } from '../core/policy/packs.fixture.ts'

const cadre = (id: string, role: Cadre['role'], county: string): Cadre => ({ id, county, name: id, role, active: true })

/** An invented county: one township, two villages with a cadre each, and three households. */
export function placesOf(county: string): DutyPlaces {
  const [one, two] = [`${county}101001`, `${county}101002`]
  return {
    county,
    townships: [`${county}101`],
    villages: [one, two],
    households: [
      { id: 'zhao', region: one, kind: 'poverty_lifted', cadreId: 'own' },
      { id: 'qian', region: two, kind: 'poverty_lifted', cadreId: null },
      { id: 'sun', region: two, kind: 'ordinary', cadreId: null },
    ],
  }
}

export function rosterOf(county: string): Roster {
  const open = { deputyId: null, from: '2020-01-01', until: null }
  return {
    cadres: [
      cadre('own', 'village_cadre', county),
      cadre('first', 'village_cadre', county),
      cadre('second', 'village_cadre', county),
      cadre('township', 'township_officer', county),
      cadre('county', 'county_officer', county),
    ],
    duties: [
      { region: `${county}101001`, ...open, cadreId: 'first', deputyId: 'own' },
      { region: `${county}101002`, ...open, cadreId: 'second' },
      { region: `${county}101`, ...open, cadreId: 'township' },
      { region: county, ...open, cadreId: 'county' },
    ],
  }
}

/** All that falls due of one rule in a year. */
export function yearOf(county: string, year: number, rule: string): DutyItems[] {
  return dutyItems(packs, placesOf(county), rosterOf(county), `${year}-01-01`, `${year}-12-31`).filter(
    ({ task }) => task.rule === rule,
  )
}

export const dueDays = (items: DutyItems[]) => items.map(({ task }) => chinaDay(task.dueAt))
export const heldBy = (items: DutyItems[]) => items[0]?.subjects.map(({ holderId }) => holderId)

/** What the papers want without naming a time, as a county reads it: rule and words. */
export function standing(region: string, day: string): Record<string, string> {
  return Object.fromEntries(standingDuties(packs, region, day).map(({ rule, says }) => [rule, says]))
}

export const MONTHS = Array.from({ length: 12 }, (_, nth) => String(nth + 1).padStart(2, '0'))
