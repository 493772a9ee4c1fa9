import { signsOf } from '../../src/core/card/belief.ts'
import { type Entry, indexEntries } from '../../src/core/card/card-index.ts'
import { rankCards } from '../../src/core/card/rank-cards.ts'

/** What a finder says to a question: ids, best first, at most five; and what tells how far to believe in the first. */
export interface Said {
  ids: readonly string[]
  /** One or more numbers; null where the finder tells nothing, or found nothing. */
  signs: readonly number[] | null
}

/** A finder with its index made. */
export interface Finder {
  name: string
  /** How long the index took, ms. */
  indexed: number
  find(question: string): Promise<Said> | Said
  stop?(): Promise<void>
}

export function makeOurs(entries: readonly Entry[]): Finder {
  const start = performance.now()
  const index = indexEntries(entries)
  return {
    name: 'ours',
    indexed: performance.now() - start,
    find(question) {
      const ranking = rankCards(index, question, () => true)
      return { ids: ranking.ranked.map(({ id }) => id), signs: signsOf(ranking) }
    },
  }
}
