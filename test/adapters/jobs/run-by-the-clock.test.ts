import { afterEach, expect, it, vi } from 'vitest'
import { measureJobs, type RunningJobs, runByTheClock } from '../../../src/adapters/jobs/run-by-the-clock.ts'
import type { Scheduled } from '../../../src/app/by-the-clock.ts'
import { onBoth, type TestDatabase } from '../../support/database.ts'

const COUNTIES = ['440229', '441322']
/** Seconds: pg-boss looks no more often. */
const QUICK = { poll: 0.5, retry: 1 }
const SOON = { timeout: 20_000, interval: 50 }

onBoth('jobs by the clock', (use) => {
  const running: RunningJobs[] = []
  const errors: unknown[] = []
  afterEach(async () => {
    await Promise.all(running.splice(0).map((jobs) => jobs.stop()))
    await use().database.pool.query('drop schema if exists pgboss cascade')
    errors.length = 0
  })
  const start = async (works: Scheduled[], database: TestDatabase = use(), count = () => {}) => {
    const hooks = { onError: (error: unknown) => void errors.push(error), count }
    const jobs = await runByTheClock(database.database, works, COUNTIES, hooks, QUICK)
    running.push(jobs)
    return jobs
  }

  it('are scheduled on China’s clock for every county, also for one that joins later', async () => {
    const jobs = await start([{ name: 'make-duties', cron: '10 0 * * *', work: async () => 0 }])
    await jobs.schedule(['360425'])
    await jobs.schedule(['360425'])
    const { rows } = await use().database.pool.query(
      'select name, key, cron, timezone, data from pgboss.schedule order by key',
    )
    expect(rows).toEqual(
      ['360425', ...COUNTIES].map((county) => ({
        name: 'make-duties',
        key: county,
        cron: '10 0 * * *',
        timezone: 'Asia/Shanghai',
        data: { county },
      })),
    )
  })

  it('run at the start for each county, never twice at a time, however many processes start', async () => {
    const ran = new Set<string>()
    const running = new Map<string, number>()
    let most = 0
    const work = async (county: string) => {
      ran.add(county)
      running.set(county, (running.get(county) ?? 0) + 1)
      most = Math.max(most, running.get(county) ?? 0)
      await new Promise((resolve) => setTimeout(resolve, 600))
      running.set(county, (running.get(county) ?? 0) - 1)
      return 1
    }
    const other = await use().another()
    const works: Scheduled[] = [{ name: 'catch-up', cron: null, work }]
    if (use().engine === 'server') await Promise.all([start(works), start(works, other)])
    else await start(works)
    await vi.waitFor(async () => {
      const { rows } = await use().database.pool.query(
        `select count(*) as waiting from pgboss.job where name = 'catch-up' and state <> 'completed'`,
      )
      expect(rows).toEqual([{ waiting: 0 }])
    }, SOON)
    expect([...ran].sort()).toEqual(COUNTIES)
    expect(most).toBe(1)
  })

  it('that fail are counted, told, and tried again', async () => {
    let tries = 0
    const { registry, count } = measureJobs()
    const work = async (county: string) => {
      if (county === COUNTIES[0] && ++tries === 1) throw new Error('the database was away')
      return 1
    }
    const hooks = { onError: (error: unknown) => void errors.push(error), count }
    running.push(await runByTheClock(use().database, [{ name: 'catch-up', cron: null, work }], COUNTIES, hooks, QUICK))
    await vi.waitFor(() => expect(tries).toBe(2), SOON)
    await vi.waitFor(async () => {
      const text = await registry.metrics()
      expect(text).toContain('mingbai_jobs_total{job="catch-up",outcome="failed"} 1')
      expect(text).toContain('mingbai_jobs_total{job="catch-up",outcome="done"} 2')
    }, SOON)
    expect(String(errors[0])).toContain('the database was away')
  })

  it('under way are waited for at the end', async () => {
    let began = false
    let ended = false
    const work = async () => {
      began = true
      await new Promise((resolve) => setTimeout(resolve, 700))
      ended = true
      return 1
    }
    const jobs = await start([{ name: 'catch-up', cron: null, work }])
    await vi.waitFor(() => expect(began).toBe(true), SOON)
    await jobs.stop()
    expect(ended).toBe(true)
  })
})
