import { describe, expect, it } from 'vitest'
import { factsFile } from '../core/policy/packs.fixture.ts'
import { FACT_IDS, type Facts } from './fact.ts'
import { GUANGDONG } from './guangdong.fixture.ts'
import { HUIZHOU } from './huizhou.fixture.ts'
import { JIANGXI } from './jiangxi.fixture.ts'
import { WENGYUAN } from './wengyuan.fixture.ts'
import { YONGXIU } from './yongxiu.fixture.ts'

const PAPERS: Facts[] = [GUANGDONG, YONGXIU, WENGYUAN, HUIZHOU, JIANGXI]
const all = PAPERS.flatMap((paper) => Object.entries(paper))

describe('each fact of the papers at work', () => {
  it.each(all)('%s', (_id, { shows, check }) => {
    expect.hasAssertions()
    expect(shows.length, 'says what it shows').toBeGreaterThan(20)
    check()
  })
})

it('no fact is without its test, and no test without its fact', () => {
  const tested = all.map(([id]) => id)
  expect(FACT_IDS.filter((id) => !tested.includes(id))).toEqual([])
  expect(tested.filter((id) => !FACT_IDS.includes(id))).toEqual([])
  expect(new Set(tested).size).toBe(tested.length)
})

it.skipIf(factsFile === null)('the list of facts has the same ids (skipped where the list is not at hand)', () => {
  const listed = [...(factsFile ?? '').matchAll(/^\| ([A-Z]{2}-\d+) \|/gm)].map((match) => match[1] ?? '')
  expect(listed).toEqual(FACT_IDS)
})
