import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeUp } from '../../../bench/cards/made-up.ts'
import { type CardIndex, type Entry, indexEntries } from '../../../src/core/card/card-index.ts'
import { type Ranked, rankCards } from '../../../src/core/card/rank-cards.ts'
import { shelfFor } from '../../../src/core/card/shelf.ts'
import { policies } from './cards.fixture.ts'
import { VILLAGE } from './village.fixture.ts'

/** Every entry is read, for it alone is admitted; then they are put in order. */
function readAll(index: CardIndex, question: string): readonly Ranked[] {
  const each = index.entries.flatMap(({ id }) => rankCards(index, question, (one) => one === id).ranked)
  return each.sort((a, b) => b.score - a.score).slice(0, 5)
}
const found = (index: CardIndex, question: string): readonly Ranked[] => rankCards(index, question, () => true).ranked

const han = fc.integer({ min: 0x4e00, max: 0x4e0f }).map((code) => String.fromCharCode(code))
const words = (most: number) => fc.string({ unit: han, minLength: 1, maxLength: most })
const some: fc.Arbitrary<Entry[]> = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    title: words(4),
    passages: fc.array(words(30), { maxLength: 4 }),
    phrasings: fc.array(words(8), { maxLength: 4 }),
  }),
  { minLength: 20, maxLength: 60, selector: ({ id }) => id },
)

describe('the best entries, of which only the promising ones are read', () => {
  it('are those that reading all would find, with the same scores, whatever the entries', () => {
    fc.assert(
      fc.property(some, words(14), (entries, question) => {
        const index = indexEntries(entries)
        expect(found(index, question)).toEqual(readAll(index, question))
      }),
      { numRuns: 60 },
    )
  })

  it('also among three hundred, and one question leaves nothing behind for the next', () => {
    const { entries, questions } = makeUp(300, 8)
    const index = indexEntries(entries)
    const before = questions.map((question) => found(index, question))
    questions.forEach((question, at) => {
      expect(before[at]).toEqual(readAll(index, question))
      expect(found(index, question)).toEqual(before[at])
    })
  })

  it('also where many promise more than they hold: the words of the question, each in a passage of its own', () => {
    const question = '甲乙丙丁戊己庚辛壬癸'
    const scattered = Array.from({ length: 40 }, (_, at) => ({
      id: `scattered-${at}`,
      title: '别样',
      passages: Array.from(question.slice(1), (_one, from) => question.slice(from, from + 2)),
      phrasings: [],
    }))
    const together = Array.from({ length: 6 }, (_, at) => ({
      id: `together-${at}`,
      title: '别样',
      passages: [question, '日月山川'.repeat(3 + at)],
      phrasings: [],
    }))
    const index = indexEntries([...scattered, ...together])
    const ranked = found(index, question)
    expect(ranked).toEqual(readAll(index, question))
    expect(ranked.map(({ id }) => id.split('-')[0])).toEqual(Array(5).fill('together'))
  })

  it('also among real cards and of very long questions', () => {
    const { index } = shelfFor(policies, '440229', '2023-08-15')
    for (const { phrasings } of VILLAGE)
      for (const question of [...phrasings, phrasings.join('，').repeat(20)])
        expect(found(index, question)).toEqual(readAll(index, question))
  })
})
