import { normalise } from '../understanding/normalise.ts'
import { cohesionOf } from './cohesion.ts'
import { charactersOf, type Gram, gramsOf } from './grams.ts'
import { makePostings, type Postings, type Unit } from './postings.ts'
import { withoutAsking } from './question-words.ts'

/** What is to be found: passages are its text in pieces of a few sentences; phrasings, how people ask for it. */
export interface Entry {
  id: string
  title: string
  passages: readonly string[]
  phrasings: readonly string[]
}

interface Counted {
  id: string
  whole: Unit
  characters: Unit
  passages: readonly Unit[]
  phrasings: readonly Unit[]
  /** The phrasings as `exactly` writes them. */
  exact: readonly string[]
}

/** Never changed once made: whoever is reading keeps reading the old one while a new one is made. */
export interface CardIndex {
  /** Numbers of the grams. Later indexes add to it and change none, so that it serves all of them. */
  vocabulary: Map<Gram, number>
  /** By id, sorted: the order in which entries came is forgotten. */
  entries: readonly Counted[]
  whole: Postings
  /** Of whole texts. */
  characters: Postings
  passages: Postings
  phrasings: Postings
  /** By term: near 1 where its two characters belong together, near 0 where they only met. */
  cohesion: Float32Array
  /** By phrasing: the entries that have it. */
  exact: ReadonlyMap<string, readonly number[]>
}

/** Measured on public questions by halves: a whole text forgives length, a passage forgives repetition. */
const WHOLE = { k1: 0.8, b: 0.5 }
const PASSAGE = { k1: 0.4, b: 0.75 }
const PHRASING = { k1: 0.4, b: 0.5 }
const MOST_COUNTED = 0xffff

/** One writing for the same words: marks and spaces are no part of a phrasing. */
export const exactly = (text: string): string => normalise(text).replace(/[\p{P}\p{S}\p{Z}\s]+/gu, '')

/** The numbers of the grams; new ones are numbered on. */
function numbered(grams: readonly Gram[], vocabulary: Map<Gram, number>): number[] {
  return grams.map((gram) => {
    const known = vocabulary.get(gram)
    if (known !== undefined) return known
    vocabulary.set(gram, vocabulary.size)
    return vocabulary.size - 1
  })
}

function unitOf(all: readonly number[]): Unit {
  const sorted = Int32Array.from(all).sort()
  const terms = new Int32Array(sorted.length)
  const counts = new Uint16Array(sorted.length)
  let last = -1
  for (let i = 0; i < sorted.length; i++) {
    if (last < 0 || terms[last] !== sorted[i]) terms[++last] = sorted[i] as number
    counts[last] = Math.min((counts[last] as number) + 1, MOST_COUNTED)
  }
  return { terms: terms.slice(0, last + 1), counts: counts.slice(0, last + 1), length: sorted.length }
}

function counted(entry: Entry, vocabulary: Map<Gram, number>): Counted {
  const title = normalise(entry.title)
  const passages = entry.passages.map(normalise)
  const phrasings = entry.phrasings.map((phrasing) => withoutAsking(normalise(phrasing)))
  const termsOf = (text: string): number[] => numbered(gramsOf(text), vocabulary)
  const head = termsOf(title)
  const pieces = passages.map(termsOf)
  const asked = phrasings.map(termsOf)
  // A passage is read under its title: alone it seldom says what it is about.
  const titled = pieces.length > 0 ? pieces.map((terms) => [...head, ...terms]) : [head]
  return {
    id: entry.id,
    whole: unitOf([...head, ...pieces.flat(), ...asked.flat()]),
    characters: unitOf(numbered([title, ...passages, ...phrasings].flatMap(charactersOf), vocabulary)),
    passages: titled.map(unitOf),
    phrasings: asked.map(unitOf),
    exact: [...new Set(entry.phrasings.map(exactly))].filter((phrasing) => phrasing !== ''),
  }
}

function merged(entries: Counted[], vocabulary: Map<Gram, number>): CardIndex {
  entries.sort((a, b) => (a.id < b.id ? -1 : 1))
  const twice = entries.find(({ id }, at) => entries[at + 1]?.id === id)
  if (twice) throw new Error(`two entries have the id ${twice.id}`)
  const postings = (units: (entry: Counted) => readonly Unit[], bm25: typeof WHOLE): Postings => {
    const owners = Int32Array.from(entries.flatMap((entry, at) => units(entry).map(() => at)))
    return makePostings(entries.flatMap(units), owners, vocabulary.size, bm25)
  }
  const exact = new Map<string, number[]>()
  entries.forEach((entry, at) => {
    for (const phrasing of entry.exact) exact.set(phrasing, [...(exact.get(phrasing) ?? []), at])
  })
  return {
    vocabulary,
    entries,
    whole: postings(({ whole }) => [whole], WHOLE),
    characters: postings(({ characters }) => [characters], WHOLE),
    passages: postings(({ passages }) => passages, PASSAGE),
    phrasings: postings(({ phrasings }) => phrasings, PHRASING),
    cohesion: cohesionOf(
      vocabulary,
      entries.map(({ whole }) => whole),
    ),
    exact,
  }
}

/** About a microsecond for each character. @throws where two entries have one id */
export function indexEntries(entries: readonly Entry[]): CardIndex {
  const vocabulary = new Map<Gram, number>()
  return merged(
    entries.map((entry) => counted(entry, vocabulary)),
    vocabulary,
  )
}

/** A new index with these entries added or put in place of those of the same id; only they are read again. */
export function withEntries(index: CardIndex, entries: readonly Entry[]): CardIndex {
  const fresh = new Set(entries.map(({ id }) => id))
  const kept = index.entries.filter(({ id }) => !fresh.has(id))
  return merged([...kept, ...entries.map((entry) => counted(entry, index.vocabulary))], index.vocabulary)
}

/** A new index without the entries of these ids. */
export function withoutEntries(index: CardIndex, ids: readonly string[]): CardIndex {
  const gone = new Set(ids)
  return merged(
    index.entries.filter(({ id }) => !gone.has(id)),
    index.vocabulary,
  )
}
