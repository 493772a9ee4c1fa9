import { describe, expect, it } from 'vitest'
import { chainFor, effectiveRules, ruleFor } from '../../../src/core/policy/chain.ts'
import { packs } from './packs.fixture.ts'

const REGIONS = ['44', '4413', '440229', '360425', '360724']
const DAYS = ['2021-10-15', '2023-08-15', '2024-10-15']

describe('the chain: the most specific region first, then the latest date of effect', () => {
  const none = ['default']
  it.each<[string, string[], string[], string[]]>([
    ['44', ['guangdong-2020', 'default'], ['guangdong-2020', 'default'], ['guangdong-2020', 'default']],
    [
      '4413',
      ['guangdong-2020', 'default'],
      ['guangdong-2020', 'default'],
      ['huizhou-2024', 'guangdong-2020', 'default'],
    ],
    [
      '440229',
      ['guangdong-2020', 'default'],
      ['wengyuan-2023', 'guangdong-2020', 'default'],
      ['wengyuan-2023', 'guangdong-2020', 'default'],
    ],
    ['360425', ['yongxiu-2021', 'default'], ['yongxiu-2021', 'default'], ['yongxiu-2021', 'jiangxi-2024', 'default']],
    ['360724', none, none, ['jiangxi-2024', 'default']],
  ])('%s', (region, ...expected) => {
    expect(DAYS.map((day) => chainFor(packs, region, day).map(({ id }) => id))).toEqual(expected)
  })

  it('holds for every village below, and for nobody beside', () => {
    expect(chainFor(packs, '440229106201', '2023-08-15')[0]?.id).toBe('wengyuan-2023')
    expect(chainFor(packs, '440228', '2023-08-15')[0]?.id).toBe('guangdong-2020')
  })

  it('begins on the day of effect, not before', () => {
    expect(chainFor(packs, '360425', '2021-08-16').map(({ id }) => id)).toEqual(['default'])
    expect(chainFor(packs, '360425', '2021-08-17').map(({ id }) => id)).toEqual(['yongxiu-2021', 'default'])
  })

  it('of two papers of one region the later one wins, and what it is silent about is inherited from the earlier one', () => {
    const wengyuan = packs.find(({ id }) => id === 'wengyuan-2023')
    if (!wengyuan) throw new Error('no pack')
    const { 'monitoring-line': line } = wengyuan.rules
    const later = {
      ...wengyuan,
      id: 'later',
      inForce: { from: '2024-03-01', until: null },
      rules: line ? { 'monitoring-line': line } : {},
    }
    const rules = effectiveRules([later, ...packs], '440229', '2024-05-01')
    expect(rules.find(({ rule }) => rule === 'monitoring-line')).toMatchObject({
      pack: 'later',
      runOut: null,
      replaced: [{ pack: 'wengyuan-2023' }, { pack: 'guangdong-2020' }],
    })
    expect(rules.find(({ rule }) => rule === 'duty-data-entry')).toMatchObject({ pack: 'wengyuan-2023' })
  })
})

describe('what explain says', () => {
  const rule = (region: string, day: string, name: string) =>
    effectiveRules(packs, region, day).find((one) => one.rule === name)

  it('names what a rule took the place of', () => {
    const line = rule('440229', '2023-08-15', 'monitoring-line')
    expect(line).toMatchObject({ pack: 'wengyuan-2023', fact: 'WY-1', runOut: null })
    expect(line?.replaced).toMatchObject([
      { pack: 'guangdong-2020', value: { bands: [{ limits: [{ yuan: 10_000 }] }] }, citation: { clause: '二（二）2' } },
    ])
    expect(rule('441302', '2024-10-15', 'finish-within')).toMatchObject({
      value: { days: 15 },
      fact: 'HZ-2',
      replaced: [{ pack: 'default' }],
    })
  })

  it('inherits what the narrower paper is silent about', () => {
    expect(rule('440229', '2023-08-15', 'identification')?.pack).toBe('guangdong-2020')
    expect(rule('360425', '2024-10-15', 'work-bonus')?.pack).toBe('jiangxi-2024')
    expect(rule('360724', '2024-10-15', 'identification')?.pack).toBe('default')
  })

  it('carries a paper forward that has run out, from the day after its last one, and says so', () => {
    expect(rule('440229', '2023-12-31', 'monitoring-line')?.runOut).toBeNull()
    expect(rule('440229', '2024-01-01', 'monitoring-line')?.runOut).toMatch(/翁乡振字.*2023-12-31 已到期.*沿用/)
    expect(rule('440229', '2024-01-01', 'identification')?.runOut).toBeNull()
    expect(rule('360425', '2022-01-01', 'monitoring-line')?.runOut).toMatch(/2021-12-31 已到期/)
    expect(rule('360425', '2022-01-01', 'identification')?.runOut).toBeNull()
  })

  it('never gives a value without its citation, nor a step without its clause', () => {
    for (const region of [...REGIONS, '11', '440229106201'])
      for (const day of [...DAYS, '1999-01-01', '2030-01-01'])
        for (const { citation, value, replaced } of effectiveRules(packs, region, day)) {
          for (const one of [citation, ...replaced.map((other) => other.citation)]) expect(one.paper).not.toBe('')
          if (citation.paper !== '本系统默认办理时限（非政策规定）') expect(citation.clause).toBeTruthy()
          for (const step of (value.steps ?? []) as { clause?: string }[]) expect(step.clause).toBeTruthy()
        }
  })
})

describe('the time limits that start with a lead', () => {
  it.each([
    ['441302', '2024-03-20', 'default'],
    ['441302', '2024-03-21', 'huizhou-2024'],
    ['441302', '2025-06-01', 'huizhou-2024'],
    ['440229', '2024-03-21', 'default'],
  ])('%s on %s: %s', (region, day, pack) => {
    expect(ruleFor(packs, 'finishWithin', region, day)?.pack.id).toBe(pack)
    expect(ruleFor(packs, 'contactWithin', region, day)?.pack.id).toBe('default')
  })

  it('are null where no paper lays them down', () => {
    const papers = packs.filter(({ region }) => region !== '')
    expect(ruleFor(papers, 'contactWithin', '440229', '2024-03-21')).toBeNull()
  })
})
