import { indexEntries, withEntries } from '../../src/core/card/card-index.ts'
import { findCard } from '../../src/core/card/find-card.ts'
import { makeUp } from './made-up.ts'

const QUESTIONS = 400
const RUNS = 3

/** Of several runs the best: the others are the machine's. */
const best = (runs: number, run: () => void): number =>
  Math.min(
    ...Array.from({ length: runs }, () => {
      const start = performance.now()
      run()
      return performance.now() - start
    }),
  )

/** Of several runs the best by the clock and the mean of processor time, ms: on a busy machine the second tells more. */
function bestOfBoth(run: () => void): string {
  const start = process.cpuUsage()
  const wall = best(RUNS, run)
  const { user, system } = process.cpuUsage(start)
  return `${wall.toFixed(0)} (${((user + system) / 1000 / RUNS).toFixed(0)})`
}

/** A row of the table of speeds for so many made-up entries. */
export function measureSpeed(count: number): string[] {
  const { entries, questions } = makeUp(count, QUESTIONS)
  const [first] = entries
  if (first === undefined) return []
  const before = process.memoryUsage()
  const index = indexEntries(entries)
  const after = process.memoryUsage()
  const grown = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers
  const times = questions.map((question) => best(RUNS, () => findCard(index, question))).sort((a, b) => a - b)
  const spent = process.cpuUsage()
  for (const question of questions) findCard(index, question)
  const { user, system } = process.cpuUsage(spent)
  const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(2)
  return [
    String(count),
    String(entries.reduce((sum, { passages }) => sum + passages.length, 0)),
    bestOfBoth(() => indexEntries(entries)),
    bestOfBoth(() => withEntries(index, [{ ...first, title: '换了名字' }])),
    at(0.5),
    at(0.99),
    ((user + system) / 1000 / questions.length).toFixed(2),
    (grown / 2 ** 20).toFixed(0),
  ]
}
