import { expect, it } from 'vitest'
import { scheduledAt } from '../../../src/console/demo/browser/schedule-time.ts'

it.each([
  ['says no time for now, whatever stands beside it', ['now', '2026-11-28', '9'], {}],
  ['says none for now where the date was emptied', ['now', '', ''], {}],
  ['is an hour of China', ['then', '2026-11-28', '9'], { at: '2026-11-28T01:00:00.000Z' }],
  ['asks for a date that was emptied', ['then', '', '9'], { missing: '请选哪天发。' }],
  ['asks for an hour that was left out', ['then', '2026-11-28', ''], { missing: '请选几点发。' }],
] as const)('the time of a broadcast %s', (_, [when, day, hour], expected) => {
  expect(scheduledAt(when, day, hour)).toEqual(expected)
})
