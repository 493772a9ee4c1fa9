/**
 * `npm run bench:understanding`: how well and how fast `understand` reads, on given and on own messages, of which
 * the held-out ones were written after the code was frozen; beside a plain keyword list and the nearest labelled example.
 */
import { understand } from '../src/core/understanding/understand.ts'
import { readByKeywords, readByNearest } from './peers-understanding.ts'
import {
  type RowSet,
  readAmountRows,
  readCitizenSets,
  readDurationRows,
  readExamples,
  readMessageSets,
} from './understanding-rows.ts'
import { confusion, type Reader, scoreAmounts, scoreDurations, scoreRow, scoreValues } from './understanding-score.ts'

/** Chinese characters take two columns. */
const width = (text: string): number => [...text].reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 0)
function print(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, at) => Math.max(...[title, ...rows.map((row) => row[at] ?? '')].map(width)))
  const line = (row: readonly string[]): string =>
    row.map((cell, at) => cell + ' '.repeat(Math.max(0, (widths[at] ?? 0) - width(cell)))).join('  ')
  console.log(`\n${line(head)}`)
  for (const row of rows) console.log(line(row))
}

const ours: Reader = (text) => {
  const { intent, risks } = understand(text)
  return { intent, risks: risks.map((risk) => risk.type) }
}
const examples = readExamples()
const nearest = await readByNearest(examples)
if (nearest === null) console.log('(minisearch is not installed: the nearest example is left out)')
const readers: readonly (readonly [string, Reader])[] = [
  ['understand', ours],
  ['keyword list', readByKeywords],
  ...(nearest === null ? [] : [['nearest example (MiniSearch, bigrams)', nearest] as const]),
]

const messageSets = readMessageSets()
const citizenSets = readCitizenSets()
const quality = ({ name, rows, seen }: RowSet): string[][] =>
  readers.map(([reader, read]) => [`${name} (${rows.length}, ${seen})`, reader, ...scoreRow(rows, read)])
print(
  ['set', 'reader', 'intent', 'risk P', 'R', 'F1', 'lead P', 'R', 'emergency missed/false'],
  [...messageSets, ...citizenSets].flatMap(quality),
)

print(
  ['set', 'sums right', 'months right'],
  messageSets.map((set) => [set.name, ...scoreValues(set.rows)]),
)
const amounts = readAmountRows()
if (amounts !== null)
  print(['sums in context', 'value', 'money or not'], [['given, looked at', ...scoreAmounts(amounts)]])
const durations = readDurationRows()
if (durations !== null)
  print(['spans of half a day and more', 'right', 'of'], [['given, looked at', ...scoreDurations(durations)]])

for (const set of [...messageSets, ...citizenSets]) {
  print([`${set.name}: type`, 'right', 'missed', 'invented', 'F1', 'found instead'], confusion(set.rows, ours))
}

const ROUNDS = 20
const usual = [...examples, ...messageSets.flatMap((set) => set.rows)].map((row) => row.text)
function timed(): number[] {
  const times: number[] = []
  for (const text of usual) {
    const start = performance.now()
    understand(text)
    times.push(performance.now() - start)
  }
  return times
}
timed()
const times = Array.from({ length: ROUNDS }, timed)
  .flat()
  .sort((a, b) => a - b)
const at = (share: number): string => `${((times[Math.floor(times.length * share)] ?? 0) * 1000).toFixed(0)} µs`
const long = usual.join(',').slice(0, 2000)
const best = Math.min(
  ...Array.from({ length: ROUNDS }, () => {
    const start = performance.now()
    understand(long)
    return performance.now() - start
  }),
)
print(
  ['speed', 'median', '95 %', '99 %', '2,000 characters'],
  [[`${usual.length} usual messages`, at(0.5), at(0.95), at(0.99), `${best.toFixed(2)} ms`]],
)
