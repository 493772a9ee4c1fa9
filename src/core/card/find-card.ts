import { type Belief, beliefIn, hasStrayed, LEARNT, marginOf, STRAYED, signsOf } from './belief.ts'
import { type CardIndex, exactly } from './card-index.ts'
import { type Ranked, rankCards } from './rank-cards.ts'
import { withoutYears } from './without-years.ts'

interface Found {
  /** Ids of entries. */
  best: string
  second: string | null
  /** At most five, best first: what a language model may choose from. */
  ranked: readonly Ranked[]
  /** The probability that `best` answers, 0 to 1. */
  score: number
  /** How far `best` is ahead of `second`: 0 side by side, 1 alone. */
  margin: number
}

/**
 * answered: say `best`. close: ask back, `best` or `second`, or neither? unanswered: no entry answers, whatever `best` is;
 * it goes to a person.
 */
export type Finding =
  | (Found & { kind: 'answered' })
  | (Found & { kind: 'close'; second: string })
  | (Omit<Found, 'best'> & { kind: 'unanswered'; best: string | null })

export interface Scope {
  /** Whether an entry may be found at all: the asker's region and day. All, where left out. */
  admits?: (id: string) => boolean
  belief?: Belief
}

/** Nearer than this, the two are told apart by chance (measured on our own questions). */
const CLOSE = 0.06
const everything = (): boolean => true

/** Any text is a question; without a word that an entry knows it is unanswered. */
export function findCard(index: CardIndex, question: string, scope: Scope = {}): Finding {
  const { admits = everything, belief = LEARNT } = scope
  const asked = withoutYears(question)
  const ranking = rankCards(index, asked, admits)
  const { ranked } = ranking
  const exact = index.exact.get(exactly(question)) ?? index.exact.get(exactly(asked)) ?? []
  const named = exact.map((at) => index.entries[at]?.id ?? '').filter(admits)
  const [only, other] = named
  if (only !== undefined && other !== undefined)
    return { kind: 'close', best: only, second: other, ranked, score: 1, margin: 0 }
  if (only !== undefined) {
    const second = ranked.find(({ id }) => id !== only)?.id ?? null
    return { kind: 'answered', best: only, second, ranked, score: 1, margin: 1 }
  }
  const signs = signsOf(ranking)
  const [best, next] = ranked
  if (signs === null || best === undefined)
    return { kind: 'unanswered', best: null, second: null, ranked, score: 0, margin: 0 }
  const second = next?.id ?? null
  const score = beliefIn(signs, belief) * (hasStrayed(ranking) ? STRAYED : 1)
  const found = { ranked, score, margin: marginOf(best.score, next?.score ?? 0) }
  if (found.score < belief.askFrom) return { kind: 'unanswered', best: best.id, second, ...found }
  const sure = found.score >= belief.answerFrom && (second === null || found.margin >= CLOSE)
  if (sure) return { kind: 'answered', best: best.id, second, ...found }
  return second === null
    ? { kind: 'unanswered', best: best.id, second, ...found }
    : { kind: 'close', best: best.id, second, ...found }
}
