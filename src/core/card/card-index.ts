import { normalise } from '../understanding/normalise.ts'
import { cohesionOf } from './cohesion.ts'
import { byField, byGroup, FIELDS, type FieldName, GROUPS, type GroupName, termsByField } from './fields.ts'
import { charactersOf, type Gram } from './grams.ts'
import { businessWordsIn, mattersOf } from './matters.ts'
import { type Measure, makePostings, type Postings, rarityOf, type Unit } from './postings.ts'
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
  fields: Record<FieldName, Measure>
  postings: Record<GroupName, Postings>
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
  const business = businessWordsIn([title, ...passages, ...phrasings.map(normalise)].join('\n'))
  const elsewhere = businessWordsIn(alsoAsked.map(normalise).join('\n'))
  return {
    id,
    units: byField((name) => terms[name].map(unitOf)),
    exact: [...new Set(phrasings.map(exactly))].filter((phrasing) => phrasing !== ''),
    matters: mattersOf([...business, ...elsewhere]),
    business,
    asked: asked.map((phrasing) => unitOf(numbered(charactersOf(withoutAsking(phrasing))))),
    not: not.map((words) => charactersOf(normalise(words))),
  }
}

type Units = readonly (readonly Unit[])[]

function measuresOf(
  units: Record<FieldName, Units>,
  vocabulary: ReadonlyMap<Gram, number>,
): Record<FieldName, Measure> {
  const rarity = byField((name) => rarityOf(units[name], vocabulary.size))
  const cohesion = cohesionOf(vocabulary, units.whole)
  const weights = {
    whole: rarity.whole.idf.map((idf, term) => idf * (cohesion[term] as number)),
    passage: rarity.passage.idf,
    // What is rare among phrasings may be common in the texts: how people ask, not what for.
    phrasing: rarity.whole.idf,
    characters: rarity.characters.idf,
    title: rarity.characters.idf,
    sayings: rarity.sayings.idf,
    askedSayings: rarity.askedSayings.idf,
  }
  return byField((name) => ({ ...FIELDS[name], weights: weights[name], average: rarity[name].average }))
}

function phrasingsOf(entries: readonly Counted[]): Map<string, number[]> {
  const exact = new Map<string, number[]>()
  entries.forEach((entry, at) => {
    for (const phrasing of entry.exact) {
      const known = exact.get(phrasing)
      if (known) known.push(at)
      else exact.set(phrasing, [at])
    }
  })
  return exact
}

function merged(entries: readonly Counted[], vocabulary: Map<Gram, number>): CardIndex {
  const sorted = entries.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const twice = sorted.find(({ id }, at) => sorted[at + 1]?.id === id)
  if (twice) throw new Error(`two entries have the id ${twice.id}`)
  const units = byField((name) => sorted.map((entry) => entry.units[name]))
  const fields = measuresOf(units, vocabulary)
  const grouped = (name: FieldName) => ({ units: units[name], measure: fields[name] })
  const business = new Set<string>()
  for (const entry of sorted) for (const word of entry.business) business.add(word)
  return {
    vocabulary,
    entries: sorted,
    fields,
    postings: byGroup((name) => {
      const { all, parts } = GROUPS[name]
      return makePostings({ all: grouped(all), parts: parts.map(grouped) }, vocabulary.size)
    }),
    exact: phrasingsOf(sorted),
    business,
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
