import type { CardIndex } from './card-index.ts'
import type { Gram } from './grams.ts'
import type { Unit } from './postings.ts'

/** A question as the signs of belief see it. */
export interface Stripped {
  /** Its characters and pairs without the words of asking, each once. */
  characters: readonly Gram[]
  pairs: readonly Gram[]
  /** Other business of offices that it names. */
  matters: ReadonlySet<number>
}

/** How near one entry is to a question; shares from 0 to 1. */
export interface Nearness {
  /** The share of the question's characters that the entry nowhere has, rare ones weighing more. */
  missing: number
  /** The same of its pairs. */
  missingPairs: number
  /** The question names another business that the entry doesn't name. */
  strayed: boolean
  /** Pairs and characters of the question that the entry nowhere has. */
  absent: readonly Gram[]
  /** How much of their characters the question and the nearest phrasing have in common. */
  alike: number
}

function has({ terms }: Unit, term: number): boolean {
  let low = 0
  let high = terms.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((terms[middle] as number) < term) low = middle + 1
    else high = middle
  }
  return terms[low] === term
}

/** What a gram weighs that no entry has: as much as the rarest. */
const rarest = (entries: number): number => Math.log(1 + (entries + 0.5) / 0.5)

type Weigh = (term: number) => number

function missingIn(unit: Unit | undefined, terms: readonly (number | undefined)[], weigh: Weigh, most: number): number {
  let all = 0
  let gone = 0
  for (const term of terms) {
    const weight = term === undefined ? most : weigh(term) || most
    all += weight
    if (term === undefined || unit === undefined || !has(unit, term)) gone += weight
  }
  return all > 0 ? gone / all : 1
}

function absentFrom(unit: Unit | undefined, grams: readonly Gram[], terms: readonly (number | undefined)[]): Gram[] {
  return grams.filter((_, at) => {
    const term = terms[at]
    return term === undefined || unit === undefined || !has(unit, term)
  })
}

function alikeTo(asked: readonly Unit[], terms: readonly number[], unknown: number, weigh: Weigh): number {
  const own = terms.reduce((sum, term) => sum + weigh(term), unknown)
  let best = 0
  for (const unit of asked) {
    const shared = terms.reduce((sum, term) => (has(unit, term) ? sum + weigh(term) : sum), 0)
    const theirs = unit.terms.reduce((sum, term) => sum + weigh(term), 0)
    best = Math.max(best, own + theirs > 0 ? (2 * shared) / (own + theirs) : 0)
  }
  return best
}

export function nearnessOf(index: CardIndex, at: number, { characters, pairs, matters }: Stripped): Nearness {
  const entry = index.entries[at]
  if (entry === undefined) throw new Error(`no entry ${at}`)
  const { units } = entry
  const most = rarest(index.entries.length)
  const numbered = (grams: readonly Gram[]) => grams.map((gram) => index.vocabulary.get(gram))
  const weigh: Weigh = (term) => index.fields.characters.weights[term] ?? 0
  const weighPair: Weigh = (term) => index.fields.whole.weights[term] ?? 0
  const terms = numbered(characters)
  const paired = numbered(pairs)
  const known = terms.flatMap((term) => (term !== undefined && weigh(term) > 0 ? [term] : []))
  return {
    missing: missingIn(units.characters[0], terms, weigh, most),
    missingPairs: missingIn(units.whole[0], paired, weighPair, most),
    strayed: [...matters].some((matter) => !entry.matters.has(matter)),
    absent: [
      ...new Set([...absentFrom(units.whole[0], pairs, paired), ...absentFrom(units.characters[0], characters, terms)]),
    ],
    alike: alikeTo(entry.asked, known, (terms.length - known.length) * most, weigh),
  }
}
