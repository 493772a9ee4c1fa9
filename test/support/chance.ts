/** Before each file: what fast-check draws is the same in every run. `npm run fuzz` draws anew, and more. */
import fc from 'fast-check'
import { vi } from 'vitest'
import { timeFor } from './runs.ts'

fc.configureGlobal({
  seed: Number(process.env.FUZZ_SEED ?? 20_261_128),
  numRuns: Number(process.env.FUZZ_RUNS ?? 100),
})
if (process.env.FUZZ_RUNS) vi.setConfig({ testTimeout: timeFor(120_000) })
