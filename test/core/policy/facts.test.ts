import { describe, expect, it } from 'vitest'
import { GUANGDONG } from './facts-guangdong.fixture.ts'
import { JIANGXI } from './facts-jiangxi.fixture.ts'
import { factsFile, factsIn, packs } from './packs.fixture.ts'

/** Facts that no pack holds yet. It may only shrink. */
const NOT_YET: string[] = []

/** The papers of the two provinces, one check a fact. */
const FACTS = { ...GUANGDONG, ...JIANGXI }

describe('each fact is data', () => {
  for (const [fact, check] of Object.entries(FACTS)) it(fact, check)
})

const inPacks = new Set(
  packs.flatMap((pack) => factsIn(pack).map(({ fact }) => fact)).filter((fact) => fact !== 'house'),
)

it('every fact that a pack names has its check, and every check its data', () => {
  expect([...inPacks].sort()).toEqual(Object.keys(FACTS).sort())
  expect(NOT_YET.filter((fact) => inPacks.has(fact))).toEqual([])
})

it.skipIf(factsFile === null)(
  'every fact of the list is data or stands in NOT_YET (skipped where the list is not at hand)',
  () => {
    const listed = [...(factsFile ?? '').matchAll(/^\| ([A-Z]{2}-\d+) \|/gm)].map((match) => match[1] ?? '')
    expect(listed.length).toBeGreaterThan(50)
    expect(listed.filter((fact) => !inPacks.has(fact) && !NOT_YET.includes(fact))).toEqual([])
    expect([...inPacks].filter((fact) => !listed.includes(fact))).toEqual([])
  },
)
