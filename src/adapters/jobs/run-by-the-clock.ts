import { PgBoss } from 'pg-boss'
import { Counter, Registry } from 'prom-client'
import type { Scheduled } from '../../app/by-the-clock.ts'

/** The database under the jobs: the pool that everything else uses. */
export interface JobDatabase {
  kind: 'server' | 'embedded'
  pool: { connect(): Promise<JobClient> }
}
interface JobClient {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  release(): void
}

export interface RunningJobs {
  /** Schedules for every county that is served now, such as one that was set up since; safe to call again. */
  schedule(counties: string[]): Promise<void>
  /** Waits for what is under way. */
  stop(): Promise<void>
}

/** Seconds. Of these jobs none is urgent to the second: looking more often would be statements without a use. */
const PACE = { poll: 10, retry: 5 }
/** A county of thirty thousand households takes seconds. */
const EXPIRE_SECONDS = 300
/** Within the time that an orderly end of the whole process has. */
const STOP_MS = 8_000
const RETRIES = { retryLimit: 6, retryBackoff: true, retryDelayMax: 600 }

export function measureJobs() {
  const registry = new Registry()
  const runs = new Counter({
    name: 'mingbai_jobs_total',
    help: 'Jobs by the clock, by name and outcome; a job that is tried again counts again.',
    labelNames: ['job', 'outcome'],
    registers: [registry],
  })
  return { registry, count: (job: string, outcome: 'done' | 'failed') => runs.inc({ job, outcome }) }
}

/**
 * Runs each work for each county when its time comes, in one process of all that share the database, and once at the start. What
 * fails is tried again, later and later. Makes its own tables in the schema `pgboss` at the first start.
 */
export async function runByTheClock(
  database: JobDatabase,
  works: Scheduled[],
  counties: string[],
  hooks: { onError: (error: unknown) => void; count: (job: string, outcome: 'done' | 'failed') => void },
  pace = PACE,
): Promise<RunningJobs> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => execute(database, text, values) },
    ...(database.kind === 'embedded' && { backend: 'pglite' as const }),
    // Our tables are swept by others; these watch only what a busy queue needs.
    monitorVacuum: false,
    reindex: false,
  })
  boss.on('error', hooks.onError)
  await oneAtATime(database, () => boss.start())
  for (const { name, work } of works) {
    // One of a county waiting, one under way, over all processes.
    await boss.createQueue(name, {
      policy: 'stately',
      expireInSeconds: EXPIRE_SECONDS,
      retryDelay: pace.retry,
      ...RETRIES,
    })
    await boss.work<{ county: string }>(name, { pollingIntervalSeconds: pace.poll }, async (jobs) => {
      for (const { data } of jobs) await run(name, () => work(data.county), hooks)
    })
  }
  const schedule = async (served: string[]) => {
    for (const county of served) {
      for (const { name, cron } of works) {
        const options = { singletonKey: county }
        if (cron) await boss.schedule(name, cron, { county }, { tz: 'Asia/Shanghai', key: county, ...options })
        else await boss.send(name, { county }, options)
      }
    }
  }
  await schedule(counties)
  return { schedule, stop: () => boss.stop({ graceful: true, close: false, timeout: STOP_MS }) }
}

async function run(
  name: string,
  work: () => Promise<number>,
  { onError, count }: { onError: (error: unknown) => void; count: (job: string, outcome: 'done' | 'failed') => void },
): Promise<void> {
  try {
    await work()
    count(name, 'done')
  } catch (error) {
    count(name, 'failed')
    onError(error)
    // Thrown on, so that it is tried again.
    throw error
  }
}

/** Any number; only ours. */
const LOCK = 20_290_818

/** pg-boss locks its own first start too, but lets the error of two that make the schema at once through. Embedded there is one process. */
async function oneAtATime({ kind, pool }: JobDatabase, start: () => Promise<unknown>): Promise<void> {
  if (kind === 'embedded') return void (await start())
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await start()
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => {})
    client.release()
  }
}

/** A text may open a transaction of its own; one that failed must not be left to whoever has the connection next. */
async function execute({ pool }: JobDatabase, text: string, values?: unknown[]) {
  const client = await pool.connect()
  try {
    return await client.query(text, values)
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}
