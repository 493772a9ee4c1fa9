import { describe, expect, it } from 'vitest'
import { emergencyContacts, levelAbove, placeLead } from '../../../src/core/routing/place-lead.ts'
import { cadre, county, roster, township, village } from '../roster.fixture.ts'

describe('who hears of an emergency', () => {
  const hear = (region: string, holderId: string, inactive: string[] = []) =>
    emergencyContacts(region, holderId, roster({ inactive })).map(({ id }) => id)

  it('the holder, and both who are on duty in the village, each once', () => {
    expect(hear(village, 'village-cadre')).toEqual(['village-cadre', 'deputy'])
    expect(hear(village, 'deputy')).toEqual(['deputy', 'village-cadre'])
    expect(hear(village, 'township-officer')).toEqual(['township-officer', 'village-cadre', 'deputy'])
  })

  it('those of the nearest level above where nobody of the village can, or the place is not known', () => {
    expect(hear(village, 'township-officer', ['village-cadre', 'deputy'])).toEqual(['township-officer'])
    expect(hear(county, 'county-officer')).toEqual(['county-officer'])
  })
})

describe('who gets a lead', () => {
  it('the cadre named for the household, before anybody else', () => {
    expect(placed(placeLead(village, 'deputy', roster()))).toEqual(['deputy', 'household_cadre'])
  })

  it('not a named cadre who has no duty there: he could not even see it', () => {
    expect(placed(placeLead(village, 'other-village-cadre', roster()))).toEqual(['village-cadre', 'village_duty'])
  })

  it('the duty cadre of the village when the household has no cadre of its own', () => {
    expect(placed(placeLead(village, null, roster()))).toEqual(['village-cadre', 'village_duty'])
  })

  it('the duty cadre also when the named one has left', () => {
    const left = roster({ inactive: ['deputy'] })
    expect(placed(placeLead(village, 'deputy', left))).toEqual(['village-cadre', 'village_duty'])
  })

  it('the deputy when the duty cadre is away', () => {
    expect(placed(placeLead(village, null, roster({ inactive: ['village-cadre'] })))).toEqual([
      'deputy',
      'village_deputy',
    ])
  })

  it('the township when nobody in the village can', () => {
    expect(placed(placeLead(village, null, roster({ inactive: ['village-cadre', 'deputy'] })))).toEqual([
      'township-officer',
      'township',
    ])
  })

  it('the county when the township has nobody either', () => {
    const empty = roster({ inactive: ['village-cadre', 'deputy', 'township-officer'] })
    expect(placed(placeLead(village, null, empty))).toEqual(['county-officer', 'county'])
  })

  it('the county at once when the place is not known', () => {
    expect(placed(placeLead(county, null, roster()))).toEqual(['county-officer', 'county'])
  })

  it('says so when there is nobody at all', () => {
    expect(placeLead(village, null, { cadres: [], duties: [] })).toEqual({ kind: 'nobody_on_duty' })
  })

  it('takes the newest of two duties in force', () => {
    const two = roster()
    two.duties.push({ region: village, cadreId: 'deputy', deputyId: 'village-cadre', from: '2026-06-01', until: null })
    expect(placed(placeLead(village, null, two))).toEqual(['deputy', 'village_duty'])
  })

  it('never an officer who handles no leads, whatever duties he has', () => {
    const odd = roster()
    odd.cadres.push({ id: 'department', county, name: '演示己', role: 'department_officer', active: true })
    odd.duties.push({ region: village, cadreId: 'department', deputyId: 'deputy', from: '2026-06-01', until: null })
    expect(placed(placeLead(village, 'department', odd))[0]).toBe('deputy')
  })

  it('always gives a reason in words', () => {
    const result = placeLead(village, null, roster())
    expect(result.kind === 'assigned' && result.assignment.reason).toContain(cadre('village-cadre').name)
  })
})

describe('one level up', () => {
  it.each([
    ['village_cadre', 'township-officer'],
    ['township_officer', 'county-officer'],
  ] as const)('from %s to %s', (role, id) => {
    expect(placed(levelAbove(village, role, roster()))[0]).toBe(id)
  })

  it('ends at the county', () => {
    expect(levelAbove(village, 'county_officer', roster()).kind).toBe('nobody_on_duty')
  })

  it('skips a township without an officer', () => {
    expect(placed(levelAbove(township, 'village_cadre', roster({ inactive: ['township-officer'] })))[0]).toBe(
      'county-officer',
    )
  })
})

function placed(placement: ReturnType<typeof placeLead>) {
  return placement.kind === 'assigned' ? [placement.assignment.holder.id, placement.assignment.rule] : ['nobody', null]
}
