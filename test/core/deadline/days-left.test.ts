import { describe, expect, it } from 'vitest'
import { isWorkingDay } from '../../../src/adapters/working-days.ts'
import { LEAD_STATUSES } from '../../../src/contract/lead.ts'
import { planCase } from '../../../src/core/deadline/case-plan.ts'
import { leadDays } from '../../../src/core/deadline/lead-days.ts'
import { at } from '../procedure/household.fixture.ts'
import { complete, post, Timeline } from '../procedure/timeline.fixture.ts'

const finishBy = at('2026-03-24')

describe('the days of a lead without a case', () => {
  it.each(LEAD_STATUSES)('%s', (status) => {
    const days = leadDays({ status, finishBy }, at('2026-03-20'))
    if (status === 'closed' || status === 'withdrawn') expect(days).toBeNull()
    else expect(days).toMatchObject({ daysLeft: 4, eatenBy: { says: expect.stringMatching(/等/) } })
  })

  it('are days in China, whatever the hour, and go below nothing', () => {
    expect(leadDays({ status: 'open', finishBy }, at('2026-03-24', '23:59'))?.daysLeft).toBe(0)
    expect(leadDays({ status: 'open', finishBy }, at('2026-03-25', '00:00'))?.daysLeft).toBe(-1)
  })
})

describe('the days of a case', () => {
  const line = new Timeline('', '360425101201')
  line.opens('2021-09-22', '2021-09-22')
  line.does('2021-09-22', 'village', complete('village_meeting'))
  line.does('2021-09-24', 'village', post('village_notice', '2021-09-24'))

  it('name the step that eats them, and the day by which it should be done', () => {
    const plan = planCase(line.state, at('2021-09-27'), isWorkingDay)
    expect(plan).toMatchObject({ daysLeft: 10, fits: null })
    expect(plan.eatenBy).toEqual({ step: 'village_notice', says: '正在村委会公示，满了2天，最少5天' })
    expect(plan.plannedBy.get('village_notice')).toBe('2021-09-30')
    expect(plan.plannedBy.get('county_approval')).toBe('2021-10-07')
    expect(plan.plannedBy.has('announcement')).toBe(false)
  })

  it('say when the second notice no longer fits', () => {
    const fits = planCase(line.state, at('2021-10-04'), isWorkingDay).fits
    expect(fits).toBe('最快10月10日（周日）才能办完，比期限晚3天。公示天数不能少。')
  })
})
