import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canActivate, missingOfficers } from '../../../src/core/routing/activation.ts'
import { placeLead } from '../../../src/core/routing/place-lead.ts'
import type { Roster } from '../../../src/core/routing/roster.ts'
import { county, roster, township, village } from '../roster.fixture.ts'

const day = '2026-11-23'

const people = ['a', 'b', 'c']
const anyRoster: fc.Arbitrary<Roster> = fc.record({
  cadres: fc.subarray(people).chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc.record({
          id: fc.constant(id),
          county: fc.constant(county),
          name: fc.constant(id),
          role: fc.constant('village_cadre' as const),
          active: fc.boolean(),
        }),
      ),
    ),
  ),
  duties: fc.array(
    fc.record({
      region: fc.constantFrom(village, township),
      cadreId: fc.constantFrom(...people),
      deputyId: fc.constantFrom(null, ...people),
      from: fc.constantFrom('2026-01-01', '2026-06-01', '2027-01-01'),
      until: fc.constantFrom(null, '2026-12-31', '2026-03-31'),
    }),
    { maxLength: 4 },
  ),
})

/** The same roster as the store gives it: only the duties in force. */
const onDay = (all: Roster): Roster => ({
  ...all,
  duties: all.duties.filter((duty) => duty.from <= day && (duty.until === null || day <= duty.until)),
})

describe('canActivate', () => {
  it('takes a village with a cadre and a deputy', () => {
    expect(canActivate(village, roster(), day)).toEqual({
      kind: 'ready',
      cadreId: 'village-cadre',
      deputyId: 'deputy',
    })
  })

  it.each([
    ['nobody_on_duty', { ...roster(), duties: [] }],
    ['cadre_not_active', roster({ inactive: ['village-cadre'] })],
    ['deputy_not_active', roster({ inactive: ['deputy'] })],
    ['no_deputy', { ...roster(), duties: roster().duties.map((duty) => ({ ...duty, deputyId: null })) }],
    ['deputy_is_cadre', { ...roster(), duties: roster().duties.map((duty) => ({ ...duty, deputyId: duty.cadreId })) }],
  ])('says %s', (reason, given) => {
    expect(canActivate(village, given, day)).toMatchObject({ kind: 'not_ready', reason })
  })

  it('in an active village routing finds exactly these two, the deputy when the cadre falls out', () => {
    fc.assert(
      fc.property(anyRoster, (all) => {
        const activation = canActivate(village, all, day)
        if (activation.kind !== 'ready') return
        expect(activation.deputyId).not.toBe(activation.cadreId)
        const holder = (given: Roster) => {
          const placed = placeLead(village, null, onDay(given))
          return placed.kind === 'assigned' ? placed.assignment.holder.id : null
        }
        expect(holder(all)).toBe(activation.cadreId)
        const ill = all.cadres.map((each) => (each.id === activation.cadreId ? { ...each, active: false } : each))
        expect(holder({ ...all, cadres: ill })).toBe(activation.deputyId)
      }),
    )
  })

  it('never depends on the order of the roster', () => {
    fc.assert(
      fc.property(anyRoster, (all) => {
        const turned = { cadres: [...all.cadres].reverse(), duties: [...all.duties].reverse() }
        const kind = (given: Roster) => canActivate(village, given, day).kind
        // Two duties of one person from one day may differ in their deputy; the store's key rules that out.
        const keys = all.duties.map((duty) => `${duty.region}${duty.cadreId}${duty.from}`)
        fc.pre(new Set(keys).size === keys.length)
        expect(kind(turned)).toBe(kind(all))
      }),
    )
  })
})

describe('missingOfficers', () => {
  it('is content when every level has its officer', () => {
    expect(missingOfficers(county, [village], roster(), day)).toEqual([])
  })

  it('names the county and the township that lack one', () => {
    expect(missingOfficers(county, [village], { ...roster(), duties: [] }, day)).toEqual([
      { code: 'no_county_officer', region: county },
      { code: 'no_township_officer', region: township },
    ])
  })

  it('asks no township for an officer while no village of it is to be active', () => {
    const given = roster({ inactive: ['township-officer'] })
    expect(missingOfficers(county, [], given, day)).toEqual([])
    expect(missingOfficers(county, [village], given, day)).toEqual([{ code: 'no_township_officer', region: township }])
  })
})
