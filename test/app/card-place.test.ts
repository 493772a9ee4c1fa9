import { expect, it } from 'vitest'
import { cardsThere } from '../../src/app/card-place.ts'
import { wengyuan } from '../core/region/wengyuan.ts'
import { shelves } from '../support/policies.ts'

const HOME = wengyuan.county.code
const VILLAGE = '440229106201'
/** Half past midnight in China. */
const deps = {
  regions: (county: string) => (county === HOME ? wengyuan : null),
  clock: { now: () => new Date('2026-11-27T16:30:00Z') },
  cards: shelves,
}

it('whoever names no place and no day reads the cards of the deployment’s own county, of today in China', () => {
  expect(cardsThere(deps, HOME, {})).toMatchObject({
    region: HOME,
    place: wengyuan.county.name,
    date: '2026-11-28',
    shelf: { region: HOME, day: '2026-11-28' },
  })
})

it('a place and a day that are named count, and places that are not served are said to be so', () => {
  const there = cardsThere(deps, HOME, { region: VILLAGE, date: '2023-08-15' })
  expect(there).toMatchObject({ region: VILLAGE, date: '2023-08-15' })
  expect('place' in there && there.place).toBe(`${wengyuan.county.name}${wengyuan.placeName(VILLAGE)}`)
  expect(cardsThere(deps, HOME, { region: '360425' })).toEqual({ refused: 'unknown_county' })
  expect(cardsThere(deps, HOME, { region: '440229999999' })).toEqual({ refused: 'unknown_place' })
})
