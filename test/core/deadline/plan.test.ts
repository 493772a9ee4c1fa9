import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { isWorkingDay } from '../../../src/adapters/working-days.ts'
import { type PlanStep, planBackwards } from '../../../src/core/deadline/plan.ts'
import { addDays, daysBetween } from '../../../src/core/procedure/calendar.ts'
import { earliestEnd } from '../../../src/core/procedure/notice-clock.ts'
import { procedureFor } from '../../../src/core/procedure/snapshot.ts'
import { runs } from '../../support/runs.ts'
import { packs } from '../policy/packs.fixture.ts'

function stepsOf(region: string, day: string, done: string[] = []): PlanStep[] {
  const { steps } = procedureFor(packs, region, day)
  const last = steps.findIndex(({ act }) => act === 'approve')
  return steps
    .slice(0, last + 1)
    .map(({ step, after, least, most }) => ({ step, after, least, most, done: done.includes(step), runsUntil: null }))
}

function planned(steps: PlanStep[], from: string, finishBy: string) {
  const plan = planBackwards(steps, from, finishBy, isWorkingDay)
  return plan.kind === 'fits' ? Object.fromEntries(plan.by) : plan
}

describe('fifteen days, backwards over the steps', () => {
  it("leaves Huizhou's four steps their share", () => {
    const steps = stepsOf('441322101201', '2024-09-09', ['report', 'village_check'])
    expect(planned(steps, '2024-09-09', '2024-09-24')).toEqual({
      township_visit: '2024-09-14',
      comparison: '2024-09-19',
      county_confirmation: '2024-09-24',
    })
  })

  it('sets the days of both notices of Yongxiu aside first', () => {
    const steps = stepsOf('360425101201', '2021-09-22', ['report', 'village_verify'])
    expect(planned(steps, '2021-09-22', '2021-10-07')).toEqual({
      village_meeting: '2021-09-22',
      village_notice: '2021-09-28',
      township_first_review: '2021-09-29',
      comparison: '2021-09-29',
      township_review: '2021-09-30',
      second_notice: '2021-10-06',
      county_approval: '2021-10-07',
    })
  })

  it('says so when two notices no longer fit, and by how much', () => {
    const steps = stepsOf('360425101201', '2021-09-22', ['report', 'village_verify'])
    const plan = planBackwards(steps, '2021-09-29', '2021-10-07', isWorkingDay)
    expect(plan).toMatchObject({ kind: 'too_late', finish: '2021-10-11', missing: 4 })
  })

  it('takes a notice that hangs already as it hangs, and keeps a most duration', () => {
    const after = ['notice']
    const steps: PlanStep[] = [
      { step: 'notice', after: [], least: { days: 5, counted: 'natural' }, done: false, runsUntil: '2026-03-12' },
      { step: 'review', after, most: { days: 2, counted: 'working' }, done: false, runsUntil: null },
      { step: 'approval', after: ['review'], done: false, runsUntil: null },
    ]
    // The 14th and 15th are a weekend: two working days from the 12th, a Thursday, end on Monday.
    expect(planned(steps, '2026-03-10', '2026-03-30')).toEqual({
      notice: '2026-03-12',
      review: '2026-03-16',
      approval: '2026-03-30',
    })
  })
})

const counted = fc.constantFrom('natural' as const, 'working' as const)
const chain = fc.array(
  fc.record({
    least: fc.option(fc.record({ days: fc.integer({ min: 1, max: 6 }), counted }), { nil: undefined }),
    most: fc.option(fc.record({ days: fc.integer({ min: 6, max: 9 }), counted }), { nil: undefined }),
    /** How many of the steps before it must be done first. */
    after: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 8 },
)

test('no step is planned after the end or before what it needs, and a notice has its days', () => {
  let fitted = 0
  fc.assert(
    fc.property(chain, fc.nat(800), fc.nat(60), (links, start, days) => {
      const from = addDays('2024-01-01', start)
      const finishBy = addDays(from, days)
      const steps: PlanStep[] = links.map(({ least, most, after }, i) => {
        const needs = Array.from({ length: Math.min(after, i) }, (_, k) => `s${i - 1 - k}`)
        return { step: `s${i}`, after: needs, least, most, done: false, runsUntil: null }
      })
      const plan = planBackwards(steps, from, finishBy, isWorkingDay)
      if (plan.kind === 'too_late') {
        expect(daysBetween(finishBy, plan.finish)).toBe(plan.missing)
        expect(plan.missing).toBeGreaterThan(0)
        return
      }
      fitted++
      for (const { step, after, least } of steps) {
        const by = plan.by.get(step) ?? ''
        expect(by >= from && by <= finishBy).toBe(true)
        for (const name of after) {
          const earlier = plan.by.get(name) ?? ''
          expect(by >= earlier).toBe(true)
          if (least) expect(by >= (earliestEnd({ from: earlier, stops: [] }, least, isWorkingDay) ?? '')).toBe(true)
        }
      }
    }),
    { numRuns: runs(300) },
  )
  expect(fitted).toBeGreaterThan(50)
})
