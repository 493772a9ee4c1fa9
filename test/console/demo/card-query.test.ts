import { expect, it } from 'vitest'
import { cardQuery } from '../../../src/console/demo/browser/card-query.ts'

it.each([
  ['keeps place and day of the card', { region: '440229', date: '2026-11-28' }, {}, '?region=440229&date=2026-11-28'],
  ['knows the village he came from', { region: '440229' }, { village: '440229106201' }, '?region=440229106201'],
  ['keeps the village he told us', { region: '440229106201' }, { county: '440229' }, '?region=440229106201'],
  ['keeps another county', { region: '360425' }, { village: '440229106201' }, '?region=360425'],
  ['takes an older card for where he came from', {}, { county: '360425' }, '?region=360425'],
  ['takes an older card for the own county', {}, {}, ''],
] as const)('a link to a card %s', (_, block, from, query) => {
  expect(cardQuery(block, from)).toBe(query)
})
