import { describe, expect, it } from 'vitest'
import { clock, timeLeft } from '../../../src/console/demo/browser/when.ts'

const now = new Date('2026-11-23T02:00:00Z')
const HOUR = 3_600_000
const later = (hours: number) => new Date(now.getTime() + hours * HOUR)

describe('times in words', () => {
  it('tell the clock of China, with the day when it is another day there', () => {
    expect(clock(now, now)).toBe('10:00')
    expect(clock(new Date('2026-11-23T15:59:00Z'), now)).toBe('23:59')
    expect(clock(new Date('2026-11-23T16:00:00Z'), now)).toBe('11月24日 00:00')
  })

  it.each([
    [71.9, '还剩 2 天'],
    [47.9, '还剩 47 小时'],
    [1.9, '还剩 1 小时'],
    [0.9, '还剩 54 分钟'],
    [0, '还剩 1 分钟'],
    [-0.5, '已超时 30 分钟'],
    [-50, '已超时 2 天'],
  ])('%d hours away: %s', (hours, text) => {
    expect(timeLeft(later(hours), now)).toMatchObject({ text, late: hours < 0 })
  })
})
