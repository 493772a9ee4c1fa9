import { expect, it } from 'vitest'
import { cardShelves } from '../../src/app/card-shelves.ts'
import { cardsFor } from '../../src/core/card/cards-for.ts'
import { daysOfChange } from '../../src/core/card/days-of-change.ts'
import { addDays } from '../../src/core/procedure/calendar.ts'
import { policies as all } from '../support/policies.ts'

it.each(['440229', '441302', '360425'])(
  'the shelf of any day has what holds on it, mark by mark (%s)',
  (region) => {
    const shelves = cardShelves(() => all)
    const changes = daysOfChange(all, region)
    expect(changes.length).toBeGreaterThan(3)
    const days = ['2015-01-01', ...changes.flatMap((day) => [addDays(day, -1), day, addDays(day, 1)]), '2100-12-31']
    for (const day of days) {
      const shelf = shelves(region, day)
      expect([day, [...shelf.cards.values()]]).toEqual([day, cardsFor(all, region, day).cards])
      expect([shelf.region, shelf.day]).toEqual([region, day])
    }
  },
  30_000,
)

it('days and villages on which the same holds share one shelf, and each keeps its own day', () => {
  const shelves = cardShelves(() => all)
  const days = Array.from({ length: 1_000 }, (_, at) => addDays('2026-01-01', at * 20))
  const made = days.map((day) => shelves('440229106201', day))
  expect(made.map(({ day }) => day)).toEqual(days)
  const indexes = new Set(made.map(({ index }) => index))
  expect(indexes.size).toBeLessThanOrEqual(daysOfChange(all, '440229').filter((day) => day > '2026-01-01').length + 1)
  expect(indexes).toContain(shelves('440229', '2026-01-02').index)
}, 30_000)
