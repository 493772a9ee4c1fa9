import { configDefaults, defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** These put a made-up house behind the real doors (`vi.mock`), which nobody else may see: each in a process of its own. */
const DOORS = ['chat-replay', 'chat-routes', 'chat-socket', 'operation', 'queue-socket', 'routes'].map(
  (name) => `test/adapters/http/${name}.test.ts`,
)
const CORE = ['test/core/**/*.test.ts', 'test/miniprogram/{utils,build}/**/*.test.ts']
const BROWSER = ['test/browser/**/*.test.ts', 'test/miniprogram/browser/**/*.test.ts']
/** Files share their processes, and with them what was loaded once: no file may leave anything changed behind. */
const SHARED = { isolate: false, setupFiles: 'test/support/chance.ts' }
/** This ends only what hangs: on a busy machine everything takes many times as long. */
const PATIENT = { testTimeout: 120_000, hookTimeout: 180_000, expect: { poll: { timeout: 15_000 } } }

/** Files of one project stay together, because they share processes; what is left at the end is short, so both are busy until then. */
const ORDER = ['browser', 'whole', 'doors', 'core']
/** Longest first, known from the beginning: a fresh clone has no times of an earlier run, and sizes say nothing of these. */
const LONG = [
  'crash/kill',
  'adapters/postgres/row-security',
  'simulation/year',
  'crash/start-and-stop',
  'adapters/jobs/',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ project, moduleId }: TestSpecification) => {
      const long = LONG.findIndex((path) => moduleId.includes(`/test/${path}`))
      return ORDER.indexOf(project.name) * (LONG.length + 1) + (long < 0 ? LONG.length : long)
    }
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b))
  }
}

/** What needs no database, no server and no browser does not wait for one. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'browser',
          include: BROWSER,
          globalSetup: 'test/support/browser-and-demo.ts',
          ...SHARED,
          ...PATIENT,
        },
      },
      { extends: true, test: { name: 'core', include: CORE, ...SHARED, ...PATIENT } },
      { extends: true, test: { name: 'doors', include: DOORS, ...PATIENT } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...CORE, ...BROWSER, ...DOORS],
          globalSetup: 'test/support/postgres-server.ts',
          ...SHARED,
          ...PATIENT,
        },
      },
    ],
  },
})
