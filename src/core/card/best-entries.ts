import type { CardIndex } from './card-index.ts'
import { byField, FIELDS, type FieldName, type GroupName } from './fields.ts'
import { addMost, scoreUnits } from './postings.ts'

/** The terms of a question by group, each once, and how many times over they count. */
export type Wanted = Record<GroupName, { terms: readonly number[]; times: number }>

/** An entry by its place in the index. */
export interface Scored {
  at: number
  score: number
  scores: Record<FieldName, number>
}

type Marks = Record<GroupName, Uint8Array>

/** Room to reckon in, so that a question leaves nothing to sweep up. All of it is 0 between questions. */
interface Room {
  marks: Marks
  totals: Float32Array
}
const rooms = new WeakMap<CardIndex, Room>()

function roomOf(index: CardIndex): Room {
  const known = rooms.get(index)
  if (known) return known
  const { length } = index.fields.whole.weights
  const marks = { pairs: new Uint8Array(length), characters: new Uint8Array(length), sayings: new Uint8Array(length) }
  const room = { marks, totals: new Float32Array(index.entries.length) }
  rooms.set(index, room)
  return room
}

const NAMES = ['pairs', 'characters', 'sayings'] as const satisfies readonly GroupName[]
const GROUP_OF = {
  ...({ whole: 'pairs', passage: 'pairs', phrasing: 'pairs' } as const),
  ...({ characters: 'characters', title: 'characters' } as const),
  ...({ sayings: 'sayings', askedSayings: 'sayings' } as const),
} satisfies Record<FieldName, GroupName>

function mark(marks: Marks, wanted: Wanted, value: 0 | 1): void {
  for (const name of NAMES) for (const term of wanted[name].terms) marks[name][term] = value
}

/** What an entry scores, read in its own texts. */
function scoreOf(index: CardIndex, at: number, wanted: Wanted, marks: Marks): Scored {
  const units = index.entries[at]?.units
  const scores = byField((name) => {
    const group = GROUP_OF[name]
    const { terms, times } = wanted[group]
    if (units === undefined || terms.length === 0) return 0
    return times * scoreUnits(units[name], index.fields[name], marks[group])
  })
  let score = 0
  for (const name in scores) score += FIELDS[name as FieldName].weight * scores[name as FieldName]
  return { at, score, scores }
}

/** Puts it among the best, highest first, of equal ones the first, and keeps `most` of them. */
function rise(best: Scored[], one: Scored, most: number): void {
  const before = ({ score, at }: Scored): boolean => score > one.score || (score === one.score && at < one.at)
  const place = best.findIndex((other) => !before(other))
  best.splice(place < 0 ? best.length : place, 0, one)
  if (best.length > most) best.length = most
}

/** Read first, so that what the others must reach is high from the beginning. */
const FIRST = 16
/** Scores and bounds are rounded on the way: so much for each term, and of the whole. */
const ROUNDED = 1e-5
const ROUNDED_SHARE = 2e-7

/** The places of the highest totals, in no order. */
function highest(totals: Float32Array, count: number, admits: (at: number) => boolean): Set<number> {
  const places = new Int32Array(count)
  let many = 0
  let least = 0
  for (let at = 0; at < totals.length; at++) {
    const total = totals[at] as number
    if (total <= least || !admits(at)) continue
    let place = many < count ? many++ : count - 1
    for (; place > 0 && (totals[places[place - 1] as number] as number) < total; place--)
      places[place] = places[place - 1] as number
    places[place] = at
    if (many === count) least = totals[places[count - 1] as number] as number
  }
  return new Set(places.subarray(0, many))
}

function bestIn(
  { marks, totals }: Room,
  index: CardIndex,
  wanted: Wanted,
  count: number,
  admits: (at: number) => boolean,
): readonly Scored[] {
  mark(marks, wanted, 1)
  for (const name of NAMES) addMost(index.postings[name], wanted[name].terms, wanted[name].times, totals)
  const terms = NAMES.reduce((sum, name) => sum + wanted[name].terms.length, 0)
  const best: Scored[] = []
  const read = (at: number): void => {
    const one = scoreOf(index, at, wanted, marks)
    if (one.score > 0) rise(best, one, count)
  }
  const first = highest(totals, FIRST, admits)
  for (const at of first) read(at)
  for (let at = 0; at < totals.length; at++) {
    const total = totals[at] as number
    if (total === 0) continue
    const reach = total * (1 + terms * ROUNDED_SHARE) + terms * ROUNDED
    if (reach >= (best[count - 1]?.score ?? 0) && !first.has(at) && admits(at)) read(at)
  }
  return best
}

/**
 * The `count` entries of the highest scores above 0, highest first; of equal ones the first. What each could score at most comes from
 * the postings, in one pass; only those that could be among the best by it are read. So it finds what reading all would.
 */
export function bestEntries(
  index: CardIndex,
  wanted: Wanted,
  count: number,
  admits: (at: number) => boolean,
): readonly Scored[] {
  const room = roomOf(index)
  try {
    return bestIn(room, index, wanted, count, admits)
  } finally {
    mark(room.marks, wanted, 0)
    room.totals.fill(0)
  }
}
