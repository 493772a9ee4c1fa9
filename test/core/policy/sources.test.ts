import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../../src/core/policy/chain.ts'
import { factsIn, packs, sourceOf } from './packs.fixture.ts'
import { numbersIn } from './printed-numbers.fixture.ts'

const papers = packs.filter(({ region }) => region !== '')

/** Every number of a value; the month of a period follows from the period's name and is left out. */
function numbers(tree: unknown, key = ''): number[] {
  if (typeof tree === 'number') return key === 'monthOfPeriod' ? [] : [tree]
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([name, value]) => (name === 'figures' ? [] : numbers(value, name)))
}

function figuresOf(tree: unknown): string[] {
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([name, value]) => (name === 'figures' ? (value as string[]) : figuresOf(value)))
}

describe.each(papers)('$id', (pack) => {
  const source = sourceOf(pack.id)

  it('gives no number without the printed figure behind it', () => {
    for (const { rule, value, citation } of entriesOf(pack)) {
      const printed = [...figuresOf(value), ...(citation.figures ?? [])].flatMap(numbersIn)
      expect({ rule, unprinted: numbers(value).filter((number) => !printed.includes(number)) }).toEqual({
        rule,
        unprinted: [],
      })
    }
  })

  it.skipIf(source === null)('cites figures that stand in the paper (skipped where the papers are not at hand)', () => {
    const missing = figuresOf(pack).filter((figure) => !source?.includes(figure.replaceAll(/\s/g, '')))
    expect(missing).toEqual([])
  })

  it.skipIf(source === null)('says it in its own words (skipped where the papers are not at hand)', () => {
    const RUN = 14
    const copied = factsIn(pack).flatMap(({ node }) => {
      const says = String(node.says ?? '')
      return Array.from({ length: Math.max(0, says.length - RUN + 1) }, (_, i) => says.slice(i, i + RUN)).filter(
        (run) => source?.includes(run),
      )
    })
    expect(copied).toEqual([])
  })
})

it('speaks to people in short sentences without foreign words', () => {
  for (const pack of packs)
    for (const { node } of factsIn(pack))
      if (typeof node.says === 'string') {
        expect(node.says).not.toMatch(/[A-Za-z]/)
        for (const sentence of node.says.split(/[。；！？]/)) expect(sentence.length, sentence).toBeLessThanOrEqual(60)
      }
})
