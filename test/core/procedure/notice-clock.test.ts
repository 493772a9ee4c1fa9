import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { isWorkingDay } from '../../../src/adapters/working-days.ts'
import { addDays, daysBetween } from '../../../src/core/procedure/calendar.ts'
import { daysCounted, earliestEnd } from '../../../src/core/procedure/notice-clock.ts'

const natural = { days: 5, counted: 'natural' as const }
const working = { days: 5, counted: 'working' as const }

describe('the first day on which a notice of five days may end', () => {
  it.each([
    ['in the middle of a month', natural, '2026-03-09', '2026-03-15'],
    ['across a month end', natural, '2026-04-28', '2026-05-04'],
    ['across a leap day', natural, '2024-02-26', '2024-03-03'],
    ['across the end of February in another year', natural, '2026-02-26', '2026-03-04'],
    ['across a new year', natural, '2025-12-29', '2026-01-04'],
    ['across a weekend, in working days', working, '2026-03-12', '2026-03-20'],
    ['across the spring festival, in natural days', natural, '2024-02-08', '2024-02-14'],
    // Holidays were the 10th to the 17th; Friday the 9th and Sunday the 18th were worked.
    ['across the spring festival, in working days', working, '2024-02-08', '2024-02-22'],
    ['from a worked Sunday, in working days', working, '2024-02-03', '2024-02-09'],
  ])('%s', (_, least, from, end) => {
    expect(earliestEnd({ from, stops: [] }, least, isWorkingDay)).toBe(end)
  })

  it('is moved by each day that an objection touches', () => {
    const stops = [{ from: '2026-03-11', until: '2026-03-12' }]
    expect(earliestEnd({ from: '2026-03-09', stops }, natural, isWorkingDay)).toBe('2026-03-17')
  })

  it('is not known while an objection is open', () => {
    const stops = [{ from: '2026-03-11', until: null }]
    expect(earliestEnd({ from: '2026-03-09', stops }, natural, isWorkingDay)).toBeNull()
    expect(daysCounted({ from: '2026-03-09', stops }, natural, '2026-04-01', isWorkingDay)).toBe(1)
  })
})

const someDay = fc.integer({ min: 0, max: 3_000 }).map((n) => addDays('2020-01-01', n))
const least = fc.record({
  days: fc.integer({ min: 1, max: 20 }),
  counted: fc.constantFrom('natural' as const, 'working' as const),
})

test('an objection takes away at least its own days, and never gives one', () => {
  fc.assert(
    fc.property(someDay, least, fc.nat(10), fc.nat(10), (from, least, after, long) => {
      const free = earliestEnd({ from, stops: [] }, least, isWorkingDay) ?? ''
      const stop = { from: addDays(from, after), until: addDays(from, after + long) }
      const stopped = earliestEnd({ from, stops: [stop] }, least, isWorkingDay) ?? ''
      expect(stopped >= free).toBe(true)
      if (least.counted === 'natural' && after > 0 && stop.from < free)
        expect(daysBetween(free, stopped)).toBe(long + 1)
    }),
  )
})

test('on the first day on which it may end all days have counted, and on the day before they have not', () => {
  fc.assert(
    fc.property(someDay, least, (from, least) => {
      const notice = { from, stops: [] }
      const end = earliestEnd(notice, least, isWorkingDay) ?? ''
      expect(daysBetween(from, end)).toBeGreaterThan(least.days)
      expect(daysCounted(notice, least, end, isWorkingDay)).toBe(least.days)
      expect(daysCounted(notice, least, addDays(end, -1), isWorkingDay)).toBe(least.days - 1)
    }),
  )
})
