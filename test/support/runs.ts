import fc from 'fast-check'

/** How often a property is tried that takes `usual` tries where others take a hundred: FUZZ_RUNS=1000 is ten times that. */
export function runs(usual: number): number {
  return Math.ceil((usual * (fc.readConfigureGlobal().numRuns ?? 100)) / 100)
}

/** How long a property may take, in milliseconds, that may take `usual` without FUZZ_RUNS. */
export const timeFor = (usual: number) => Math.max(usual, runs(usual))
