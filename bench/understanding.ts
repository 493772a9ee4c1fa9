/**
 * `npm run bench:understanding`: how well and how fast `understand` reads, on given and on held-out messages, beside its
 * own rules without weights, a plain keyword list and the nearest labelled example; and how well by cross-validation on what
 * it learnt from.
 */
import { cuesOf } from '../src/core/understanding/cues.ts'
import { read } from '../src/core/understanding/reading.ts'
import { understand } from '../src/core/understanding/understand.ts'
import { crossValidated } from './cross-validation.ts'
import { readByKeywords, readByNearest } from './peers-understanding.ts'
import { print } from './table.ts'
import {
  type RowSet,
  readAmountRows,
  readDurationRows,
  readExamples,
  readLetterSets,
  readMessageSets,
} from './understanding-rows.ts'
import { confusion, type Reader, scoreAmounts, scoreDurations, scoreRow, scoreValues } from './understanding-score.ts'

const ours: Reader = (text) => {
  const { intent, risks } = understand(text)
  return { intent, risks: risks.map((risk) => risk.type) }
}
const rulesAlone: Reader = (text) => {
  const { intent, risks } = cuesOf(read(text))
  return { intent, risks: risks.map((risk) => risk.type) }
}
const examples = readExamples()
const nearest = await readByNearest(examples)
if (nearest === null) console.log('(minisearch is not installed: the nearest example is left out)')
const readers: readonly (readonly [string, Reader])[] = [
  ['understand', ours],
  ['our rules without weights', rulesAlone],
  ...(nearest === null ? [] : [['nearest example (MiniSearch, bigrams)', nearest] as const]),
  ['keyword list', readByKeywords],
]

const messageSets = readMessageSets()
const letterSets = readLetterSets()
const learnt: RowSet = { name: 'learnt from, each quarter by the others', rows: examples }
const quality = ({ name, rows }: RowSet): string[][] =>
  readers.map(([reader, by]) => [`${name} (${rows.length})`, reader, ...scoreRow(rows, by)])
const HEAD = ['set', 'reader', 'intent', 'risk P', 'R', 'F1', 'lead P', 'R', 'emergency missed/false']
print(HEAD, [
  ...[...messageSets, ...letterSets].flatMap(quality),
  [`${learnt.name} (${examples.length})`, 'understand', ...scoreRow(examples, crossValidated(examples))],
])

print(
  ['set', 'sums right', 'months right', 'proxy right'],
  [...messageSets, learnt].map((set) => [set.name, ...scoreValues(set.rows)]),
)
const amounts = readAmountRows()
if (amounts !== null) print(['sums in context', 'value', 'money or not'], [['given', ...scoreAmounts(amounts)]])
const durations = readDurationRows()
if (durations !== null)
  print(['spans of half a day and more', 'right', 'of'], [['given', ...scoreDurations(durations)]])

for (const set of [...messageSets, ...letterSets]) {
  print([`${set.name}: type`, 'right', 'missed', 'invented', 'F1', 'found instead'], confusion(set.rows, ours))
}

const ROUNDS = 5
const usual = messageSets.flatMap((set) => set.rows).map((row) => row.text)
function timed(): number[] {
  return usual.map((text) => {
    const start = performance.now()
    understand(text)
    return performance.now() - start
  })
}
timed()
const times = Array.from({ length: ROUNDS }, timed)
  .flat()
  .sort((a, b) => a - b)
const at = (share: number): string => `${((times[Math.floor(times.length * share)] ?? 0) * 1000).toFixed(0)} µs`

/** Of several runs the best: the others are the machine's. */
function bestOf(text: string): string {
  const runs = Array.from({ length: 20 }, () => {
    const start = performance.now()
    understand(text)
    return performance.now() - start
  })
  return `${Math.min(...runs).toFixed(2)} ms`
}
const LONGEST = 2_000
const longest = (piece: string): string => piece.repeat(Math.ceil(LONGEST / piece.length)).slice(0, LONGEST)
print(['speed', 'median', '95 %', '99 %'], [[`${usual.length} usual messages`, at(0.5), at(0.95), at(0.99)]])
print(
  ['2,000 characters', 'best of 20'],
  [usual.join(','), '没漏雨', '三万二', '想死', '我家有两个', '从去年三月', '房子没塌,'].map((piece) => [
    piece.slice(0, 12),
    bestOf(longest(piece)),
  ]),
)
