import { charactersOf, type Gram, gramsOf, sayingsOf } from './grams.ts'
import type { Bm25 } from './postings.ts'
import { withoutAsking } from './question-words.ts'

/** What an entry is found by. A field with several stretches of text counts by its best one. */
export interface Field extends Bm25 {
  /** What its score counts for among the others. */
  weight: number
}

const TEXT = { k1: 0.8, b: 0.5 }
const ASKED = { k1: 0.4, b: 0.5 }

/**
 * Measured on public questions by halves, and on our own with the phrasing in question left out. A whole text forgives
 * length, a passage forgives repetition; sayings carry what residents and papers call by different names.
 */
export const FIELDS = {
  whole: { ...TEXT, weight: 1.1 },
  passage: { k1: 0.4, b: 0.75, weight: 0.9 },
  phrasing: { ...ASKED, weight: 0.2 },
  characters: { ...TEXT, weight: 1 },
  title: { ...ASKED, weight: 0.2 },
  sayings: { ...TEXT, weight: 2.6 },
  askedSayings: { ...ASKED, weight: 0.5 },
} as const satisfies Record<string, Field>
export type FieldName = keyof typeof FIELDS

export const byField = <T>(make: (name: FieldName) => T): Record<FieldName, T> => ({
  whole: make('whole'),
  passage: make('passage'),
  phrasing: make('phrasing'),
  characters: make('characters'),
  title: make('title'),
  sayings: make('sayings'),
  askedSayings: make('askedSayings'),
})

/** Fields over the same kind of term: `all` is one stretch with every term of the entry, which `parts` have some of. */
export const GROUPS = {
  pairs: { all: 'whole', parts: ['passage', 'phrasing'] },
  characters: { all: 'characters', parts: ['title'] },
  sayings: { all: 'sayings', parts: ['askedSayings'] },
} as const satisfies Record<string, { all: FieldName; parts: readonly FieldName[] }>
export type GroupName = keyof typeof GROUPS

export const byGroup = <T>(make: (name: GroupName) => T): Record<GroupName, T> => ({
  pairs: make('pairs'),
  characters: make('characters'),
  sayings: make('sayings'),
})

/**
 * The terms of an entry's texts, normalised, by field: one list for each stretch of text. `number` is asked once for
 * each gram, not once for each field.
 */
export function termsByField(
  title: string,
  passages: readonly string[],
  phrasings: readonly string[],
  number: (grams: readonly Gram[]) => readonly number[],
): Record<FieldName, readonly (readonly number[])[]> {
  const head = number(gramsOf(title))
  const pieces = passages.map((passage) => number(gramsOf(passage)))
  const asking = phrasings.map(withoutAsking)
  const asked = asking.map((phrasing) => number(gramsOf(phrasing)))
  const said = phrasings.map((phrasing) => number(sayingsOf(phrasing)))
  const texts = [title, ...passages]
  return {
    whole: [[head, ...pieces, ...asked].flat()],
    // A passage is read under its title: alone it seldom says what it is about.
    passage: pieces.length > 0 ? pieces.map((terms) => [...head, ...terms]) : [head],
    phrasing: asked,
    characters: [number([...texts, ...asking].flatMap(charactersOf))],
    title: [number(charactersOf(title))],
    sayings: [[number(texts.flatMap(sayingsOf)), ...said].flat()],
    askedSayings: said,
  }
}
