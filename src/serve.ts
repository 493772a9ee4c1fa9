import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { readCountyFile } from './adapters/county-file/read-county-file.ts'
import { LIMITS } from './adapters/http/limits.ts'
import { ownAddress } from './adapters/http/own-address.ts'
import { buildServer } from './adapters/http/server.ts'
import { measureJobs, type RunningJobs, runByTheClock } from './adapters/jobs/run-by-the-clock.ts'
import { readLedgerFile } from './adapters/ledger-file/read-ledger-file.ts'
import { drawCards } from './adapters/picture/draw-cards.ts'
import { byTheClock } from './app/by-the-clock.ts'
import { hasRealCadre } from './app/demo.ts'
import { movedTo } from './app/demo-ledger.ts'
import { importLedger } from './app/import-ledger.ts'
import { keepDoing } from './app/keep-doing.ts'
import { isRefusal } from './app/refusal.ts'
import { setUpCounty } from './app/set-up-county.ts'
import { type Config, readConfig } from './config.ts'
import { cardPages } from './console/cards/routes.ts'
import { demoPage } from './console/demo/routes.ts'
import { phonePage } from './console/phone/routes.ts'
import { chinaDay } from './core/words/when.ts'
import { openLog } from './log.ts'
import { RealCounty, startError } from './start-error.ts'
import { type Wired, wire } from './wire.ts'

/** The embedded database sweeps nothing by itself. */
const MAINTAIN_MS = 6 * 3_600_000
/** An end that takes longer is no orderly one any more; the web server has cut its connections by then. */
const STOP_MS = 15_000
/** No news of the language model: it answered, or was rightly not asked. */
const QUIET = ['used', 'nothing', 'given_up', 'open', 'busy']

/** The whole program. Where it can't start it says why, and ends. */
export async function serve(): Promise<void> {
  try {
    await start()
  } catch (error) {
    process.stderr.write(`${startError(error)}\n`)
    process.exit(1)
  }
}

async function start(): Promise<void> {
  const config = readConfig(process.env)
  const log = openLog(config.logLevel)
  for (const event of ['uncaughtException', 'unhandledRejection'] as const)
    process.on(event, (error: unknown) => {
      log.fatal({ error }, event)
      process.exit(1)
    })
  await checkPort(config)
  const wired = await wire(
    config,
    (error) => log.error({ error }, 'background work failed'),
    // Who turns it off with `warn` still sees it fail; how it goes in general is in the metrics.
    ({ outcome, ms, status }) =>
      log[QUIET.includes(outcome) ? 'debug' : 'warn']({ outcome, ms: Math.round(ms), status }, 'language model'),
    (news) =>
      news.kind === 'renewed'
        ? log.info({ cards: news.cards }, 'changed policies are in use')
        : log.error({ problems: news.problems }, 'changed policies are broken: the old ones stay in use'),
  )
  const isNew = config.demo && (await setUpDemo(wired, config.county))
  if (!wired.regions.of(config.county))
    log.warn({ county: config.county }, 'this county is not set up yet: npm run county -- load FILE')

  const stopDoing = keepDoing(wired.deps, wired.feed, wired.regions.counties, (error) =>
    log.error({ error }, 'a chore failed'),
  )
  const sweeping = setInterval(
    () => wired.maintain().catch((error) => log.error({ error }, 'sweeping failed')),
    MAINTAIN_MS,
  )
  const measured = measureJobs()
  const pictures = drawCards()
  const app = buildServer({
    deps: wired.deps,
    feed: wired.feed,
    county: config.county,
    logger: log,
    ready: wired.ready,
    demo: config.demo,
    trustProxy: config.trustProxy,
    origins: config.origins,
    publicUrl: config.publicUrl,
    drawPicture: pictures.draw,
    ...(wired.channels.bot && { bot: wired.channels.bot }),
    registries: [...wired.registries, measured.registry],
  })
  for (const routes of wired.channels.routes) app.register(routes)
  app.register(demoPage, { demo: config.demo, county: config.county, regions: wired.regions.of })
  // Elsewhere people have the mini-program in WeChat, and nobody could log in to this one.
  if (config.demo) app.register(phonePage, { build: buildPhone })
  app.register(cardPages, {
    deps: wired.deps,
    county: config.county,
    siteOf: (request) => config.publicUrl ?? ownAddress(request),
    perMinute: LIMITS.cardsPerMinute,
  })
  const address = await app.listen({ port: config.port, host: config.host })
  const opened = Promise.withResolvers<void>()
  // Nobody has to wait for invented incomes.
  const filling = isNew ? opened.promise.then(() => fillLedgers(wired, config.county)) : Promise.resolve()
  filling.catch((error: unknown) => log.error({ error }, 'the invented ledgers could not be loaded'))

  // Behind the open door: its first start makes tables, and nobody need wait for those.
  const jobs = opened.promise.then(() =>
    startJobs(wired, measured.count, (error) => log.error({ error }, 'a job failed')),
  )
  jobs.catch((error: unknown) => {
    log.fatal({ error }, 'the jobs could not be started')
    process.exitCode = 1
    void stop()
  })

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    clearInterval(sweeping)
    setTimeout(() => {
      log.error('the shutdown took too long')
      process.exit(1)
    }, STOP_MS).unref()
    // Jobs before the database that they run on; one that could not be started has nothing to stop.
    const stopJobs = async () => (await jobs.catch(() => null))?.stop()
    for (const step of [
      () => app.close(),
      wired.channels.idle,
      pictures.stop,
      stopDoing,
      stopJobs,
      () => filling,
      wired.close,
    ])
      await step().catch((error: unknown) => {
        log.error({ error }, 'a step of the shutdown failed')
        process.exitCode = 1
      })
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop())
  // Last: whoever reads it may stop us at once, and that must be an orderly end.
  process.stdout.write(`明白 mingbai: ${address}\n`)
  opened.resolve()
}

