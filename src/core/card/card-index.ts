import { normalise } from '../understanding/normalise.ts'
import { cohesionOf } from './cohesion.ts'
import { byField, FIELDS, type FieldName, termsByField } from './fields.ts'
import { charactersOf, type Gram } from './grams.ts'
import { businessWordsIn, mattersOf } from './matters.ts'
import { makePostings, type Postings, type Unit } from './postings.ts'
import { withoutAsking } from './question-words.ts'

/** What is to be found: passages are its text in pieces of a few sentences; phrasings, how people ask for it. */
export interface Entry {
  id: string
  title: string
  passages: readonly string[]
  phrasings: readonly string[]
  /** How people elsewhere ask for the like: it is found by these too, but never told by one of them alone. */
  alsoAsked?: readonly string[]
  /** Neighbouring questions that it does not answer: one that says all of such words is not its own. */
  not?: readonly string[]
}

interface Counted {
  id: string
  units: Record<FieldName, readonly Unit[]>
  /** The phrasings as `exactly` writes them. */
  exact: readonly string[]
  /** Other business of offices that its texts name. */
  matters: ReadonlySet<number>
  /** The words for it in its own texts and phrasings. */
  business: ReadonlySet<string>
  /** Each phrasing, also of elsewhere, by its single characters. */
  asked: readonly Unit[]
  /** The single characters of each neighbouring question. */
  not: readonly (readonly Gram[])[]
}

/** Never changed once made: whoever is reading keeps reading the old one while a new one is made. */
export interface CardIndex {
  /** Numbers of the grams. Later indexes add to it and change none, so that it serves all of them. */
  vocabulary: Map<Gram, number>
  /** By id, sorted: the order in which entries came is forgotten. */
  entries: readonly Counted[]
  fields: Record<FieldName, Postings>
  /** By term: near 1 where its two characters belong together, near 0 where they only met. */
  cohesion: Float32Array
  /** By phrasing: the entries that have it. */
  exact: ReadonlyMap<string, readonly number[]>
  /** Words of other business that some entry says: here they are our business. */
  business: ReadonlySet<string>
}

const MOST_COUNTED = 0xffff

/** One writing for the same words: marks and spaces are no part of a phrasing. */
export const exactly = (text: string): string => normalise(text).replace(/[\p{P}\p{S}\p{Z}\s]+/gu, '')

function unitOf(all: readonly number[]): Unit {
  const sorted = Int32Array.from(all).sort()
  const terms = new Int32Array(sorted.length)
  const counts = new Uint16Array(sorted.length)
  let last = -1
  for (let at = 0; at < sorted.length; at++) {
    const term = sorted[at] as number
    if (last < 0 || terms[last] !== term) terms[++last] = term
    counts[last] = Math.min((counts[last] as number) + 1, MOST_COUNTED)
  }
  return { terms: terms.slice(0, last + 1), counts: counts.slice(0, last + 1), length: sorted.length }
}

function counted(entry: Entry, vocabulary: Map<Gram, number>): Counted {
  const numbered = (grams: readonly Gram[]): number[] =>
    grams.map((gram) => {
      const known = vocabulary.get(gram)
      if (known !== undefined) return known
      vocabulary.set(gram, vocabulary.size)
      return vocabulary.size - 1
    })
  const { id, phrasings, alsoAsked = [], not = [] } = entry
  const title = normalise(entry.title)
  const passages = entry.passages.map(normalise)
  const asked = [...phrasings, ...alsoAsked].map(normalise)
  const terms = termsByField(title, passages, asked, numbered)
  return {
    id,
    units: byField((name) => terms[name].map(unitOf)),
    exact: [...new Set(phrasings.map(exactly))].filter((phrasing) => phrasing !== ''),
    matters: mattersOf(businessWordsIn([title, ...passages, ...asked].join('\n'))),
    business: businessWordsIn([title, ...passages, ...phrasings.map(normalise)].join('\n')),
    asked: asked.map((phrasing) => unitOf(numbered(charactersOf(withoutAsking(phrasing))))),
    not: not.map((words) => charactersOf(normalise(words))),
  }
}

function merged(entries: readonly Counted[], vocabulary: Map<Gram, number>): CardIndex {
  const sorted = entries.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const twice = sorted.find(({ id }, at) => sorted[at + 1]?.id === id)
  if (twice) throw new Error(`two entries have the id ${twice.id}`)
  const exact = new Map<string, number[]>()
  sorted.forEach((entry, at) => {
    for (const phrasing of entry.exact) exact.set(phrasing, [...(exact.get(phrasing) ?? []), at])
  })
  return {
    vocabulary,
    entries: sorted,
    fields: byField((name) => {
      const owners = sorted.flatMap(({ units }, at) => units[name].map(() => at))
      const units = sorted.flatMap((entry) => entry.units[name])
      return makePostings(units, Int32Array.from(owners), vocabulary.size, FIELDS[name])
    }),
    cohesion: cohesionOf(
      vocabulary,
      sorted.flatMap(({ units }) => units.whole),
    ),
    exact,
    business: new Set(sorted.flatMap(({ business }) => [...business])),
  }
}

/** About two microseconds for each character. @throws where two entries have one id */
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
