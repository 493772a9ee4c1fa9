import { configDefaults, defineConfig } from 'vitest/config'

/** These put a made-up house behind the real doors (`vi.mock`), which nobody else may see: each in a process of its own. */
const DOORS = ['chat-replay', 'chat-routes', 'chat-socket', 'operation', 'queue-socket', 'routes'].map(
  (name) => `test/adapters/http/${name}.test.ts`,
)
const CORE = ['test/core/**/*.test.ts', 'test/facts/**/*.test.ts']
const BROWSER = 'test/browser/**/*.test.ts'
/** Files share their processes, and with them what was loaded once: no file may leave anything changed behind. */
const SHARED = { isolate: false }
const PATIENT = { testTimeout: 30_000, hookTimeout: 120_000 }

/** What needs no database, no server and no browser does not wait for one. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'browser',
          include: [BROWSER],
          globalSetup: 'test/support/browser-and-demo.ts',
          ...SHARED,
          ...PATIENT,
        },
      },
      { extends: true, test: { name: 'core', include: CORE, ...SHARED } },
      { extends: true, test: { name: 'doors', include: DOORS, ...PATIENT } },
      {
        extends: true,
        test: {
          name: 'whole',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...CORE, BROWSER, ...DOORS],
          globalSetup: 'test/support/postgres-server.ts',
          ...SHARED,
          ...PATIENT,
        },
      },
    ],
  },
})
