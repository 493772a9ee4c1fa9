import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaseAction } from '../../../src/core/procedure/case-action.ts'
import { faceOf, foldCase } from '../../../src/core/procedure/fold.ts'
import { runs } from '../../support/runs.ts'
import { playTries, tries, wholeDays } from './random-case.fixture.ts'

const YONGXIU = '360425101201'

/** Round month ends, a leap day, the spring festival and the national holidays. */
const days = fc.constantFrom(
  '2021-09-25',
  '2024-01-30',
  '2024-02-06',
  '2024-02-25',
  '2023-12-27',
  '2026-02-12',
  '2026-09-28',
)

/** The approval and what was stored before it. */
function beforeApproval(actions: CaseAction[]): CaseAction[] | null {
  const approved = actions.findIndex(({ kind }) => kind === 'approved')
  return approved === -1 ? null : actions.slice(0, approved + 1)
}

describe('a case in Yongxiu, whatever is tried in whatever order', () => {
  test('is not approved without two notices of five whole days, nor by one who proposed it', () => {
    let approvals = 0
    fc.assert(
      fc.property(days, tries, (day, list) => {
        const { actions, state } = playTries(YONGXIU, day, list)
        const until = beforeApproval(actions)
        expect(state.monitoredKind !== null).toBe(until !== null)
        if (!until) return
        approvals++
        expect(wholeDays(until, 'village_notice')).toBeGreaterThanOrEqual(5)
        expect(wholeDays(until, 'second_notice')).toBeGreaterThanOrEqual(5)
        const village = until.findLastIndex((one) => one.kind === 'notice_ended' && one.step === 'village_notice')
        const second = until.findLastIndex((one) => one.kind === 'notice_posted' && one.step === 'second_notice')
        expect(second).toBeGreaterThan(village)
        const approval = until.at(-1)
        const proposers = until.filter((one) => one.kind === 'step_done' && /verify|meeting|review/.test(one.step))
        for (const { by } of proposers) if (by.kind === 'cadre') expect(by).not.toEqual(approval?.by)
      }),
      { numRuns: runs(150) },
    )
    // Else nothing was shown.
    expect(approvals).toBeGreaterThan(20)
  })

  test('no notice ends before its five whole days, or with an objection open', () => {
    let ended = 0
    fc.assert(
      fc.property(days, tries, (day, list) => {
        const { actions } = playTries(YONGXIU, day, list)
        actions.forEach((one, i) => {
          if (one.kind !== 'notice_ended') return
          ended++
          const until = actions.slice(0, i + 1)
          expect(wholeDays(until, one.step)).toBeGreaterThanOrEqual(5)
          expect(foldCase(until).objections.filter(({ step, settled }) => step === one.step && !settled)).toEqual([])
        })
      }),
      { numRuns: runs(100) },
    )
    expect(ended).toBeGreaterThan(50)
  })

  test('the fold of what is stored is the state that was acted on, and stored as JSON it stays so', () => {
    fc.assert(
      fc.property(days, tries, (day, list) => {
        const { actions, state } = playTries(YONGXIU, day, list)
        expect(foldCase(actions)).toEqual(state)
        const stored = actions.map(({ at, ...rest }) => ({ ...JSON.parse(JSON.stringify(rest)), at: new Date(at) }))
        expect(foldCase(stored)).toEqual(state)
        expect(faceOf(state).version).toBe(actions.length)
        expect(actions.map(({ seq }) => seq)).toEqual(actions.map((_, i) => i + 1))
      }),
      { numRuns: runs(60) },
    )
  })
})
