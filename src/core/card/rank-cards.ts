import { normalise } from '../understanding/normalise.ts'
import { bestEntries, type Wanted } from './best-entries.ts'
import type { CardIndex } from './card-index.ts'
import { byField, FIELDS, type FieldName, GROUPS, type GroupName } from './fields.ts'
import { charactersOf, type Gram, gramsOf, sayingsOf } from './grams.ts'
import { businessWordsIn, mattersOf } from './matters.ts'
import { type Nearness, nearnessOf, type Stripped } from './nearness.ts'
import { ceilingOf } from './postings.ts'
import { withoutAsking } from './question-words.ts'

/** An entry with its score, and what share of the most that the question could score each field has, 0 to 1. */
export interface Ranked {
  id: string
  score: number
  shares: Record<FieldName, number>
  near: Nearness
}

export interface Ranking {
  /** Best first, at most `RANKED`. */
  ranked: readonly Ranked[]
  /** The share of the question's grams that no entry has. */
  unknown: number
}

const RANKED = 5
/** The fewer characters a question has, the more each tells: so much shared among them, but no more for one than `CHARACTER`. */
const CHARACTERS = 10
const CHARACTER = 2

/** The terms of the grams that some entry has, each once. */
function termsOf({ vocabulary, fields }: CardIndex, grams: Iterable<Gram>, group: GroupName): number[] {
  const { weights } = fields[GROUPS[group].all]
  return [...new Set(grams)].flatMap((gram) => {
    const term = vocabulary.get(gram)
    return term !== undefined && (weights[term] ?? 0) > 0 ? [term] : []
  })
}

interface Read extends Stripped {
  wanted: Wanted
  unknown: number
}

function read(index: CardIndex, question: string): Read {
  const text = normalise(question)
  const asking = withoutAsking(text)
  const said = new Set(gramsOf(asking))
  const own = charactersOf(asking)
  const pairs = termsOf(index, said, 'pairs')
  const characters = termsOf(index, own, 'characters')
  const each = Math.min(CHARACTER, CHARACTERS / characters.length)
  return {
    wanted: {
      pairs: { terms: pairs, times: 1 },
      characters: { terms: characters, times: each },
      sayings: { terms: termsOf(index, sayingsOf(text), 'sayings'), times: 1 },
    },
    unknown: said.size > 0 ? 1 - pairs.length / said.size : 1,
    characters: [...new Set(own)],
    pairs: [...said],
    matters: mattersOf([...businessWordsIn(text)].filter((word) => !index.business.has(word))),
  }
}

/** By field, the most that the question could score. */
function mostOf({ fields }: CardIndex, wanted: Wanted): Record<FieldName, number> {
  const of = (name: FieldName, group: GroupName): number => {
    const { terms, times } = wanted[group]
    const { weights } = fields[name]
    return ceilingOf(FIELDS[name]) * times * terms.reduce((sum, term) => sum + (weights[term] as number), 0)
  }
  return {
    whole: of('whole', 'pairs'),
    passage: of('passage', 'pairs'),
    phrasing: of('phrasing', 'pairs'),
    characters: of('characters', 'characters'),
    title: of('title', 'characters'),
    sayings: of('sayings', 'sayings'),
    askedSayings: of('askedSayings', 'sayings'),
  }
}

/** The entries nearest to the question, of those that `admits` lets pass. Entries that share nothing with it are left out. */
export function rankCards(index: CardIndex, question: string, admits: (id: string) => boolean): Ranking {
  const { wanted, unknown, ...stripped } = read(index, question)
  const idOf = (at: number): string => index.entries[at]?.id ?? ''
  const said = new Set(stripped.characters)
  // A neighbouring question that the entry itself sends away.
  const declines = (at: number): boolean =>
    index.entries[at]?.not.some((words) => words.length > 0 && words.every((one) => said.has(one))) ?? false
  const best = bestEntries(index, wanted, RANKED, (at) => admits(idOf(at)) && !declines(at))
  const most = mostOf(index, wanted)
  const ranked = best.map(({ at, score, scores }) => ({
    id: idOf(at),
    score,
    shares: byField((name) => (most[name] > 0 ? scores[name] / most[name] : 0)),
    near: nearnessOf(index, at, stripped),
  }))
  return { ranked, unknown }
}
