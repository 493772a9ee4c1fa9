/**
 * Draws anew what the property tests try, and more of it:
 *
 *   npm run fuzz                       # ten times as much as `npm test`
 *   FUZZ_RUNS=5000 npm run fuzz -- test/core
 *
 * What fails is tried again with the seed that is printed: FUZZ_SEED=… FUZZ_RUNS=… npx vitest run …
 */
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'

const { FUZZ_SEED = String(randomInt(2 ** 31)), FUZZ_RUNS = '1000' } = process.env
const under = process.argv.slice(2)

const files = globSync('test/**/*.test.ts').filter(
  (file) =>
    readFileSync(file, 'utf8').includes("from 'fast-check'") &&
    (under.length === 0 || under.some((path) => file.includes(path))),
)
if (files.length === 0) throw new Error(`no property tests under ${under.join(', ')}`)
console.log(`FUZZ_SEED=${FUZZ_SEED} FUZZ_RUNS=${FUZZ_RUNS} npx vitest run ${files.join(' ')}`)
const { status } = spawnSync('npx', ['vitest', 'run', ...files], {
  stdio: 'inherit',
  env: { ...process.env, FUZZ_SEED, FUZZ_RUNS },
})
process.exitCode = status ?? 1
