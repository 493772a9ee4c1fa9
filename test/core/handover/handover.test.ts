import { describe, expect, it } from 'vitest'
import {
  dueStep,
  ended,
  FIRST_WAIT_MS,
  type Handover,
  LONGEST_WAIT_MS,
  mayAnswer,
  mayTakeOver,
  nextPerson,
  openHandover,
  personWrote,
  residentWrote,
  takenOver,
  toldNobodyYet,
} from '../../../src/core/handover/handover.ts'
import { cadre, county, monday, roster, township, village } from '../roster.fixture.ts'

const at = (ms: number) => new Date(monday.getTime() + ms)
const MINUTE = 60_000

function handover(change: Partial<Handover> = {}): Handover {
  const ids = { id: 'handover-1', conversationId: 'conversation-1', residentId: 'resident-1' }
  const asked = {
    ...ids,
    county,
    region: village,
    name: null,
    holderId: 'village-cadre',
    rule: 'village_duty',
  } as const
  return { ...openHandover(asked, 15, monday), ...change }
}

describe('its clock', () => {
  it('asks for nothing until he has waited long enough, then to tell him once', () => {
    expect(dueStep(handover(), at(FIRST_WAIT_MS - 1))).toBeNull()
    expect(dueStep(handover(), at(FIRST_WAIT_MS))).toBe('tell')
    const told = toldNobodyYet(handover(), cadre('deputy'), at(FIRST_WAIT_MS))
    expect(dueStep(told, at(LONGEST_WAIT_MS - 1))).toBeNull()
    expect(dueStep(told, at(LONGEST_WAIT_MS))).toBe('unanswered')
  })

  it('counts from the first message that got no answer, however often he writes', () => {
    const wrote = residentWrote(residentWrote(handover(), at(20 * MINUTE)), at(29 * MINUTE))
    expect(wrote.waitingSince).toEqual(monday)
    expect(dueStep(wrote, at(FIRST_WAIT_MS))).toBe('tell')
  })

  it('begins anew with every answer: the next wait is told too', () => {
    const told = toldNobodyYet(handover(), null, at(FIRST_WAIT_MS))
    const answered = personWrote(told, at(60 * MINUTE))
    expect(dueStep(answered, at(LONGEST_WAIT_MS))).toBeNull()
    expect(dueStep(answered, at(LONGEST_WAIT_MS + 60 * MINUTE))).toBe('fell_silent')
    const again = residentWrote(answered, at(70 * MINUTE))
    expect(dueStep(again, at(70 * MINUTE + FIRST_WAIT_MS))).toBe('tell')
  })

  it('first tells and then gives up, even when nobody looked for a day', () => {
    const late = at(2 * LONGEST_WAIT_MS)
    expect(dueStep(handover(), late)).toBe('tell')
    expect(dueStep(toldNobodyYet(handover(), null, late), late)).toBe('unanswered')
  })

  it('stands still once the word is back', () => {
    const over = ended(handover(), { state: 'returned', by: 'resident', byId: null }, 20, at(MINUTE))
    expect(dueStep(over, at(5 * LONGEST_WAIT_MS))).toBeNull()
    expect(over).toMatchObject({ firstSeq: 5, lastSeq: 20, waitingSince: null, version: 2 })
  })
})

describe('who is asked besides', () => {
  const next = (change: Partial<Handover>, inactive: string[] = []) =>
    nextPerson(handover(change), roster({ inactive }))?.id ?? null

  it('the deputy, else the level above, up to the county', () => {
    expect(next({})).toBe('deputy')
    expect(next({}, ['deputy'])).toBe('township-officer')
    expect(next({}, ['deputy', 'township-officer'])).toBe('county-officer')
    expect(next({ region: township, holderId: 'township-officer' })).toBe('county-officer')
    expect(next({ region: county, holderId: 'county-officer' })).toBeNull()
    expect(next({ secondId: 'deputy' })).toBeNull()
  })
})

describe('who may', () => {
  it('answer: the holders, as long as their duty lasts', () => {
    const both = handover({ secondId: 'deputy' })
    const may = (id: string, inactive: string[] = []) => mayAnswer(both, id, roster({ inactive }))
    expect(['village-cadre', 'deputy', 'township-officer', 'county-officer'].map((id) => may(id))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(may('deputy', ['deputy'])).toBe(false)
  })

  it('take it over: his stand-in and those above, never those below or of another village', () => {
    const may = (holderId: string) =>
      ['village-cadre', 'deputy', 'other-village-cadre', 'township-officer', 'county-officer'].filter((id) =>
        mayTakeOver(handover({ holderId }), id, roster()),
      )
    expect(may('village-cadre')).toEqual(['deputy', 'township-officer', 'county-officer'])
    expect(may('township-officer')).toEqual(['county-officer'])
    expect(may('county-officer')).toEqual([])
  })

  it('whoever takes it over has it alone', () => {
    const taken = takenOver(handover({ secondId: 'deputy' }), cadre('township-officer'), 'transferred', at(MINUTE))
    expect(taken).toMatchObject({ holderId: 'township-officer', secondId: null, waitingSince: at(MINUTE) })
    expect(mayAnswer(taken, 'village-cadre', roster())).toBe(false)
  })
})
