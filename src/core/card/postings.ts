/** A stretch of text to be found, already counted: its terms by number, how often each stands in it, and how long it is. */
export interface Unit {
  terms: Int32Array
  counts: Uint16Array
  /** All terms with repetitions. */
  length: number
}

/** Okapi BM25: `k1` how soon a repeated term stops counting, `b` how much a long text is held against it. */
export interface Bm25 {
  k1: number
  b: number
}

/** For each term, the units that it stands in with what it adds to their scores before its weight. */
export interface Postings {
  /** By term: where its units begin; one more at the end. */
  starts: Int32Array
  units: Int32Array
  impacts: Float32Array
  /** By term: rarer weighs more; 0 for a term that stands nowhere. */
  idf: Float32Array
  /** By unit: the entry that it belongs to. */
  owners: Int32Array
  /** No impact reaches this. */
  ceiling: number
}

function countUnits(units: readonly Unit[], terms: number): Int32Array {
  const starts = new Int32Array(terms + 1)
  for (const unit of units) for (const term of unit.terms) starts[term + 1] = (starts[term + 1] as number) + 1
  for (let term = 0; term < terms; term++) starts[term + 1] = (starts[term + 1] as number) + (starts[term] as number)
  return starts
}

/** `terms`: how many there are; every unit's lie below it. `owners`: by unit. */
export function makePostings(units: readonly Unit[], owners: Int32Array, terms: number, { k1, b }: Bm25): Postings {
  const starts = countUnits(units, terms)
  const next = starts.slice()
  const total = starts[terms] as number
  const listed = new Int32Array(total)
  const impacts = new Float32Array(total)
  const average = units.reduce((sum, unit) => sum + unit.length, 0) / units.length || 1
  units.forEach((unit, at) => {
    const held = k1 * (1 - b + (b * unit.length) / average)
    for (let i = 0; i < unit.terms.length; i++) {
      const term = unit.terms[i] as number
      const count = unit.counts[i] as number
      const place = next[term] as number
      next[term] = place + 1
      listed[place] = at
      impacts[place] = (count * (k1 + 1)) / (count + held)
    }
  })
  const idf = new Float32Array(terms)
  for (let term = 0; term < terms; term++) {
    const seen = (starts[term + 1] as number) - (starts[term] as number)
    if (seen > 0) idf[term] = Math.log(1 + (units.length - seen + 0.5) / (seen + 0.5))
  }
  return { starts, units: listed, impacts, idf, owners, ceiling: k1 + 1 }
}

/** Terms of a question, each once, with what each weighs. */
export interface Weighed {
  terms: readonly number[]
  weights: readonly number[]
}

/** By entry, the score of its best unit. */
export function scoreEntries(postings: Postings, { terms, weights }: Weighed, entries: number): Float32Array {
  const scores = new Float32Array(postings.owners.length)
  terms.forEach((term, index) => {
    const weight = weights[index] as number
    const end = postings.starts[term + 1] as number
    for (let at = postings.starts[term] as number; at < end; at++) {
      const unit = postings.units[at] as number
      scores[unit] = (scores[unit] as number) + weight * (postings.impacts[at] as number)
    }
  })
  const best = new Float32Array(entries)
  for (let unit = 0; unit < scores.length; unit++) {
    const owner = postings.owners[unit] as number
    if ((scores[unit] as number) > (best[owner] as number)) best[owner] = scores[unit] as number
  }
  return best
}
