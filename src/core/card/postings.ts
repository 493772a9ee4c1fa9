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

/** What a field's scores are reckoned with. */
export interface Measure extends Bm25 {
  /** What its score counts for among the other fields. */
  weight: number
  /** By term: rarer weighs more; 0 for a term that stands nowhere. */
  weights: Float32Array
  /** The mean length of its units. */
  average: number
}

/** For each term, the entries that it stands in with the most that it can add to their scores in all fields of its group. */
export interface Postings {
  /** By term: where its entries begin; one more at the end. */
  starts: Int32Array
  entries: Int32Array
  most: Float32Array
}

/** By term, how rare it is among the units of the entries. */
export function rarityOf(entries: readonly (readonly Unit[])[], terms: number): { idf: Float32Array; average: number } {
  const seen = new Int32Array(terms)
  let units = 0
  let length = 0
  for (const entry of entries)
    for (const unit of entry) {
      units++
      length += unit.length
      for (let i = 0; i < unit.terms.length; i++) {
        const term = unit.terms[i] as number
        seen[term] = (seen[term] as number) + 1
      }
    }
  const idf = new Float32Array(terms)
  for (let term = 0; term < terms; term++) {
    const count = seen[term] as number
    if (count > 0) idf[term] = Math.log(1 + (units - count + 0.5) / (count + 0.5))
  }
  return { idf, average: length / units || 1 }
}

/** No impact of a term reaches this. */
export const ceilingOf = ({ k1 }: Bm25): number => k1 + 1
const heldOf = ({ k1, b, average }: Measure, { length }: Unit): number => k1 * (1 - b + (b * length) / average)

/** Scores are whole numbers of this: their sum is the same in whatever order the terms are numbered. */
const GRAIN = 2 ** 20

/** The score of the best of the units, of those terms that are marked; 0 for none. */
export function scoreUnits(units: readonly Unit[], measure: Measure, marks: Uint8Array): number {
  const { weights, k1 } = measure
  let best = 0
  for (const unit of units) {
    const { terms, counts } = unit
    const held = heldOf(measure, unit)
    let score = 0
    for (let i = 0; i < terms.length; i++) {
      const term = terms[i] as number
      if (marks[term] === 0) continue
      const count = counts[i] as number
      score += Math.round(((weights[term] as number) * count * (k1 + 1) * GRAIN) / (count + held))
    }
    if (score > best) best = score
  }
  return best / GRAIN
}

/** Units of one group of fields: those with all terms of an entry, and the parts of it, each with its measure. By entry. */
export interface Grouped {
  all: { units: readonly (readonly Unit[])[]; measure: Measure }
  parts: readonly { units: readonly (readonly Unit[])[]; measure: Measure }[]
}

/** Into `most`, by term, the most that it can add to an entry's score by one of its units. */
function raise(most: Float32Array, units: readonly Unit[], measure: Measure): void {
  const { weights, weight, k1 } = measure
  for (const unit of units) {
    const held = heldOf(measure, unit)
    for (let i = 0; i < unit.terms.length; i++) {
      const term = unit.terms[i] as number
      const count = unit.counts[i] as number
      const own = (weight * (weights[term] as number) * count * (k1 + 1)) / (count + held)
      if (own > (most[term] as number)) most[term] = own
    }
  }
}

function startsOf(entries: readonly (readonly Unit[])[], terms: number): Int32Array {
  const starts = new Int32Array(terms + 1)
  for (const units of entries)
    for (const unit of units)
      for (let i = 0; i < unit.terms.length; i++) {
        const after = (unit.terms[i] as number) + 1
        starts[after] = (starts[after] as number) + 1
      }
  for (let term = 0; term < terms; term++) starts[term + 1] = (starts[term + 1] as number) + (starts[term] as number)
  return starts
}

/** `terms`: how many there are; every unit's lie below it. */
export function makePostings({ all, parts }: Grouped, terms: number): Postings {
  const starts = startsOf(all.units, terms)
  const next = starts.slice()
  const total = starts[terms] as number
  const entries = new Int32Array(total)
  const most = new Float32Array(total)
  const fields = [all, ...parts].map((one) => ({ ...one, highest: new Float32Array(terms) }))
  for (let at = 0; at < all.units.length; at++) {
    for (const { units, measure, highest } of fields) raise(highest, units[at] ?? [], measure)
    for (const unit of all.units[at] ?? [])
      for (let i = 0; i < unit.terms.length; i++) {
        const term = unit.terms[i] as number
        const place = next[term] as number
        next[term] = place + 1
        entries[place] = at
        let sum = 0
        for (let field = 0; field < fields.length; field++) {
          const { highest } = fields[field] as { highest: Float32Array }
          sum += highest[term] as number
          highest[term] = 0
        }
        most[place] = sum
      }
  }
  return { starts, entries, most }
}

/** Adds to `totals`, by entry, the most that the terms can score, `times` over. */
export function addMost(
  { starts, entries, most }: Postings,
  terms: readonly number[],
  times: number,
  totals: Float32Array,
): void {
  for (const term of terms) {
    const end = starts[term + 1] as number
    for (let at = starts[term] as number; at < end; at++) {
      const entry = entries[at] as number
      totals[entry] = (totals[entry] as number) + times * (most[at] as number)
    }
  }
}
