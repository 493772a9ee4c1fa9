import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BandAnswer, type BandQuestion, bandOf } from '../../../src/core/policy/band.ts'
import { LineHousehold } from '../../../src/core/policy/lines.ts'
import { runs } from '../../support/runs.ts'
import { packs } from './packs.fixture.ts'

function at(region: string, day: string, income: number, household?: BandQuestion['household']): BandAnswer {
  return bandOf(packs, { region, day, income, household })
}

describe('以下 includes the figure, 低于 does not', () => {
  it.each<[string, string, number, string | null]>([
    ['440229', '2023-06-30', 10_420, 'monitored'],
    ['440229', '2023-06-30', 10_420.01, null],
    ['440229', '2023-08-15', 10_599.99, 'warning'],
    ['440229', '2023-08-15', 10_600, null],
    ['44', '2023-08-15', 9999.99, 'monitored'],
    ['44', '2023-08-15', 10_000, null],
    ['4413', '2024-10-15', 10_800, 'monitored_province'],
    ['4413', '2024-10-15', 10_800.01, 'monitored_city'],
    ['4413', '2024-10-15', 16_460, 'monitored_city'],
    ['4413', '2024-10-15', 16_460.01, null],
    ['360425', '2021-10-15', 6000, 'monitored'],
    ['360425', '2021-10-15', 6000.01, null],
  ])('%s on %s, %s yuan: %s', (region, day, income, band) => {
    expect(at(region, day, income).band).toBe(band)
  })
})

describe('warning lines by month (WY-3)', () => {
  it.each<[string, number | null]>([
    ['2023-06-30', null],
    ['2023-07-01', 10_600],
    ['2023-10-31', 10_600],
    ['2023-11-01', 10_800],
    ['2023-12-31', 10_800],
    ['2024-01-01', 10_800],
    ['2024-02-29', 10_800],
  ])('%s: %s', (day, limit) => {
    const answer = at('440229', day, 10_500)
    expect(answer).toMatchObject(
      limit === null ? { kind: 'above_lines', limit: 10_420 } : { band: 'warning', limit, inclusive: false },
    )
    expect('warning' in answer && answer.warning !== null).toBe(day >= '2024-01-01')
  })

  it('never come before the line of monitoring itself', () => {
    expect(at('440229', '2023-08-15', 10_000)).toMatchObject({ band: 'monitored', limit: 10_420, inclusive: true })
  })

  it('of a paper that runs on still say that their last month is over', () => {
    const endless = packs.map((pack) =>
      pack.id === 'wengyuan-2023' ? { ...pack, inForce: { ...pack.inForce, until: null } } : pack,
    )
    const answer = bandOf(endless, { region: '440229', day: '2024-01-01', income: 10_500 })
    expect(answer).toMatchObject({ band: 'warning', warning: expect.stringContaining('2023-12-31') })
  })
})

describe('an answer', () => {
  it('names line, clause, whom it is for, and what else must be so', () => {
    expect(at('44', '2023-08-15', 9000)).toMatchObject({
      kind: 'in_band',
      households: ['poverty_lifted', 'monitored'],
      also: ['家里有劳动能力', '产业或工作不稳定'],
      citation: { paper: expect.stringContaining('广东省'), clause: '二（二）2', figures: ['低于1万元'] },
      pack: 'guangdong-2020',
    })
  })

  it('is borderline within the margin on either side of any line, the margin itself included', () => {
    const borderline = (income: number) => at('4413', '2024-10-15', income)
    for (const income of [10_500, 10_800, 11_100, 16_160, 16_760])
      expect(borderline(income)).toMatchObject({ borderline: true, margin: { yuan: 300 } })
    for (const income of [10_499, 11_101, 16_159, 16_761])
      expect(borderline(income)).toMatchObject({ borderline: false })
  })

  it('is never guessed where no paper lays down a line, or none for this kind of household', () => {
    expect(at('360724', '2024-10-15', 100)).toMatchObject({ kind: 'no_line', band: null })
    expect(at('360425', '2021-08-16', 100)).toMatchObject({ kind: 'no_line' })
    expect(at('4413', '2024-10-15', 100, 'ordinary')).toMatchObject({ kind: 'no_line' })
    expect(at('440229', '2023-08-15', 10_500, 'marginal')).toMatchObject({ kind: 'above_lines', limit: 10_420 })
  })
})

it('the band never falls as the income falls', () => {
  const ORDER = ['monitored', 'monitored_province', 'monitored_city', 'warning']
  const rank = ({ band }: BandAnswer) => (band === null ? ORDER.length : ORDER.indexOf(band))
  fc.assert(
    fc.property(
      fc.constantFrom('44', '4413', '440229', '360425', '360724', '440229106201'),
      fc.date({ min: new Date('2020-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
      fc.option(fc.constantFrom(...LineHousehold.options), { nil: undefined }),
      fc.double({ min: -5000, max: 20_000, noNaN: true }),
      fc.double({ min: 0, max: 20_000, noNaN: true }),
      (region, date, household, income, more) => {
        const day = date.toISOString().slice(0, 10)
        const poorer = at(region, day, income, household)
        const richer = at(region, day, income + more, household)
        expect(rank(poorer)).toBeLessThanOrEqual(rank(richer))
        if (poorer.kind !== 'no_line') expect(poorer.citation.clause).toBeTruthy()
      },
    ),
    { numRuns: runs(2000) },
  )
})