/** What runs by the clock, also for a county that is set up later. */
async function startJobs(
  { deps, feed, jobs, regions }: Wired,
  count: ReturnType<typeof measureJobs>['count'],
  onError: (error: unknown) => void,
): Promise<RunningJobs> {
  const served = regions.counties()
  const running = await runByTheClock(jobs, byTheClock(deps), served, { onError, count })
  const known = new Set(served)
  const unsubscribe = feed.subscribe((change) => {
    if (change === 'resync' || change.topic !== 'roster' || known.has(change.county)) return
    known.add(change.county)
    running.schedule([change.county]).catch((error) => {
      known.delete(change.county)
      onError(error)
    })
  })
  return {
    ...running,
    async stop() {
      unsubscribe()
      await running.stop()
    },
  }
}

/** What compiles the mini-program is loaded when somebody first looks at it: the start does not wait for it. */
async function buildPhone() {
  return (await import('../miniprogram/web/build/build-phone.ts')).buildPhone()
}

/** The invented county, made once. Answers whether it is new. */
async function setUpDemo({ deps, regions }: Wired, county: string): Promise<boolean> {
  if (regions.of(county)) {
    if (await hasRealCadre(deps, county)) throw new RealCounty(county)
    return false
  }
  const file = readCountyFile(new URL(`../demo/${county}`, import.meta.url).pathname)
  const result = await setUpCounty(deps, file, { demo: true })
  if (isRefusal(result)) throw new Error(`the demo county could not be set up: ${JSON.stringify(result)}`)
  await regions.load(county)
  return true
}

/** Its households' members and incomes. Only once: in another month the same list would be another one. */
async function fillLedgers({ deps }: Wired, county: string): Promise<void> {
  const ledger = new URL(`../demo/${county}/ledger.jsonl`, import.meta.url).pathname
  if (!existsSync(ledger)) return
  const lines = movedTo(chinaDay(deps.clock.now()), readLedgerFile(ledger).lines)
  await importLedger(deps, county, lines, { source: { kind: 'import', name: '虚构的演示数据' }, apply: true })
}

/** Before minutes are spent on a database: the same port twice is the technician's commonest slip. */
async function checkPort({ port, host }: Config): Promise<void> {
  const probe = createServer().listen(port, host)
  await once(probe, 'listening')
  probe.close()
  await once(probe, 'close')
}
