import { describe, expect, it } from 'vitest'
import { isWorkingDay } from '../../../src/adapters/working-days.ts'
import { residentCaseTimeline, residentSteps } from '../../../src/core/procedure/resident-view.ts'
import { at } from './household.fixture.ts'
import { TIMELINES } from './timelines.fixture.ts'

/** What cadres and offices wrote, and who objected: none of it is the household's to read. */
const NOT_HIS = /李大明|堂弟|比对回函|到会九人|材料齐|一辆车|会议定了|系统里录好了/

describe.each(Object.entries(TIMELINES))('what the household sees of its case in %s', (_, play) => {
  const { actions, state } = play()

  it('tells each step in plain words, and nothing that is not its own', () => {
    const entries = residentCaseTimeline(state, actions)
    expect(entries.length).toBeGreaterThan(3)
    for (const { text, mine } of entries) {
      expect(text.length, text).toBeLessThanOrEqual(60)
      expect(text).not.toMatch(/[a-z]/)
      expect(mine).toBe(false)
    }
    expect(JSON.stringify(entries)).not.toMatch(NOT_HIS)
    const notices = actions.filter(({ kind }) => kind === 'notice_posted').length
    expect(entries.filter(({ text }) => text.startsWith('开始公示'))).toHaveLength(notices)
    expect(entries.filter(({ text }) => text.startsWith('批准'))).toHaveLength(
      actions.filter(({ kind }) => kind === 'approved').length,
    )
  })

  it('shows at most one step as the one being done, all before it done', () => {
    const steps = residentSteps(state, at('2022-11-20'), isWorkingDay)
    expect(steps.length).toBeGreaterThan(0)
    expect(steps.filter((step) => step.state === 'now').length).toBeLessThanOrEqual(1)
    expect(JSON.stringify(steps)).not.toMatch(NOT_HIS)
    const now = steps.findIndex((step) => step.state === 'now')
    if (now > 0) expect(steps.slice(0, now).every((step) => step.state === 'done')).toBe(true)
    for (const step of steps) expect(step.state === 'done', step.name).toBe(step.doneAt !== null)
  })
})
