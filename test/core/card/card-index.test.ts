import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeUp } from '../../../bench/cards/made-up.ts'
import {
  type CardIndex,
  type Entry,
  exactly,
  indexEntries,
  withEntries,
  withoutEntries,
} from '../../../src/core/card/card-index.ts'
import { findCard } from '../../../src/core/card/find-card.ts'
import { cpuTime } from '../../support/cpu-time.ts'
import { runs } from '../../support/runs.ts'
import { VILLAGE } from './village.fixture.ts'

const QUESTIONS = [...VILLAGE.flatMap(({ phrasings }) => phrasings), '贷款利息', '房子', '怎么报名', '报销']
const answers = (index: CardIndex) => QUESTIONS.map((question) => findCard(index, question))

const han = fc.integer({ min: 0x4e00, max: 0x4e3f }).map((code) => String.fromCharCode(code))
const words = (most: number) => fc.string({ unit: han, minLength: 1, maxLength: most })
const anyText = fc.oneof(words(12), fc.string({ unit: 'binary', maxLength: 40 }))
const entries: fc.Arbitrary<Entry[]> = fc.uniqueArray(
  fc.record({
    id: fc.string({ maxLength: 6 }),
    title: anyText,
    passages: fc.array(anyText, { maxLength: 4 }),
    phrasings: fc.array(anyText, { maxLength: 4 }),
  }),
  { maxLength: 8, selector: ({ id }) => id },
)

describe('index of cards', () => {
  it('does not depend on the order of the entries', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...VILLAGE], { minLength: VILLAGE.length }), (shuffled) => {
        expect(answers(indexEntries(shuffled))).toEqual(answers(indexEntries(VILLAGE)))
      }),
      { numRuns: runs(20) },
    )
  })

  it('finds an entry by each phrasing that is its alone, and both by one that they share', () => {
    fc.assert(
      fc.property(entries, (made) => {
        const index = indexEntries(made)
        for (const { id, phrasings } of made)
          for (const phrasing of phrasings.filter((one) => exactly(one) !== '')) {
            const same = (other: Entry): boolean => other.phrasings.some((one) => exactly(one) === exactly(phrasing))
            const finding = findCard(index, phrasing)
            if (made.filter(same).length > 1) expect(finding.kind).toBe('close')
            else expect(finding).toMatchObject({ kind: 'answered', best: id })
          }
      }),
      { numRuns: runs(200) },
    )
  })

  it('answers any question in some way, with a probability', () => {
    fc.assert(
      fc.property(entries, anyText, (made, question) => {
        const { score, margin, ranked } = findCard(indexEntries(made), question)
        expect(score >= 0 && score <= 1 && margin >= 0 && margin <= 1).toBe(true)
        expect(ranked.map((one) => one.score)).toEqual(ranked.map((one) => one.score).toSorted((a, b) => b - a))
      }),
      { numRuns: runs(200) },
    )
  })

  it('is after a change as if made anew, and what it came from stays', () => {
    const index = indexEntries(VILLAGE)
    const before = answers(index)
    const credit: Entry = {
      id: 'micro-credit',
      title: '富民贷',
      passages: ['富民贷最高二十万元。'],
      phrasings: ['富民贷'],
    }
    const changed = withEntries(index, [credit])
    const anew = indexEntries([...VILLAGE.filter(({ id }) => id !== 'micro-credit'), credit])
    expect(answers(changed)).toEqual(answers(anew))
    expect(findCard(changed, '富民贷最高多少')).toMatchObject({ kind: 'answered', best: 'micro-credit' })
    expect(answers(withoutEntries(withEntries(index, [{ ...credit, id: 'more' }]), ['more']))).toEqual(before)
    expect(answers(index)).toEqual(before)
    expect(findCard(index, '富民贷').best).not.toBe('more')
  })

  it('refuses two entries of one id', () => {
    expect(() => indexEntries([...VILLAGE, ...VILLAGE.slice(0, 1)])).toThrow('social-aid')
  })

  it('reads ten thousand characters, and a thousand entries, in little time', () => {
    const { entries: made } = makeUp(1_000, 1)
    const index = indexEntries(made)
    const long = made
      .flatMap(({ passages }) => passages)
      .join('')
      .slice(0, 10_000)
    expect(cpuTime(() => findCard(index, long))).toBeLessThan(250)
    expect(cpuTime(() => withEntries(index, [{ id: 'new', title: '新', passages: [], phrasings: [] }]))).toBeLessThan(
      500,
    )
  })
})
